"""The journal: what a killed session typed is found again, and a live one is left alone."""

import subprocess
import sys
from pathlib import Path

from invented import ROAD, SCHOOL, County

from msctl.model.paths import FieldPath, ProjectId, RecordId
from msctl.tui.journal import Journal
from msctl.tui.steps import Typed

NOTE = FieldPath.of("extra", "1. 备注")
STATUS = FieldPath.parse("report.Q2.status")
TYPED: dict[RecordId, dict[FieldPath, Typed]] = {
    ProjectId(ROAD): {NOTE: Typed("第一行\n“第二行”\u2028", "")}
}
PLACES = {(ProjectId(ROAD), NOTE): TYPED[ProjectId(ROAD)][NOTE]}

KILLED = """
import os, signal, sys
from pathlib import Path
from msctl.model.paths import FieldPath, ProjectId
from msctl.tui.journal import Journal
from msctl.tui.steps import Typed
path = FieldPath.parse("report.Q2.status")
journal = Journal(Path(sys.argv[1]))
for text in sys.argv[2:]:
    journal.write({ProjectId(%r): {path: Typed(text, "按期推进")}})
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(county: County, *texts: str) -> None:
    """A session of its own that is killed after it typed these into a field."""
    code = KILLED % SCHOOL
    done = subprocess.run([sys.executable, "-c", code, str(county.root), *texts], check=False)
    assert done.returncode == -9


def files(county: County) -> list[Path]:
    return sorted((county.root / ".msctl").glob("typed-*"))


def test_a_live_session_is_left_alone_and_an_ended_one_is_found(county: County) -> None:
    journal = Journal(county.root)
    journal.write(TYPED)
    assert Journal(county.root).left_behind() == []
    journal.close()
    (left,) = Journal(county.root).left_behind()
    assert left.typed == PLACES
    assert Journal(county.root).left_behind() == [], "it is offered to one session at a time"
    left.keep_only({})
    left.close()
    assert files(county) == []


def test_what_is_left_for_later_is_offered_at_the_next_start_and_alone(county: County) -> None:
    journal = Journal(county.root)
    other = (ProjectId(SCHOOL), STATUS)
    journal.write({**TYPED, other[0]: {other[1]: Typed("已完成", "")}})
    journal.close()
    (left,) = Journal(county.root).left_behind()
    left.keep_only({other: left.typed[other]})
    left.close()
    (later,) = Journal(county.root).left_behind()
    assert later.typed == {other: Typed("已完成", "")}


def test_several_killed_sessions_are_found_the_newest_first(county: County) -> None:
    killed(county, "未开工")
    killed(county, "进展缓慢", "已完成")
    place = (ProjectId(SCHOOL), STATUS)
    found = Journal(county.root).left_behind()
    assert [left.typed[place].text for left in found] == ["已完成", "未开工"]
    assert found[0].typed[place].base == "按期推进"


def test_only_what_changed_is_appended_and_nothing_typed_leaves_no_file(county: County) -> None:
    journal = Journal(county.root)
    journal.write(TYPED)
    (file,) = files(county)
    first = file.read_bytes()
    journal.write(TYPED)
    assert file.read_bytes() == first
    journal.write({**TYPED, ProjectId(SCHOOL): {STATUS: Typed("已完成", "")}})
    journal.write({ProjectId(SCHOOL): {STATUS: Typed("已完成", "")}})
    lines = file.read_bytes()
    assert lines.startswith(first)
    assert lines.count(b"\n") == 3
    journal.write({})
    assert files(county) == []


def test_a_torn_last_line_takes_nothing_else_with_it(county: County) -> None:
    journal = Journal(county.root)
    journal.write(TYPED)
    journal.close()
    (file,) = files(county)
    file.write_bytes(file.read_bytes() + b'{"project": "jia-xian/2024/mins')
    (left,) = Journal(county.root).left_behind()
    assert (left.typed, left.garbled) == (PLACES, 0)


def test_a_garbled_journal_is_counted_and_kept(county: County) -> None:
    journal = Journal(county.root)
    journal.write(TYPED)
    journal.close()
    (file,) = files(county)
    garbled = b"\xff\xfe{\n[]\n" + file.read_bytes()
    file.write_bytes(garbled)
    (left,) = Journal(county.root).left_behind()
    assert (left.typed, left.garbled) == (PLACES, 2)
    left.keep_only({})
    left.close()
    assert [path.suffix for path in files(county)] == [".garbled"]
    assert files(county)[0].read_bytes() == garbled
    assert Journal(county.root).left_behind() == []


def test_a_file_removed_under_a_live_session_is_begun_anew_whole(county: County) -> None:
    journal = Journal(county.root)
    journal.write(TYPED)
    files(county)[0].unlink()
    both = {**TYPED, ProjectId(SCHOOL): {STATUS: Typed("已完成", "")}}
    journal.write(both)
    journal.close()
    (left,) = Journal(county.root).left_behind()
    assert left.typed == PLACES | {(ProjectId(SCHOOL), STATUS): Typed("已完成", "")}


def test_asking_makes_no_folder(county: County) -> None:
    assert Journal(county.root).left_behind() == []
    assert not (county.root / ".msctl").exists()


def test_nobody_else_may_read_it(county: County) -> None:
    Journal(county.root).write(TYPED)
    assert files(county)[0].stat().st_mode & 0o077 == 0
