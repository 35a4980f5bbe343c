"""Differences by field between commits and the work tree."""

from decimal import Decimal

import pytest

from msctl.history.errors import NoCommits, UnknownRevision
from msctl.history.pending import changes
from msctl.history.repository import Repository
from msctl.model.changes import Change
from msctl.model.errors import OutsideRecords
from msctl.model.paths import FieldPath

from .office import CLINIC, LEDGER, ROAD, Office


def change(project: str, path: str, old: object, new: object) -> Change:
    return Change(project, FieldPath.parse(path), old, new)  # type: ignore[arg-type]


def test_an_unchanged_work_tree_differs_in_nothing(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    assert changes(repository) == []


def test_an_edit_is_the_fields_that_changed(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27", name="村卫生室", note="原")
    office.commit()
    office.write(f"{CLINIC}.toml", 'number = "27"\nname = "卫生室"\n[funding]\ntotal = 12.50\n')
    (found,) = changes(repository)
    assert (found.id, found.file, found.kind) == (CLINIC, f"{CLINIC}.toml", "changed")
    assert set(found.changes) == {
        change(CLINIC, "name", "村卫生室", "卫生室"),
        change(CLINIC, "funding.total", None, Decimal("12.50")),
        change(CLINIC, "note", "原", None),
    }
    assert not found.layout_only


def test_staged_and_unstaged_edits_count_alike(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27", name="一")
    office.commit()
    office.project(CLINIC, number="27", name="二")
    office.git("add", "--all")
    assert changes(repository)[0].changes == (change(CLINIC, "name", "一", "二"),)
    office.project(CLINIC, number="27", name="三")
    assert changes(repository)[0].changes == (change(CLINIC, "name", "一", "三"),)


def test_a_new_file_counts_before_git_knows_it(office: Office, repository: Repository) -> None:
    office.commit()
    office.project(CLINIC, number="27")
    office.project(ROAD, number="28")
    office.git("add", f"records/{ROAD}.toml")
    found = changes(repository)
    assert [(record.id, record.kind) for record in found] == [(CLINIC, "added"), (ROAD, "added")]
    assert found[0].changes == (change(CLINIC, "number", None, "27"),)


def test_a_removed_file_is_the_removal_of_its_fields(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    (office.root / f"{CLINIC}.toml").unlink()
    (found,) = changes(repository)
    assert found.kind == "removed"
    assert found.changes == (change(CLINIC, "number", "27", None),)


def test_before_the_first_commit_everything_is_added(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    office.project(ROAD, number="28")
    office.git("add", f"records/{ROAD}.toml")
    assert [record.kind for record in changes(repository)] == ["added", "added"]
    with pytest.raises(NoCommits):
        changes(repository, "HEAD")
    with pytest.raises(NoCommits):
        changes(repository, None, "HEAD")


def test_a_change_of_comments_or_order_is_layout_only(
    office: Office, repository: Repository
) -> None:
    office.write(f"{CLINIC}.toml", 'number = "27"\nname = "一"\n')
    office.commit()
    office.write(f"{CLINIC}.toml", '# 注\nname = "一"\nnumber = "27"\n')
    (found,) = changes(repository)
    assert found.layout_only
    assert found.changes == ()


def test_a_file_that_cannot_be_parsed_is_reported_with_its_side(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    first = office.commit()
    office.write(f"{CLINIC}.toml", 'number = "27"\nname = \n')
    (found,) = changes(repository)
    assert (found.kind, found.changes, found.layout_only) == ("changed", (), False)
    assert [(f.rule, f.line, f.details["side"]) for f in found.unreadable] == [("syntax", 2, "new")]
    broken = office.commit()
    office.project(CLINIC, number="28")
    (found,) = changes(repository)
    assert [f.details["side"] for f in found.unreadable] == ["old"]
    assert changes(repository, first)[0].changes == (change(CLINIC, "number", "27", "28"),)
    assert changes(repository, first, broken)[0].unreadable


def test_a_moved_project_is_moved_and_what_was_edited_besides(
    office: Office, repository: Repository
) -> None:
    text = {f"f{n}": f"内容{n}" for n in range(20)}
    office.project(CLINIC, number="27", **text)
    first = office.commit()
    moved = "lianshui/2024/bumen/27-cun-weishengshi"
    (office.root / "lianshui/2024/bumen").mkdir()
    (office.root / f"{CLINIC}.toml").rename(office.root / f"{moved}.toml")
    office.project(moved, number="3", **text)
    second = office.commit()
    (found,) = changes(repository, first, second)
    assert (found.kind, found.id, found.old_id) == ("moved", moved, CLINIC)
    assert found.changes == (change(moved, "number", "27", "3"),)
    assert not found.layout_only


def test_a_move_is_seen_before_git_knows_the_new_file(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    office.project(ROAD, number="28")
    office.commit()
    moved = "lianshui/2024/bumen/27-cun-weishengshi"
    (office.root / "lianshui/2024/bumen").mkdir()
    (office.root / f"{CLINIC}.toml").rename(office.root / f"{moved}.toml")
    (office.root / f"{ROAD}.toml").unlink()
    found = changes(repository)
    assert [(r.kind, r.id, r.old_id) for r in found] == [
        ("moved", moved, CLINIC),
        ("removed", ROAD, None),
    ]


def test_another_project_with_like_wording_is_not_a_move(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27", name="村卫生室", content="建设十个，年底前完成。")
    office.commit()
    (office.root / f"{CLINIC}.toml").unlink()
    office.project(ROAD, number="28", name="农村公路", content="修建三条，年底前完成。")
    office.git("add", "--all")
    assert [record.kind for record in changes(repository)] == ["removed", "added"]


def test_a_file_that_leaves_the_records_is_removed(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    office.git("mv", f"records/{CLINIC}.toml", "旧.toml")
    assert [(r.id, r.kind) for r in changes(repository)] == [(CLINIC, "removed")]


def test_files_elsewhere_and_files_that_are_no_records_do_not_count(
    office: Office, repository: Repository
) -> None:
    office.commit()
    (office.top / "会议纪要.toml").write_text("x = 1")
    office.write("说明.md", "文字")
    office.write(f"{LEDGER}/附件/1.toml", "x = 1")
    office.write(".msctl/draft.toml", "x = 1")
    office.write("msctl.toml", 'language = "zh"\n')
    assert [record.id for record in changes(repository)] == ["msctl.toml"]


def test_commits_and_dates_are_compared_with_one_another(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    office.commit(at=1_704_100_000)
    office.project(CLINIC, number="28")
    second = office.commit(at=1_719_700_000)
    there = changes(repository, "2024-01-01", second)
    back = changes(repository, second, "2024-01")
    assert there[0].changes == (change(CLINIC, "number", "27", "28"),)
    assert [c.invert() for c in back[0].changes] == list(there[0].changes)


def test_paths_narrow_the_difference(office: Office, repository: Repository) -> None:
    office.commit()
    office.project(CLINIC, number="27")
    office.project("qixia/2024/minsheng/1-x", number="1")
    assert [r.id for r in changes(repository, paths=["qixia"])] == ["qixia/2024/minsheng/1-x"]
    assert [r.id for r in changes(repository, paths=[f"{CLINIC}.toml"])] == [CLINIC]
    for outside in ("../x", "/etc", "-x", ":(top)x"):
        with pytest.raises(OutsideRecords):
            changes(repository, paths=[outside])


def test_a_path_with_glob_signs_means_itself(office: Office, repository: Repository) -> None:
    office.commit()
    office.project(CLINIC, number="27")
    assert changes(repository, paths=["lianshui/*"]) == []


def test_settings_of_the_user_do_not_reach_the_reader(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27", name="一")
    first = office.commit()
    office.project(CLINIC, number="27", name="二")
    office.commit()
    for name, value in (
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("diff.external", "/bin/false"),
        ("diff.noprefix", "true"),
        ("diff.relative", "true"),
        ("status.short", "true"),
    ):
        office.git("config", name, value)
    expected = (change(CLINIC, "name", "一", "二"),)
    assert changes(repository, first)[0].changes == expected
    assert changes(repository, first, "HEAD")[0].changes == expected


def test_an_option_is_no_revision(office: Office, repository: Repository) -> None:
    office.commit()
    for old, new in (("--output=x", None), (None, "--output=x")):
        with pytest.raises(UnknownRevision):
            changes(repository, old, new)


def test_a_conflict_left_by_a_merge_is_one_unreadable_record(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    first = office.commit()
    office.project(CLINIC, number="28")
    office.commit()
    office.git("checkout", "--quiet", "-b", "side", first)
    office.project(CLINIC, number="29")
    office.commit()
    office.git("merge", "main", check=False)
    (found,) = changes(repository)
    assert found.unreadable


def test_a_file_with_windows_line_ends_differs_in_layout_only(
    office: Office, repository: Repository
) -> None:
    path = office.write(f"{CLINIC}.toml", 'number = "27"\n')
    office.commit()
    path.write_bytes(b'number = "27"\r\n')
    assert changes(repository)[0].layout_only
