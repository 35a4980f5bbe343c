"""Which records root is meant, and that nothing leads out of it."""

import os
from pathlib import Path

import pytest
from command import Msctl
from invented import LEDGER, ROAD, SCHOOL, County


def test_a_folder_inside_the_records_is_enough(
    county: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(county.root / LEDGER)
    assert msctl("show", ROAD).code == 0


def test_the_folder_above_records_is_enough(
    county: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(county.top)
    assert msctl("show", ROAD).code == 0


def test_the_option_goes_before_the_variable_and_the_variable_before_the_place(
    county: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MSCTL_RECORDS", str(tmp_path))
    done = msctl("list")
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(f"msctl: {tmp_path} 不是台账文件夹")
    assert msctl("--records", str(county.root), "list").code == 0
    assert msctl("list", "--records", str(county.root)).code == 0


def test_no_records_root_is_one_sentence(
    tmp_path: Path, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for args in (("list",), ("check",), ("set", "a/2024/b/1", "name=x"), ()):
        done = msctl(*args)
        assert (done.code, done.out) == (2, b"")
        assert done.err.startswith(f"msctl: 从 {tmp_path} 往上没有找到台账文件夹")
        assert done.err.count("\n") == 1


OUTSIDE = ["../../etc/passwd", "/etc/passwd", "a/../../b", "~/x", "a\\b", "C:/x", "a//b", "a/./b"]


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize(
    "command",
    [("show", "{}"), ("set", "{}", "name=x"), ("edit", "{}"), ("remove", "{}"), ("log", "{}")],
    ids=lambda command: command[0],
)
def test_an_id_that_leaves_the_root_is_refused(
    archive: County, msctl: Msctl, command: tuple[str, ...], name: str
) -> None:
    before = archive.tree()
    done = msctl(*(part.replace("{}", name) for part in command))
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(f"msctl: “{name}”会离开台账文件夹，不能使用")
    assert archive.tree() == before


def test_a_linked_file_is_no_record(county: County, msctl: Msctl, tmp_path: Path) -> None:
    outside = tmp_path / "别处.toml"
    outside.write_text('number = "8"\nname = "外面"\n', encoding="utf-8")
    (county.root / LEDGER / "08-waimian.toml").symlink_to(outside)
    assert "外面" not in msctl("list").text
    assert msctl("set", f"{LEDGER}/08-waimian", "name=改").code == 2
    assert "外面" in outside.read_text("utf-8")


def test_a_linked_folder_is_no_ledger(county: County, msctl: Msctl, tmp_path: Path) -> None:
    outside = tmp_path / "外/2024/minsheng"
    outside.mkdir(parents=True)
    (outside / "01-lu.toml").write_text('number = "1"\nname = "外面"\n', encoding="utf-8")
    (county.root / "wai").symlink_to(tmp_path / "外")
    assert "外面" not in msctl("list").text
    assert msctl("set", "wai/2024/minsheng/01-lu", "name=改").code == 2


def test_nothing_new_is_written_through_a_linked_folder(
    county: County, msctl: Msctl, tmp_path: Path
) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    (county.root / "jia-xian/2025").symlink_to(outside)
    source = county.top / "表.txt"
    source.write_text("序号 | 项目名称 |\n1 | 桥 |\n", encoding="utf-8")
    done = msctl("import", str(source), "--into", "jia-xian/2025/minsheng")
    assert done.code == 2
    assert "会离开台账文件夹" in done.err
    assert list(outside.iterdir()) == []


def test_a_root_reached_by_a_link_works(
    county: County, msctl: Msctl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    link = tmp_path / "台账"
    link.symlink_to(county.root)
    monkeypatch.chdir("/")
    assert msctl("--records", str(link), "set", SCHOOL, "name=操场").code == 0
    assert "操场" in county.text(SCHOOL)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_read_permission_is_one_sentence(county: County, msctl: Msctl) -> None:
    county.file(ROAD).chmod(0)
    done = msctl("show", SCHOOL)
    assert f"{ROAD}.toml" in done.err
    assert "内部出错" not in done.err
