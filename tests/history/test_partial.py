"""Commits of some fields: nothing else goes along, and nothing else moves."""

from pathlib import Path

import pytest
from invented import ELDERLY, ROAD, SCHOOL, County

from msctl.history.errors import GitFailed, NothingToCommit, RepositoryBusy
from msctl.history.partial import commit_fields
from msctl.history.pending import changes
from msctl.history.repository import Repository
from msctl.model.changes import Change
from msctl.model.errors import NotRecorded
from msctl.model.paths import FieldPath

ROAD_FILE = f"{ROAD}.toml"


@pytest.fixture
def edited(archive: County) -> County:
    """Three fields and a comment of one project, one field of another, and a new file."""
    archive.replace(ROAD, "路基4公里", "路基7公里")
    archive.replace(ROAD, "investment = 100", "investment = 90  # 核减")
    archive.replace(ROAD, 'status = "按期推进"', 'status = "已完成"')
    archive.replace(SCHOOL, "雨季施工慢。", "材料涨价。")
    return archive


def pending(county: County) -> dict[str, list[str]]:
    with Repository.of(county.root) as repository:
        return {r.id: [str(c.path) for c in r.changes] for r in changes(repository)}


def pick(county: County, *wanted: str) -> dict[str, list[Change]]:
    with Repository.of(county.root) as repository:
        [record] = [one for one in changes(repository) if one.id == ROAD]
    return {ROAD_FILE: [one for one in record.changes if str(one.path) in wanted]}


def commit(county: County, fields: dict[str, list[Change]], files: tuple[str, ...] = ()) -> str:
    with Repository.of(county.root) as repository:
        return commit_fields(repository, "二季度", fields, files)


def test_the_chosen_fields_are_committed_and_the_others_wait(edited: County) -> None:
    before = edited.tree()
    commit(edited, pick(edited, "report.Q2.progress"), (f"{SCHOOL}.toml",))
    assert edited.tree() == before
    assert pending(edited) == {ROAD: ["plan.Q2.investment", "report.Q2.status"]}
    told = edited.git("show", "--format=%an %s", "HEAD")
    assert told.startswith("张三 二季度\n")
    assert '+progress = "已完成路基7公里。"' in told
    assert "核减" not in told
    assert '+difficulties = "材料涨价。"' in told
    assert edited.git("diff", "--cached", "--name-only") == ""
    commit(edited, pick(edited, "plan.Q2.investment", "report.Q2.status"))
    assert pending(edited) == {ROAD: []}, "the comment is left, a change of layout"


def test_what_somebody_staged_stays_staged(edited: County) -> None:
    edited.replace(ELDERLY, "total = 80", "total = 96")
    edited.git("add", f"records/{ELDERLY}.toml")
    commit(edited, pick(edited, "report.Q2.status"))
    assert edited.git("diff", "--cached", "--name-only").endswith(f"{ELDERLY}.toml\n")
    assert "老年食堂" not in edited.git("show", "HEAD")


def test_a_new_and_a_removed_file_go_along_whole(edited: County) -> None:
    edited.file(ELDERLY).unlink()
    new = f"{SCHOOL.rpartition('/')[0]}/04-xin.toml"
    edited.write(new, 'number = "4"\nname = "新项目"\n')
    commit(edited, pick(edited, "report.Q2.status"), (new, f"{ELDERLY}.toml"))
    assert sorted(pending(edited)) == [ROAD, SCHOOL]
    assert edited.git("status", "--porcelain").count("\n") == 2


def test_a_hook_that_refuses_leaves_everything_as_it_was(edited: County) -> None:
    hook = edited.top / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ngit diff --cached --name-only >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    state = (edited.git("status", "--porcelain"), edited.git("rev-parse", "HEAD"), edited.tree())
    with pytest.raises(GitFailed) as refused:
        commit(edited, pick(edited, "report.Q2.status"))
    assert "01-cun-daolu.toml" in str(refused.value.details["reason"])
    assert "03-" not in str(refused.value.details["reason"])
    assert state == (
        edited.git("status", "--porcelain"),
        edited.git("rev-parse", "HEAD"),
        edited.tree(),
    )


def test_line_ends_and_marks_of_the_committed_text_stay(edited: County) -> None:
    text = edited.text(ROAD)
    edited.git("checkout", "--quiet", "--", ".")
    edited.write(ROAD, b"\xef\xbb\xbf" + edited.text(ROAD).replace("\n", "\r\n").encode())
    edited.commit("别的编辑器", "2024-05-01")
    edited.write(ROAD, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    commit(edited, pick(edited, "report.Q2.status"))
    shown = edited.git("show", "--stat", "--format=", "HEAD")
    assert "2 +-" in shown, "one line changed"


def test_what_cannot_be_committed_is_refused_before_anything_is_touched(edited: County) -> None:
    with pytest.raises(NothingToCommit):
        commit(edited, {})
    wrong = Change(ROAD, FieldPath.parse("report.Q2.status"), "没有过的词", "已完成")
    head = edited.git("rev-parse", "HEAD")
    with pytest.raises(NotRecorded):
        commit(edited, {ROAD_FILE: [wrong]})
    Path(edited.top / ".git/MERGE_HEAD").write_text(head)
    with pytest.raises(RepositoryBusy):
        commit(edited, pick(edited, "report.Q2.status"))
    assert edited.git("rev-parse", "HEAD") == head
