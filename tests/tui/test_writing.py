"""What is typed while something is written: nothing is lost, nothing is silent."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import FILES, LEDGER, ROAD, SCHOOL, County
from slow_disk import slow_disk

from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, ProjectId, RecordId
from msctl.store.records import Records
from msctl.tui.background import Stopped
from msctl.tui.errors import StoppedInPart, WrittenInPart
from msctl.tui.journal import Journal
from msctl.tui.session import Session
from msctl.tui.steps import Typed, TypedFields
from msctl.tui.writing import Stage, Writing, Written

ROAD_ID, SCHOOL_ID = ProjectId(ROAD), ProjectId(SCHOOL)
PROGRESS = FieldPath.parse("report.Q2.progress")
STATUS = FieldPath.parse("report.Q2.status")
OLD = "已完成路基4公里。"

PLACES = [(ROAD_ID, PROGRESS), (ROAD_ID, STATUS), (SCHOOL_ID, PROGRESS)]
Typing = tuple[tuple[ProjectId, FieldPath], str]
Action = str | Typing
TYPING = st.tuples(st.sampled_from(PLACES), st.sampled_from(["", OLD, "甲", "已完成", "按期推进"]))
ACTION = st.one_of(TYPING, st.sampled_from(["save", "undo", "redo", "bulk", "restore"]))
MEANWHILE = st.lists(st.sampled_from(PLACES[:1] + PLACES[2:]), max_size=3)
State = tuple[dict[str, bytes], TypedFields]


@pytest.fixture
def session(county: County) -> Session:
    records = Records(county.root)
    return Session(records, records.snapshot())


def type_into(session: Session, typing: Typing) -> None:
    session.type(*typing[0], typing[1])


def begin(session: Session, action: str) -> Writing | None:
    if action == "undo":
        return session.begin_undo()
    if action == "redo":
        return session.begin_redo()
    if action == "restore":
        return session.begin_restore(ROAD_ID, {PROGRESS: "以前的。", STATUS: "未开工"})
    if action == "bulk":
        with session.step("成批"):
            for project, path in PLACES:
                session.type(project, path, "未开工")
    return session.begin_save(joins=action == "bulk")


def do(session: Session, action: Action, meanwhile: list[Typing], *, waits: bool) -> None:
    """Do an action and type something after it, or while it is being written."""
    writing = None
    if isinstance(action, str):
        with suppress(MsctlError):
            writing = begin(session, action)
    else:
        type_into(session, action)
    if writing is not None and waits:
        session.finish(writing.write())
    for typing in meanwhile:
        type_into(session, typing)
        session.settle()
    if writing is not None and not waits:
        session.finish(writing.write())


def states(session: Session, county: County) -> Iterator[State]:
    """What undoing everything and doing it again shows."""
    session.settle()
    yield county.tree(), session.typed
    while session.undo():
        yield county.tree(), session.typed
    while session.redo():
        yield county.tree(), session.typed


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(ACTION, MEANWHILE), max_size=6))
def test_typing_during_a_writing_counts_as_typing_after_it(
    county: County, actions: list[tuple[Action, list[tuple[ProjectId, FieldPath]]]]
) -> None:
    found = []
    for waits in (True, False):
        for file, text in FILES.items():
            county.write(file, text)
        records = Records(county.root)
        session = Session(records, records.snapshot())
        for number, (action, places) in enumerate(actions):
            # never what the field shows, for that is no typing
            typed = [(place, f"第{number}次，{count}") for count, place in enumerate(places)]
            do(session, action, typed, waits=waits)
        found.append(list(states(session, county)))
    assert found[1] == found[0]


def test_a_field_typed_on_while_it_is_saved_stays_unsaved(session: Session, county: County) -> None:
    session.type(ROAD_ID, PROGRESS, "已完成路基5公里。")
    writing = session.begin_save()
    session.type(ROAD_ID, PROGRESS, OLD)
    session.finish(writing.write())
    assert "已完成路基5公里。" in county.text(ROAD)
    assert session.text(ROAD_ID, PROGRESS) == OLD
    assert session.unsaved_paths(ROAD_ID) == (PROGRESS,)
    session.save()
    assert OLD in county.text(ROAD)


def refuse(county: County, project: str) -> Path:
    """Let the disk refuse a file: a folder has the name that its new text is written to."""
    path = county.root / f"{project}.toml"
    folder = path.with_name(f".{path.name}.{os.getpid()}.new")
    folder.mkdir()
    return folder


def test_a_file_that_is_refused_leaves_its_fields_unsaved_and_tells(
    session: Session, county: County
) -> None:
    before = county.tree()
    session.type(ROAD_ID, STATUS, "已完成")
    session.type(SCHOOL_ID, STATUS, "已完成")
    folder = refuse(county, SCHOOL)
    with pytest.raises(WrittenInPart) as refused:
        session.save()
    details = refused.value.details
    assert (details["written"], details["left"]) == (1, 1)
    assert list(session.unsaved) == [SCHOOL_ID]
    assert 'status = "已完成"' in county.text(ROAD)
    folder.rmdir()
    session.save()
    assert session.typed == {}
    after = county.tree()
    for _ in range(4):
        assert session.undo()
    assert county.tree() == before
    for _ in range(4):
        session.redo()
    assert county.tree() == after


def test_an_undo_that_is_refused_in_one_file_is_half_undone_and_goes_on_later(
    session: Session, county: County
) -> None:
    session.type(ROAD_ID, STATUS, "已完成")
    session.type(SCHOOL_ID, STATUS, "已完成")
    session.save()
    saved = county.tree()
    folder = refuse(county, SCHOOL)
    with pytest.raises(WrittenInPart):
        session.undo()
    assert session.unsaved == (ROAD_ID,)
    assert county.tree()[f"{SCHOOL}.toml"] == saved[f"{SCHOOL}.toml"]
    folder.rmdir()
    session.undo()
    assert set(session.unsaved) == {ROAD_ID, SCHOOL_ID}
    while session.redo():
        pass
    assert (county.tree(), session.typed) == (saved, {})


def go_on(session: Session, writing: Writing) -> Written:
    """Write, but stop at the first file that is written."""

    def told(stage: Stage, done: int) -> None:
        if stage is Stage.WRITING:
            raise Stopped

    written = writing.write(told)
    session.finish(written)
    return written


def test_what_is_stopped_among_its_files_leaves_the_rest_unsaved_and_goes_on_later(
    session: Session, county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    projects = [project.id for project in session.projects(ROAD_ID.ledger)]
    before = county.tree()
    for project in projects:
        session.type(project, PROGRESS, "新的进展。")
    with monkeypatch.context() as slow:
        slow_disk(slow)
        trouble = go_on(session, session.begin_save()).trouble
    assert isinstance(trouble, StoppedInPart)
    left = list(session.unsaved)
    assert trouble.details == {"written": len(projects) - len(left), "left": len(left)}
    assert 0 < len(left) < len(projects)
    assert left == [p for p in projects if "新的进展。" not in county.text(p)]
    session.save()
    after = county.tree()
    assert (session.typed, before == after) == ({}, False)

    undo = session.begin_undo()
    assert undo is not None
    with monkeypatch.context() as slow:
        slow_disk(slow)
        go_on(session, undo)
    while session.undo():
        pass
    assert (county.tree(), session.typed) == (before, {})
    while session.redo():
        pass
    assert (county.tree(), session.typed) == (after, {})


@pytest.mark.parametrize("stage", [Stage.READING, Stage.PROVING])
def test_a_save_that_is_stopped_writes_nothing(
    session: Session, county: County, stage: Stage
) -> None:
    before = county.tree()
    session.type(ROAD_ID, STATUS, "已完成")
    session.type(SCHOOL_ID, STATUS, "已完成")
    heard = []

    def told(now: Stage, done: int) -> None:
        heard.append((now, done))
        if (now, done) == (stage, 2):
            raise ZeroDivisionError

    writing = session.begin_save()
    with pytest.raises(ZeroDivisionError):
        writing.write(told)
    session.finish(Written())
    assert heard[-1] == (stage, 2)
    assert county.tree() == before
    assert session.unsaved == (ROAD_ID, SCHOOL_ID)
    session.save()
    assert session.typed == {}


KILLED = """
import sys
from pathlib import Path
from msctl.model.paths import FieldPath, LedgerId
from msctl.store.records import Records
from msctl.tui.journal import Journal
from msctl.tui.session import Session

