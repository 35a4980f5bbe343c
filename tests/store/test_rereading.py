"""Files read again stand in the place of what was read before."""

from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

from msctl.model.paths import ProjectId
from msctl.store.records import Records
from msctl.store.rereading import differing, reread


def test_reading_some_files_again_is_reading_all_again(county: County) -> None:
    records = Records(county.root)
    before = records.snapshot()
    county.replace(ROAD, "路基4公里", "路基5公里")
    county.write(SCHOOL, "number = \n")
    county.write(f"{LEDGER}/04-xin", 'number = "4"\nname = "新建"\n')
    (county.root / f"{ELDERLY}.toml").unlink()
    files = [f"{one}.toml" for one in (ROAD, SCHOOL, ELDERLY, f"{LEDGER}/04-xin")]
    after = reread(records, before, files)
    again = records.snapshot()
    assert after.projects == again.projects
    assert after.ledgers == again.ledgers
    assert sorted(map(str, after.findings)) == sorted(map(str, again.findings))
    assert [finding.file for finding in after.unreadable] == [f"{SCHOOL}.toml"]
    assert sorted(differing(before, after, files)) == [ROAD, ELDERLY, SCHOOL, f"{LEDGER}/04-xin"]


def test_what_was_not_read_again_stays_the_same_object(county: County) -> None:
    records = Records(county.root)
    before = records.snapshot()
    after = reread(records, before, [f"{ROAD}.toml"])
    assert after.projects[ProjectId(SCHOOL)] is before.projects[ProjectId(SCHOOL)]
    assert list(after.projects) == list(before.projects)


def test_a_file_written_anew_with_the_same_values_does_not_differ(county: County) -> None:
    records = Records(county.root)
    before = records.snapshot()
    county.replace(ROAD, 'number = "1"', "# 注\nnumber = '1'")
    assert differing(before, reread(records, before, [f"{ROAD}.toml"]), [f"{ROAD}.toml"]) == []


def test_a_mended_file_differs(county: County) -> None:
    text = county.text(ROAD)
    county.write(ROAD, "number = \n")
    records = Records(county.root)
    before = records.snapshot()
    county.write(ROAD, text)
    after = reread(records, before, [f"{ROAD}.toml"])
    assert differing(before, after, [f"{ROAD}.toml"]) == [ROAD]
    assert not after.unreadable
