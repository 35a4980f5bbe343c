"""``compare --since``: moment against moment."""

import csv
import io
import json

from command import Msctl
from invented import LEDGER, ROAD, County


def test_a_moment_is_compared_by_field_with_flags_in_every_format(
    archive: County, msctl: Msctl
) -> None:
    archive.replace(ROAD, "investment = 100", "investment = 90")
    archive.commit("核减", "2024-04-02")
    archive.replace(ROAD, 'status = "按期推进"', 'status = "已完成"')
    done = msctl("compare", LEDGER, "--since", "2024-03")
    assert done.code == 0
    assert done.text == (
        "修改 jia-xian/2024/minsheng/01  【新完成、目标改动未记调整】\n"
        "  二季度 计划投资\n    旧 100\n    新 90  -10 (-10%)\n"
        "  二季度 完成情况\n    旧 按期推进\n    新 已完成\n"
    )
    rows = list(
        csv.reader(io.StringIO(msctl("compare", "--since", "2024-03", "--format", "csv").text))
    )
    assert [row[2:] for row in rows[1:]] == [
        ["二季度 计划投资", "100", "90", "-10", "-10", "新完成、目标改动未记调整"],
        ["二季度 完成情况", "按期推进", "已完成", "", "", ""],
    ]
    data = json.loads(
        msctl("--at", "2024-04", "compare", "--since", "2024-03", "--format", "json").text
    )
    assert [(one["id"], one["flags"]) for one in data] == [(ROAD, ["target"])]


def test_since_goes_with_no_periods_and_says_when_nothing_changed(
    archive: County, msctl: Msctl
) -> None:
    assert msctl("compare", "--since", "2024-03", "--from", "Q1").code == 2
    done = msctl("compare", "--since", "2024-03")
    assert (done.code, done.text) == (0, "")
    assert "没有变化" in done.err
