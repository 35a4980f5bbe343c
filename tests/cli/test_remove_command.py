from command import Msctl
from invented import ROAD, County


def test_only_the_projects_file_goes(county: County, msctl: Msctl) -> None:
    before = county.tree()
    done = msctl("remove", "2024/minsheng/1", "--yes")
    assert (done.code, done.out, done.err) == (0, b"", f"已删去 {ROAD}。\n")
    del before[f"{ROAD}.toml"]
    assert county.tree() == before


def test_a_script_is_not_asked(county: County, msctl: Msctl) -> None:
    assert msctl("remove", ROAD).code == 0
    assert not county.file(ROAD).exists()


def test_its_history_stays(archive: County, msctl: Msctl) -> None:
    done = msctl("remove", ROAD, "-y", "-m", "不再实施")
    assert done.code == 0
    assert msctl("log", ROAD).text.count("01-cun-daolu") == 0
    assert len(msctl("log", ROAD, "--format", "json").text.split('"commit"')) == 3


def test_a_scope_of_several_removes_none(county: County, msctl: Msctl) -> None:
    before = county.tree()
    done = msctl("remove", "jia-xian/2024")
    assert done.code == 2
    assert "不止一个" in done.err
    assert county.tree() == before
