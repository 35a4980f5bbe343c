import subprocess
from pathlib import Path

import pytest
from command import Msctl


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_the_folder_is_a_records_root_and_a_repository(tmp_path: Path, msctl: Msctl) -> None:
    folder = tmp_path / "新 台账"
    done = msctl("init", str(folder))
    assert (done.code, done.out) == (0, b"")
    assert done.err.startswith(f"已新建台账 {folder}；")
    assert (folder / "msctl.toml").read_text("utf-8") == "format = 1\n"
    assert git(folder, "log", "--format=%an %s") == "张三 新建台账\n"
    assert git(folder, "status", "--short") == ""
    assert git(folder, "branch", "--show-current") == "main\n"


def test_a_project_can_be_added_at_once(
    tmp_path: Path, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new"
    msctl("init", str(folder))
    ledger = folder / "jia-xian/2024/minsheng/ledger.toml"
    ledger.parent.mkdir(parents=True)
    ledger.write_text('title = "表"\n', encoding="utf-8")
    monkeypatch.chdir(folder)
    assert msctl("new", "jia-xian", "1", "桥", "-m", "一").code == 0
    assert msctl("list", "--format", "csv", "--columns", "name").lines[1:] == ["桥"]


def test_without_an_identity_it_begins_and_says_what_is_missing(
    tmp_path: Path, msctl: Msctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    done = msctl("init", str(tmp_path / "new"))
    assert done.code == 0
    assert "user.name" in done.err
    assert (tmp_path / "new/msctl.toml").is_file()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, msctl: Msctl) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/表.docx").write_bytes(b"x")
    done = msctl("init", str(tmp_path / "full"))
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(f"msctl: {tmp_path / 'full'} 已经有内容")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["表.docx"]


def test_a_file_is_not_a_folder(tmp_path: Path, msctl: Msctl) -> None:
    (tmp_path / "file").write_bytes(b"x")
    assert msctl("init", str(tmp_path / "file")).code == 2
    assert (tmp_path / "file").read_bytes() == b"x"
