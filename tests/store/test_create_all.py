"""Many new files at once: all of them or none."""

import os
from pathlib import Path

import pytest

from msctl.model.errors import OutsideRecords
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.store.errors import AlreadyThere, DiskRefused
from msctl.store.records import Records

NEW = [
    (
        f"yi-xian/2024/minsheng/{n:02}-xiangmu",
        Record({FieldPath.of("number"): str(n), FieldPath.of("name"): f"项目{n}"}),
    )
    for n in range(1, 31)
]


@pytest.fixture
def records(tmp_path: Path) -> Records:
    (tmp_path / "msctl.toml").write_text("format = 1\n", "utf-8")
    return Records(tmp_path)


def files(records: Records) -> list[str]:
    return sorted(path.name for path in records.root.rglob("*") if path.suffix in (".toml", ".new"))


def test_what_is_made_at_once_is_what_is_made_one_by_one(records: Records, tmp_path: Path) -> None:
    heard: list[int] = []
    records.create_all(NEW, heard.append)
    assert heard == list(range(1, 31))
    other = tmp_path / "other"
    other.mkdir()
    (other / "msctl.toml").write_text("format = 1\n", "utf-8")
    for record_id, record in NEW:
        Records(other).create(record_id, record)
    for record_id, _ in NEW:
        file = f"{record_id}.toml"
        assert (records.root / file).read_bytes() == (other / file).read_bytes()


def test_one_file_that_is_there_keeps_all_from_being_written(records: Records) -> None:
    records.create(*NEW[-1])
    with pytest.raises(AlreadyThere):
        records.create_all(NEW)
    assert files(records) == ["30-xiangmu.toml", "msctl.toml"]


def test_a_link_in_the_place_of_a_file_is_refused(
    records: Records, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "taken.toml"
    place = records.root / f"{NEW[-1][0]}.toml"
    place.parent.mkdir(parents=True)
    place.symlink_to(outside)
    with pytest.raises(AlreadyThere):
        records.create_all(NEW)
    assert not outside.exists()
    assert place.is_symlink()


def test_a_folder_that_leads_outside_is_refused(
    records: Records, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (records.root / "yi-xian").symlink_to(outside)
    with pytest.raises(OutsideRecords):
        records.create_all(NEW)
    assert list(outside.iterdir()) == []


def test_a_disk_that_refuses_leaves_none(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    real, seen = os.fsync, []

    def fsync(descriptor: int) -> None:
        seen.append(descriptor)
        if len(seen) == 20:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(DiskRefused):
        records.create_all(NEW)
    assert files(records) == ["msctl.toml"]
