import pytest
from command import Msctl
from invented import ELDERLY, LEDGER, ROAD, County


def test_everything_that_is_a_record_is_committed(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "120", "130")
    archive.write(f"{LEDGER}/09-qiao", 'number = "9"\nname = "桥"\n')
    (archive.top / "草稿.docx").write_bytes(b"x")
    done = msctl("commit", "-m", "一季度填报")
    head = archive.git("rev-parse", "HEAD")[:10]
    assert (done.code, done.out, done.err) == (0, b"", f"已存档 {head}：一季度填报\n")
    assert archive.git("-c", "core.quotePath=false", "status", "--short") == "?? 草稿.docx\n"


def test_a_scope_leaves_the_rest_uncommitted(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "120", "130")
    archive.replace(ELDERLY, "80", "90")
    assert msctl("commit", "minsheng/2", "-m", "食堂").code == 0
    assert archive.git("status", "--short") == f" M records/{ROAD}.toml\n"


def test_the_author_and_time_are_those_of_git(archive: County, msctl: Msctl) -> None:
    archive.replace(ROAD, "120", "130")
    msctl("commit", "-m", "填报")
    told = archive.git("log", "-1", "--format=%an <%ae> %aI")
    assert told == "张三 <zhangsan@example.com> 2024-03-01T12:00:00+08:00\n"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("-m", "填报"), 5, ""),
        (("-m", "  "), 2, ""),
        ((), 2, "缺少"),
        (("minsheng/2", "-m", "填报"), 5, ""),
        (("minsheng/8", "-m", "填报"), 2, "没有与“minsheng/8”相符的"),
    ],
)
def test_nothing_to_commit_or_no_message_makes_no_commit(
    archive: County, msctl: Msctl, args: tuple[str, ...], code: int, words: str
) -> None:
    head = archive.git("rev-parse", "HEAD")
    done = msctl("commit", *args)
    assert (done.code, done.out, done.err.count("\n")) == (code, b"", 1)
    assert words in done.err
    assert archive.git("rev-parse", "HEAD") == head


def test_a_removed_record_is_committed_by_its_id(archive: County, msctl: Msctl) -> None:
    archive.file(ROAD).unlink()
    assert msctl("commit", ROAD, "-m", "删去").code == 0
    assert archive.git("status", "--short") == ""


def test_a_template_of_notices_is_archived_with_the_records(archive: County, msctl: Msctl) -> None:
    template = archive.root / LEDGER / "notice.txt"
    template.write_text("# 通报\n", "utf-8")
    (archive.root / "草稿").mkdir()
    (archive.root / "草稿" / "notice.txt").write_text("x", "utf-8")
    done = msctl("status")
    assert (done.text, done.err) == (f"通报模板 {LEDGER}/notice.txt\n", "")
    assert msctl("commit", "-m", "模板").code == 0
    assert archive.git("show", "--name-only", "--format=").split() == [
        f"records/{LEDGER}/notice.txt"
    ]
    assert "没有未存档的改动" in msctl("status").err
