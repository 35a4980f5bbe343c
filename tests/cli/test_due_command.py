"""``due``: what is not reported yet."""

import json

from command import Msctl
from invented import LEDGER, ROAD, County


def test_the_unreported_are_listed_with_unit_date_and_plan(county: County, msctl: Msctl) -> None:
    county.replace(
        f"{LEDGER}/ledger.toml", '[status."未开工"]', '[due]\nday = 25\n\n[status."未开工"]'
    )
    done = msctl("due", "2024/minsheng", "--period", "Q4", "--on", "2024-12-30", "--format", "csv")
    assert done.code == 0
    assert done.lines[1:] == [
        f"{LEDGER}/1,村道路硬化,乙局,四季度,2024-12-25,逾期5天,,按期推进,绿灯",
        f"{LEDGER}/2,老年食堂：西食堂,丙局,四季度,2024-12-25,逾期5天,投入运营。,按期推进,绿灯",
        f"{LEDGER}/3,学校操场改造,乙局、丙局,四季度,2024-12-25,逾期5天,,进展缓慢,黄灯",
    ]
    assert done.err == "还有 3 项待填报，涉及 2 个单位，其中逾期 3 项。\n"


def test_by_unit_the_one_that_owes_most_comes_first(county: County, msctl: Msctl) -> None:
    by = ("due", "2024/minsheng", "--period", "Q3", "--on", "2024-09-30", "--by", "lead")
    found = json.loads(msctl(*by, "--format", "json").text)
    assert [(one["unit"], one["count"], one["overdue"]) for one in found] == [
        ("乙局", 2, 0),
        ("丙局", 2, 0),
    ]
    assert found[0]["tasks"][0]["id"] == ROAD
    assert "1 村道路硬化" in msctl(*by).text


def test_without_a_period_it_is_the_one_the_ledger_reports_on(county: County, msctl: Msctl) -> None:
    done = msctl("due", "2024/minsheng")
    assert (done.code, done.err) == (0, "这一期都已填报。\n")
    county.replace(ROAD, 'status = "按期推进"\n', "")
    county.replace(ROAD, 'progress = "已完成路基4公里。"\n', "")
    assert json.loads(msctl("due", "2024/minsheng", "--format", "json").text)[0]["period"] == "Q2"


def test_a_list_on_paper_says_whose_it_is(county: County, msctl: Msctl) -> None:
    due = ("due", "2024/minsheng", "--period", "Q3", "--on", "2024-09-30", "--format", "md")
    for by in ((), ("--by", "unit")):
        lines = msctl(*due, *by).lines
        assert lines[:3] == ["# 三季度待填报项目", "", "甲县2024年民生实事项目表"]
