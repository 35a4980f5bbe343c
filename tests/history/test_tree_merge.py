"""Whole commits merged: every file, moves, and rules that two clean halves break."""

from collections.abc import Callable

import pytest

from msctl.check.merge_rules import merge_breaches
from msctl.history.tree_merge import TreeMerge, merge_trees
from msctl.locale.catalogue import finding_sentence

from .office import CLINIC, LEDGER, ROAD, Office

LEDGER_FILE = f"{LEDGER}/ledger.toml"
Deed = Callable[[], object]


@pytest.fixture
def started(office: Office) -> Office:
    office.write(LEDGER_FILE, 'title = "表"\n\n[status."已完成"]\nstate = "completed"\n')
    office.project(CLINIC, number="27", name="村卫生室", note="一")
    office.commit()
    return office


def merged(office: Office, base: str, theirs: str) -> TreeMerge:
    with office.repository() as repository:
        bases = office.git("merge-base", "--all", "main", "theirs").split()
        assert base in (*bases, "")
        return merge_trees(repository, bases, office.head, theirs)


def both(office: Office, ours: Deed, theirs: Deed) -> TreeMerge:
    """The merge of what two functions do to the office's files."""
    base = office.head
    office.git("switch", "--quiet", "-c", "theirs")
    theirs()
    their_head = office.commit("对方")
    office.git("switch", "--quiet", "main")
    ours()
    office.commit("己方")
    return merged(office, base, their_head)


def text(office: Office, merge: TreeMerge, file: str) -> str:
    return office.git("show", f"{merge.tree}:records/{file}")


def questions(merge: TreeMerge) -> list[tuple[str, str, str]]:
    return [
        (path.removeprefix("records/"), str(c.path), c.kind)
        for path, file in merge.files.items()
        for c in file.conflicts
    ]


def move(office: Office, old: str, new: str) -> None:
    target = office.root / f"{new}.toml"
    target.parent.mkdir(parents=True, exist_ok=True)
    (office.root / f"{old}.toml").rename(target)


ELSEWHERE = "lianshui/2025/minsheng/27-cun-weishengshi"


def test_files_of_both_sides_come_together(started: Office) -> None:
    merge = both(
        started,
        lambda: started.project(ROAD, number="28"),
        lambda: started.project(f"{LEDGER}/29-x", number="29"),
    )
    assert questions(merge) == []
    assert text(started, merge, f"{ROAD}.toml") == 'number = "28"\n'
    assert text(started, merge, f"{LEDGER}/29-x.toml") == 'number = "29"\n'


@pytest.mark.parametrize("ours_moves", [True, False])
def test_a_moved_project_takes_the_other_sides_changes(started: Office, ours_moves: bool) -> None:
    started.project(CLINIC, number="27", name="村卫生室", **{f"x{n}": "内容" * 9 for n in range(9)})
    started.commit()

    def edits() -> None:
        path = started.root / f"{CLINIC}.toml"
        path.write_text(path.read_text("utf-8").replace("村卫生室", "镇卫生室"), "utf-8")

    def moves() -> None:
        move(started, CLINIC, ELSEWHERE)

    merge = both(started, *((moves, edits) if ours_moves else (edits, moves)))
    assert questions(merge) == []
    assert "镇卫生室" in text(started, merge, f"{ELSEWHERE}.toml")
    assert CLINIC not in started.git("ls-tree", "-r", "--name-only", merge.tree)


def test_moves_to_two_places_are_asked(started: Office) -> None:
    other = "lianshui/2026/minsheng/27-cun-weishengshi"
    merge = both(
        started,
        lambda: move(started, CLINIC, ELSEWHERE),
        lambda: move(started, CLINIC, other),
    )
    assert questions(merge) == [(f"{ELSEWHERE}.toml", "", "moved")]
    assert other not in started.git("ls-tree", "-r", "--name-only", merge.tree)


def test_a_move_against_a_removal_is_asked(started: Office) -> None:
    merge = both(
        started,
        lambda: move(started, CLINIC, ELSEWHERE),
        lambda: (started.root / f"{CLINIC}.toml").unlink(),
    )
    assert questions(merge) == [(f"{ELSEWHERE}.toml", "", "deleted")]


