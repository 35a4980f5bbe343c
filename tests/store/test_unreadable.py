import os
from pathlib import Path

import pytest

from msctl.model.finding import Finding
from msctl.store.records import Records


def test_a_file_the_system_will_not_open_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "msctl.toml").write_text("format = 1\n")
    folder = tmp_path / "jiaxian"
    folder.mkdir()
    (folder / "region.toml").write_text('name = "甲县"\n')
    closed = tmp_path / "yixian"
    closed.mkdir()
    (closed / "region.toml").write_text('name = "乙县"\n')
    (closed / "region.toml").chmod(0)
    if os.access(closed / "region.toml", os.R_OK):
        pytest.skip("the system opens every file for this user (root)")
    snapshot = Records(tmp_path).snapshot()
    assert list(snapshot.regions) == ["jiaxian"]
    assert [finding.file for finding in snapshot.unreadable] == ["yixian/region.toml"]


def test_a_file_that_vanishes_while_reading_is_told(tmp_path: Path) -> None:
    (tmp_path / "msctl.toml").write_text("format = 1\n")
    for name in ("jiaxian", "yixian"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "region.toml").write_text(f'name = "{name}"\n')
    broken: list[Finding] = []
    files = Records(tmp_path).files(broken)
    assert next(files)[0] == "jiaxian/region.toml"
    assert next(files)[0] == "msctl.toml"
    (tmp_path / "yixian" / "region.toml").unlink()
    (tmp_path / "yixian").rmdir()
    assert list(files) == []
    assert len(broken) == 1