records = Records(Path(sys.argv[1]))
session = Session(records, records.snapshot())
for project in session.projects(LedgerId(sys.argv[2])):
    session.type(project.id, FieldPath.parse("report.Q2.progress"), "新的进展。")
Journal(records.root).write(session.typed)
print("begins", flush=True)
session.save()
sys.stdin.read()
"""


@pytest.mark.parametrize("sooner", [True, False])
def test_a_save_that_is_killed_leaves_each_file_whole_and_the_journal_complete(
    county: County, sooner: bool
) -> None:
    for number in range(4, 204):
        text = f'number = "{number}"\nname = "项目{number}"\n\n[report.Q2]\nprogress = "旧。"\n'
        county.write(f"{LEDGER}/{number:03}-xiangmu", text)
    before = county.tree()
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(county.root), LEDGER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while not sooner and county.tree() == before:
            pass
        process.send_signal(signal.SIGKILL)
    after = Records(county.root).snapshot()
    assert not after.findings
    (left,) = Journal(county.root).left_behind()
    left.close()
    for project in after.projects.values():
        if project.id.ledger == LEDGER:
            now = project.record.text("report", "Q2", "progress")
            assert left.typed[project.id, PROGRESS].text == "新的进展。"
            whole = before[f"{project.id}.toml"] == county.file(project.id).read_bytes()
            assert whole == (now != "新的进展。")
    shutil.rmtree(county.root / ".msctl")


KILLED_UNDO = """
import os, signal, sys
from pathlib import Path
from msctl.model.paths import FieldPath, LedgerId
from msctl.store.records import Records
from msctl.tui.journal import Journal
from msctl.tui.session import Session
from msctl.tui.writing import Stage

