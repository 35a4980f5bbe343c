from decimal import Decimal
from pathlib import Path

import pytest
from invented import ELDERLY, LEDGER, OLD_LEDGER, ROAD, SCHOOL, County

from msctl.model.changes import Change
from msctl.model.errors import NotRecorded, OutsideRecords
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.store.errors import (
    AlreadyThere,
    FileChanged,
    NoRecords,
    NoSuchRecord,
    NotRecordsRoot,
    UnreadableFile,
)
from msctl.store.records import Records


@pytest.fixture
def records(county: County) -> Records:
    return Records(county.root)


def change(record: str, path: str, old: Value | None, new: Value | None) -> Change:
    return Change(record, FieldPath.parse(path), old, new)


def test_the_nearest_root_upwards_is_found(county: County) -> None:
    assert Records.find(start=county.root / LEDGER).root == county.root
    assert Records.find(start=county.top).root == county.root


def test_a_root_inside_a_root_is_the_nearer_one(county: County) -> None:
    inner = county.root / "练习"
    inner.mkdir()
    (inner / "msctl.toml").write_text("format = 1\n", encoding="utf-8")
    assert Records.find(start=inner).root == inner


def test_the_variable_goes_before_the_place(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MSCTL_RECORDS", str(county.root))
    assert Records.find(start=tmp_path).root == county.root


def test_a_named_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotRecordsRoot) as caught:
        Records.find(str(tmp_path))
    assert caught.value.details == {"folder": tmp_path}


def test_no_root_upwards_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoRecords) as caught:
        Records.find(start=tmp_path)
    assert caught.value.details == {"start": tmp_path}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_line_ends_and_byte_order_mark_stay_through_an_edit(
    records: Records, county: County, mark: bytes, ends: bytes
) -> None:
    text = county.text(ROAD).encode()
    county.write(ROAD, mark + text.replace(b"\n", ends))
    records.save(
        [
            change(ROAD, "content", records.read(ROAD).record.text("content"), "一\n二"),
            change(ROAD, "plan.Q3.text", None, "完工。"),
        ]
    )
    data = county.file(ROAD).read_bytes()
    assert data.startswith(mark + b"number")
    assert data.count(ends) == data.count(b"\n")
    assert records.read(ROAD).record.text("content") == "一\n二"
    assert records.read(ROAD).record.text("plan", "Q3", "text") == "完工。"


def test_changes_of_several_records_are_proved_before_the_first_is_written(
    records: Records, county: County
) -> None:
    before = county.tree()
    good = change(ROAD, "name", "村道路硬化", "路")
    for bad in (
        change(SCHOOL, "name", "别的", "操场"),
        change(f"{LEDGER}/99-wu", "name", None, "无"),
        change("../x", "name", None, "外"),
    ):
        with pytest.raises((NotRecorded, NoSuchRecord, OutsideRecords)):
            records.save([good, bad])
        assert county.tree() == before


def test_a_file_changed_since_it_was_read_is_refused(records: Records, county: County) -> None:
    document = records.read(ROAD)
    county.replace(ROAD, "120", "130")
    before = county.tree()
    with pytest.raises(FileChanged):
        records.save([change(ROAD, "name", "村道路硬化", "路")], {ROAD: document})
    with pytest.raises(FileChanged):
        records.replace_text(document, 'number = "1"\n')
    assert county.tree() == before


def test_a_file_removed_since_it_was_read_is_told(records: Records, county: County) -> None:
    document = records.read(ROAD)
    county.file(ROAD).unlink()
    with pytest.raises(FileChanged):
        records.replace_text(document, 'number = "1"\n')
    with pytest.raises(FileChanged):
        records.save([change(ROAD, "name", "村道路硬化", "路")], {ROAD: document})


def test_an_edit_that_changes_nothing_writes_nothing(records: Records, county: County) -> None:
    stamp = county.file(ROAD).stat().st_mtime_ns
    records.save([change(ROAD, "name", "村道路硬化", "村道路硬化")])
    assert county.file(ROAD).stat().st_mtime_ns == stamp


def test_a_new_record_never_replaces_one(records: Records, county: County) -> None:
    before = county.tree()
    with pytest.raises(AlreadyThere):
        records.create(ROAD, Record({FieldPath.of("name"): "路"}))
    assert county.tree() == before


def test_a_move_with_changes_is_one_step(records: Records, county: County) -> None:
    new = ProjectId(f"{OLD_LEDGER}/03-xuexiao-caochang")
    records.move(ProjectId(SCHOOL), new, [change(SCHOOL, "number", "3", "2")])
    assert not county.file(SCHOOL).exists()
    assert records.read(new).record.text("number") == "2"
    assert "# 督查室整理" in county.text(new)


def test_a_move_onto_a_file_leaves_both(records: Records, county: County) -> None:
    before = county.tree()
    with pytest.raises(AlreadyThere):
        records.move(ProjectId(SCHOOL), ProjectId(ELDERLY), [])
    assert county.tree() == before


def test_removing_what_is_not_there_is_told(records: Records) -> None:
    with pytest.raises(NoSuchRecord):
        records.remove(f"{LEDGER}/99-wu")


@pytest.mark.parametrize("record", ["../x/2024/y/1-z", "/etc/passwd", "a/../../../x"])
def test_no_path_leaves_the_root(records: Records, record: str) -> None:
    with pytest.raises(OutsideRecords):
        records.path(record)


def test_a_link_that_leaves_the_root_is_refused(
    records: Records, county: County, tmp_path: Path
) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    (county.root / "wai").symlink_to(outside)
    with pytest.raises(OutsideRecords):
        records.create("wai/2024/minsheng/1-x", Record({FieldPath.of("name"): "x"}))
    assert list(outside.iterdir()) == []


def test_hidden_files_and_folders_are_no_records(records: Records, county: County) -> None:
    before = [file for file, _ in records.files()]
    county.write(".git/x.toml", "x")
    county.write(f"{LEDGER}/.01-cun-daolu.toml", "x")
    assert [file for file, _ in records.files()] == before


def test_a_number_that_is_none_can_be_mended(records: Records, county: County) -> None:
    county.replace(ROAD, "total = 120", "total = nan")
    old = records.read(ROAD).record.decimal("funding", "total")
    records.save([change(ROAD, "name", "村道路硬化", "路")])
    records.save([change(ROAD, "funding.total", old, Decimal(5))])
    assert "total = 5\n" in county.text(ROAD)


def test_a_broken_text_is_refused_with_its_place(records: Records, county: County) -> None:
    document = records.read(ROAD)
    with pytest.raises(UnreadableFile) as caught:
        records.replace_text(document, 'name = "路"\nx\n')
    assert caught.value.details["file"] == f"{ROAD}.toml"
    assert caught.value.details["line"] == 2
    assert "村道路硬化" in county.text(ROAD)
