"""Who changed which field when."""

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from msctl.history.errors import GitFailed, UnknownRevision
from msctl.history.log import Commit, log
from msctl.history.repository import Repository
from msctl.model.changes import Change
from msctl.model.errors import BadDate, OutsideRecords
from msctl.model.paths import FieldPath

from .office import CLINIC, LEDGER, ROAD, Office


def told(commits: object) -> list[list[str]]:
    """Each commit's changes in short."""
    return [
        [f"{change.path}: {change.old} > {change.new}" for change in commit.changes]
        for commit in commits  # type: ignore[attr-defined]
    ]


def subjects(commits: object) -> list[str]:
    return [commit.subject for commit in commits]  # type: ignore[attr-defined]


def test_a_log_is_newest_first_with_old_and_new_values(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    first = office.commit("录入")
    office.project(CLINIC, number="27", name="村卫生室")
    office.commit("补名称\n\n来自乡镇上报。", 1_719_700_000)
    newest, oldest = log(repository)
    assert newest.changes == (Change(CLINIC, FieldPath.of("name"), None, "村卫生室"),)
    assert (newest.author, newest.email) == ("张三", "zhangsan@example.com")
    assert (newest.subject, newest.body) == ("补名称", "来自乡镇上报。")
    assert newest.time == dt.datetime.fromtimestamp(1_719_700_000, dt.UTC)
    assert newest.time.utcoffset() == dt.timedelta(hours=8)
    assert newest.parents == (first,)
    assert oldest.commit == first
    assert [record.kind for record in oldest.records] == ["added"]


def test_before_the_first_commit_the_log_is_empty(repository: Repository) -> None:
    assert list(log(repository)) == []


def test_commits_that_touch_no_record_are_not_listed(
    office: Office, repository: Repository
) -> None:
    office.commit("空")
    (office.top / "会议纪要.toml").write_text("x = 1")
    office.write("说明.md", "文字")
    office.commit("别的")
    office.project(CLINIC, number="27")
    office.commit("录入")
    assert subjects(log(repository)) == ["录入"]


def test_the_whole_repository_may_be_records(tmp_path: Path) -> None:
    office = Office(tmp_path / "台账", records="")
    office.git("init", "--quiet")
    office.project(CLINIC, number="27")
    office.commit("录入")
    office.commit("空")
    with office.repository() as repository:
        assert subjects(log(repository)) == ["录入"]


def test_removal_layout_and_broken_files_are_told(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    office.commit()
    office.write(f"{CLINIC}.toml", '# 注\nnumber = "27"\n')
    office.commit()
    office.write(f"{CLINIC}.toml", "number = [")
    office.commit()
    (office.root / f"{CLINIC}.toml").unlink()
    office.commit()
    removed, broken, layout, _ = (commit.records[0] for commit in log(repository))
    assert (removed.kind, broken.kind) == ("removed", "changed")
    assert layout.layout_only
    assert [finding.details["side"] for finding in broken.unreadable] == ["new"]


def test_a_log_is_narrowed_by_path_field_author_date_and_number(
    office: Office, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.project(CLINIC, number="27", name="一")
    office.commit("甲", 1_704_100_000)
    office.project(ROAD, number="28")
    office.commit("乙", 1_711_950_000)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "李四 (.*)")
    office.project(CLINIC, number="27", name="二")
    office.commit("丙", 1_719_700_000)
    assert subjects(log(repository, [CLINIC + ".toml"])) == ["丙", "甲"]
    assert subjects(log(repository, [LEDGER], limit=2)) == ["丙", "乙"]
    assert subjects(log(repository, limit=0)) == []
    assert subjects(log(repository, ["qixia"])) == []
    assert told(log(repository, field=FieldPath.of("name"))) == [
        ["name: 一 > 二"],
        ["name: None > 一"],
    ]
    assert subjects(log(repository, author="李四 (.*)")) == ["丙"]
    assert subjects(log(repository, author="ZHANGSAN@", limit=1)) == ["丙"]
    assert subjects(log(repository, since="2024-04")) == ["丙", "乙"]
    assert subjects(log(repository, until="2024-04-01")) == ["乙", "甲"]
    assert subjects(log(repository, at="HEAD~1")) == ["乙", "甲"]


def test_what_cannot_be_asked_is_refused_at_the_call(
    office: Office, repository: Repository
) -> None:
    office.commit()
    with pytest.raises(BadDate):
        log(repository, since="上周")
    with pytest.raises(UnknownRevision):
        log(repository, at="--output=x")
    with pytest.raises(OutsideRecords):
        log(repository, ["../x"])


def test_a_project_is_followed_to_where_it_was(office: Office, repository: Repository) -> None:
    text = {f"f{n}": f"内容{n}" for n in range(20)}
    office.project(CLINIC, number="27", **text)
    office.commit("录入")
    office.project(CLINIC, number="28", **text)
    office.commit("改号")
    moved = "lianshui/2024/bumen/27-cun-weishengshi"
    (office.root / "lianshui/2024/bumen").mkdir()
    (office.root / f"{CLINIC}.toml").rename(office.root / f"{moved}.toml")
    office.project(ROAD, number="28")
    office.commit("移动")
    office.project(moved, number="3", **text)
    office.commit("再改")
    commits = list(log(repository, [f"{moved}.toml"]))
    assert subjects(commits) == ["再改", "移动", "改号", "录入"]
    move = commits[1].records
    assert [(r.kind, r.id, r.old_id, r.changes) for r in move] == [("moved", moved, CLINIC, ())]
    assert [r.kind for r in list(log(repository))[1].records] == ["moved", "added"]


def test_a_project_that_went_and_came_back_is_listed_once(
    office: Office, repository: Repository
) -> None:
    there, away = f"{CLINIC}.toml", "lianshui/2024/bumen/27-x.toml"
    (office.root / "lianshui/2024/bumen").mkdir(parents=True)
    office.project(CLINIC, **{f"f{n}": f"内容{n}" for n in range(20)})
    office.commit("录入")
    (office.root / there).rename(office.root / away)
    office.commit("去")
    (office.root / away).rename(office.root / there)
    office.commit("回")
    assert subjects(log(repository, [there])) == ["回", "去", "录入"]


def test_next_years_copy_is_not_followed_to_this_year(
    office: Office, repository: Repository
) -> None:
    text = {f"f{n}": f"内容{n}" for n in range(20)}
    office.project(CLINIC, number="27", **text)
    office.commit("2024")
    office.project(CLINIC.replace("2024", "2025"), number="27", **text)
    office.commit("2025")
    assert subjects(log(repository, [CLINIC.replace("2024", "2025") + ".toml"])) == ["2025"]


def merged(office: Office, decided: str | None = None) -> None:
    """Two branches that change two fields, merged by hand."""
    office.project(CLINIC, number="27", name="一", note="一")
    first = office.commit("录入")
    office.git("checkout", "--quiet", "-b", "side", first)
    office.project(CLINIC, number="27", name="一", note="二")
    office.commit("枝")
    office.git("checkout", "--quiet", "main")
    office.project(CLINIC, number="27", name="二", note="一")
    office.commit("干")
    office.git("merge", "--no-commit", "side", check=False)
    office.project(CLINIC, number=decided or "27", name="二", note="二")
    office.commit("合并")


def test_a_merge_lists_only_what_it_decided_itself(office: Office, repository: Repository) -> None:
    merged(office)
    assert subjects(log(repository)) == ["干", "枝", "录入"]


def test_a_value_that_no_parent_has_is_the_merges_own(
    office: Office, repository: Repository
) -> None:
    merged(office, decided="28")
    commits = list(log(repository))
    assert subjects(commits) == ["合并", "干", "枝", "录入"]
    assert told(commits)[0] == ["number: 27 > 28"]
    assert len(commits[0].parents) == 2


def test_along_first_parents_a_merge_brings_all_of_its_branch(
    office: Office, repository: Repository
) -> None:
    merged(office)
    commits = list(log(repository, first_parent=True))
    assert subjects(commits) == ["合并", "干", "录入"]
    assert told(commits)[0] == ["note: 一 > 二"]


def test_a_merge_of_three_lines_is_read(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    first = office.commit("录入")
    for number, project in ((1, ROAD), (2, f"{LEDGER}/29-x")):
        office.git("checkout", "--quiet", "-b", f"side{number}", first)
        office.project(project, number=str(number))
        office.commit(f"枝{number}")
    office.git("checkout", "--quiet", "main")
    office.tick()
    office.git("merge", "--quiet", "-m", "三合一", "side1", "side2")
    office.git("merge", "--quiet", "-m", "三合一", "side1", "side2")
    assert subjects(log(repository)) == ["枝2", "枝1", "录入"]
    newest = next(log(repository, first_parent=True))
    assert newest.subject == "三合一"
    assert {record.kind for record in newest.records} == {"added"}


@pytest.mark.parametrize("named", [True, False])
def test_messages_in_gbk_are_read_with_and_without_their_encoding_named(
    office: Office, repository: Repository, named: bool
) -> None:
    office.project(CLINIC, number="27")
    office.commit("TEXT")
    # git itself would not write it, converters and other tools do
    commit = office.git("cat-file", "commit", "HEAD").encode().replace("张三".encode(), b"Zhang")
    head, _, _ = commit.partition(b"\n\nTEXT")
    head += b"\nencoding GBK" if named else b""
    text = head + b"\n\n" + "第一季度".encode("gbk") + b"\n"
    make = ["git", "hash-object", "-t", "commit", "-w", "--stdin"]
    made = subprocess.run(make, cwd=office.top, input=text, check=True, capture_output=True)
    office.git("reset", "--quiet", "--hard", made.stdout.decode().strip())
    assert subjects(log(repository)) == ["第一季度"]


def test_a_message_with_the_readers_own_marks_is_only_text(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    office.commit("\1:100644 甲\n\n:000000 100644\n\1二\n")
    office.project(CLINIC, number="28")
    office.commit("乙")
    newest, oldest = log(repository)
    assert newest.subject == "乙"
    assert oldest.subject == "\1:100644 甲"
    assert oldest.body == ":000000 100644\n\1二"


def test_a_long_history_comes_as_it_is_read(office: Office, repository: Repository) -> None:
    more = "说明" * 500  # more in all than a pipe holds: git cannot be done before it is read on
    for number in range(120):
        office.project(CLINIC, number=str(number))
        office.commit(f"{number}\n\n{more}")
    before = children()
    commits = log(repository)
    assert next(commits).subject == "119"
    reading = [process for process in children() - before if b"\0log\0" in command(process)]
    del commits
    assert not children() & set(reading), "what is not read on is not asked on"
    assert len(list(log(repository))) == 120
    assert reading or not CHILDREN.exists()


CHILDREN = Path("/proc/self/task")


def children() -> set[str]:
    """The processes that this one has started, where the system tells."""
    return {
        child for file in CHILDREN.glob("*/children") for child in file.read_text("ascii").split()
    }


def command(process: str) -> bytes:
    """The command line of a process, a null behind each word."""
    return Path(f"/proc/{process}/cmdline").read_bytes()


def test_the_oldest_commit_of_a_shallow_clone_is_marked(office: Office, tmp_path: Path) -> None:
    for number in ("27", "28", "29"):
        office.project(CLINIC, number=number)
        office.commit(number)
    with office.clone(tmp_path / "浅", "--depth=2").repository() as repository:
        commits = list(log(repository))
    assert [(commit.subject, commit.cut_off) for commit in commits] == [("29", False), ("28", True)]


def test_settings_of_the_user_do_not_reach_the_reader(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    office.commit("录入")
    for name, value in (
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.date", "relative"),
        ("color.ui", "always"),
        ("diff.renames", "copies"),
        ("format.pretty", "oneline"),
        ("log.diffMerges", "combined"),
    ):
        office.git("config", name, value)
    assert told(log(repository)) == [["number: None > 27"]]


def test_a_damaged_repository_is_told(office: Office, repository: Repository) -> None:
    office.project(CLINIC, number="27")
    first = office.commit()
    office.project(CLINIC, number="28")
    office.commit()
    damaged = office.top / ".git" / "objects" / first[:2] / first[2:]
    damaged.chmod(0o600)
    os.truncate(damaged, 0)
    with pytest.raises(GitFailed) as caught:
        list(log(repository))
    assert caught.value.details["command"] == "log"


def test_a_blob_that_is_gone_is_one_unreadable_record(
    office: Office, repository: Repository
) -> None:
    office.project(CLINIC, number="27")
    office.project(ROAD, number="28")
    office.commit()
    blob = office.git("rev-parse", f"HEAD:records/{CLINIC}.toml").strip()
    (office.top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (commit,) = log(repository)
    assert isinstance(commit, Commit)
    assert [bool(record.unreadable) for record in commit.records] == [True, False]