def told(stage, done):
    if stage is Stage.WRITING:
        os.kill(os.getpid(), signal.SIGKILL)

records = Records(Path(sys.argv[1]))
journal = Journal(records.root)
session = Session(records, records.snapshot(), lambda: journal.write(session.to_keep))
for project in session.projects(LedgerId(sys.argv[2])):
    session.type(project.id, FieldPath.parse("report.Q2.progress"), "新的进展。")
session.save()
session.begin_undo().write(told)
"""


def test_an_undo_that_is_killed_among_its_files_leaves_what_it_took_back_in_the_journal(
    county: County,
) -> None:
    command = [sys.executable, "-c", KILLED_UNDO, str(county.root), LEDGER]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    (left,) = Journal(county.root).left_behind()
    left.close()
    after = Records(county.root).snapshot()
    listed = after.by_ledger[ROAD_ID.ledger]
    assert any("新的进展。" not in county.text(project.id) for project in listed)
    assert {place: typed.text for place, typed in left.typed.items()} == {
        (project.id, PROGRESS): "新的进展。" for project in listed
    }
    # offered again, it is unsaved where it was taken back and nothing where the file still has it
    session = Session(Records(county.root), after)
    fields: dict[RecordId, dict[FieldPath, Typed]] = {}
    for (record, path), typed in left.typed.items():
        fields.setdefault(ProjectId(record), {})[path] = typed
    session.recover(fields)
    assert set(session.unsaved) == {p.id for p in listed if "新的进展。" not in county.text(p.id)}
    session.save()
    assert all("新的进展。" in county.text(project.id) for project in listed)
