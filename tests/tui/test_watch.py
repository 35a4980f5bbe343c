"""What others changed, in words."""

from invented import ROAD, SCHOOL, County

from msctl.store.records import Records
from msctl.tui.messages import RecordsChangedOutside
from msctl.tui.watch import outside_words


def test_a_file_that_cannot_be_read_now_is_not_said_to_be_shown(county: County) -> None:
    records = Records(county.root)
    before = records.snapshot()
    county.write(ROAD, "number = [[[\n")
    event = RecordsChangedOutside((ROAD, SCHOOL), before, records.snapshot())
    assert outside_words(event, ()) == (
        "别处改动了 甲县 1、甲县 3，现在读不懂 1 个文件；按 F11 看哪里写错了。"
    )
    mended = RecordsChangedOutside((ROAD,), event.after, before)
    assert outside_words(mended, (ROAD,)) == (
        "别处改动了 甲县 1，已显示新的内容。您正在填的字段没有动，保存时再逐个字段核对。"
    )
