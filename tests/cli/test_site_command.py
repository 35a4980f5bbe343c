"""``site``: the page for the public, with what changed when."""

from pathlib import Path

import pytest
from command import Msctl
from invented import LEDGER, ROAD, County


@pytest.fixture
def folder(archive: County) -> Path:
    archive.replace(ROAD, "按期推进", "进展缓慢")
    archive.replace(ROAD, 'text = "完成招标。"', 'text = "完成招标工作。"')
    archive.commit("李四调整村道路", "2024-07-05")
    return archive.top / "公开"


def test_a_project_has_its_time_line_and_what_changed_when_but_not_by_whom(
    folder: Path, msctl: Msctl
) -> None:
    done = msctl("site", "2024/minsheng", "-o", str(folder))
    assert (done.code, done.out) == (0, b"")
    assert done.err == f"已写入 {folder}：4 个网页，删去旧网页 0 个。\n"
    text = (folder / f"{ROAD}.html").read_text("utf-8")
    assert text.index("2024-07-05") < text.index("2024-03-01") < text.index("列入台账。")
    assert "完成招标<ins>工作</ins>。" in "".join(text.split())
    assert "<del>按期推进</del><ins>进展缓慢</ins>" in "".join(text.split())
    everything = "".join(path.read_text("utf-8") for path in folder.rglob("*.html"))
    assert "张三" not in everything
    assert "@example.com" not in everything
    assert "雨季施工慢" not in everything


def test_authors_are_named_when_asked_for_and_history_can_stay_away(
    folder: Path, msctl: Msctl
) -> None:
    assert msctl("site", ROAD, "-o", str(folder), "--authors").code == 0
    assert "张三" in (folder / f"{ROAD}.html").read_text("utf-8")
    assert msctl("site", ROAD, "-o", str(folder), "--no-history").code == 0
    assert "变动记录" not in (folder / f"{ROAD}.html").read_text("utf-8")


def test_the_same_records_give_the_same_bytes_also_of_the_past(
    folder: Path, archive: County, msctl: Msctl
) -> None:
    other = archive.top / "other"
    for place in (folder, other):
        assert msctl("site", LEDGER, "-o", str(place)).code == 0
    for path in folder.rglob("*.html"):
        assert (other / path.relative_to(folder)).read_bytes() == path.read_bytes()
    assert msctl("--at", "2024-06-30", "site", LEDGER, "-o", str(other)).code == 0
    assert "进展缓慢" not in (other / f"{ROAD}.html").read_text("utf-8")


def test_a_folder_with_other_files_is_left_alone(archive: County, msctl: Msctl) -> None:
    done = msctl("site", LEDGER, "-o", str(archive.root))
    assert (done.code, "里有别的文件，没有写入" in done.err) == (2, True)