def test_an_edit_against_a_removal_is_asked(started: Office) -> None:
    merge = both(
        started,
        lambda: (started.root / f"{CLINIC}.toml").unlink(),
        lambda: started.project(CLINIC, number="27", name="新"),
    )
    assert questions(merge) == [(f"{CLINIC}.toml", "", "deleted")]


def test_files_that_hold_no_records_merge_by_line(started: Office) -> None:
    (started.top / "说明.md").write_text("一\n二\n三\n四\n五\n")
    (started.top / "图.png").write_bytes(b"\0\1")
    started.commit()
    merge = both(
        started,
        lambda: (
            (started.top / "说明.md").write_text("壹\n二\n三\n四\n五\n"),
            (started.top / "图.png").write_bytes(b"\0\2"),
        ),
        lambda: (
            (started.top / "说明.md").write_text("一\n二\n三\n四\n伍\n"),
            (started.top / "图.png").write_bytes(b"\0\3"),
        ),
    )
    assert questions(merge) == [("图.png", "", "file")]
    assert started.git("show", f"{merge.tree}:说明.md") == "壹\n二\n三\n四\n伍\n"


def test_links_and_modes_are_kept(started: Office) -> None:
    def theirs() -> None:
        (started.top / "最新").symlink_to("records")
        (started.top / "run.sh").write_text("x")
        (started.top / "run.sh").chmod(0o755)

    merge = both(started, lambda: started.project(ROAD, number="28"), theirs)
    listed = started.git("-c", "core.quotePath=false", "ls-tree", merge.tree)
    assert "120000" in listed
    assert "100755" in listed


def test_crossed_histories_are_decided_only_where_the_ancestors_agree(started: Office) -> None:
    started.git("branch", "theirs")
    started.project(CLINIC, number="27", name="己方", note="一")
    ours = started.commit()
    started.git("switch", "--quiet", "theirs")
    started.project(CLINIC, number="27", name="村卫生室", note="对方")
    theirs = started.commit()
    started.git("merge", "--quiet", "-s", "ours", "--no-edit", ours)
    started.project(CLINIC, number="27", name="己方", note="对方")
    their_head = started.commit()
    started.git("switch", "--quiet", "main")
    started.git("merge", "--quiet", "-s", "ours", "--no-edit", theirs)
    started.project(CLINIC, number="27", name="村卫生室", note="对方")
    started.commit()
    merge = merged(started, "", their_head)
    assert questions(merge) == [(f"{CLINIC}.toml", "name", "changed")]


SERIES = """\
number = "27"
[measure."里程"]
mode = "cumulative"
report.Q1 = 5
"""
DONE = '[report.Q2]\nstatus = "已完成"\n'
LINK = f'number = "28"\nlink."{CLINIC}" = "同一事项"\n'


@pytest.mark.parametrize(
    ("ours", "theirs", "rule"),
    [
        ((ROAD, 'number = "28"\n'), (f"{LEDGER}/28-x", 'number = "28"\n'), "duplicate-number"),
        ((CLINIC, None), (ROAD, LINK), "broken-link"),
        ((f"{LEDGER}/ledger", 'title = "表"\n'), (CLINIC, SERIES + DONE), "unknown-status"),
        ((f"{LEDGER}/ledger", None), (ROAD, 'number = "28"\n'), "no-ledger"),
        ((CLINIC, SERIES + DONE), (CLINIC, f"{SERIES}report.Q2 = 3\n"), "completed-falling"),
    ],
)
def test_a_merge_that_is_clean_and_wrong_is_found(
    started: Office, ours: tuple[str, str | None], theirs: tuple[str, str | None], rule: str
) -> None:
    started.write(f"{CLINIC}.toml", SERIES)
    started.commit()

    def put(place: str, text: str | None) -> None:
        if text is None:
            (started.root / f"{place}.toml").unlink()
        else:
            started.write(f"{place}.toml", text)

    merge = both(started, lambda: put(*ours), lambda: put(*theirs))
    assert questions(merge) == []
    found = merge.breaches(merge_breaches)
    assert rule in {finding.rule for finding in found}
    assert all(finding_sentence(finding) for finding in found)


def test_what_one_side_broke_before_is_not_asked_again(started: Office) -> None:
    started.project(ROAD, number="27")
    started.commit()
    merge = both(
        started,
        lambda: started.project(CLINIC, number="27", name="新", note="一"),
        lambda: started.project(CLINIC, number="27", name="村卫生室", note="二"),
    )
    assert merge.breaches(merge_breaches) == []
