"""The unit that a document counts money in: stated by the document, or by the ledger."""

from decimal import Decimal

import pytest

from msctl.importing.documents import Imported, read_document
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.record import Record
from msctl.model.values import Value

from . import made_up

Sheet = made_up.Rows
TITLES = ["序号", "项目名称", "总投资", "年度投资"]


def imported(*sheets: Sheet, ledger: dict[str, Value] | None = None) -> Imported:
    data = made_up.workbook(*((f"表{n}", rows, []) for n, rows in enumerate(sheets)))
    fields = {FieldPath.parse(key): value for key, value in (ledger or {}).items()}
    return read_document(
        open_document(Source("文件", data)),
        Ledger(LedgerId("jia-xian/2024/minsheng"), Record(fields)),
        Region("jia-xian", Record({})),
        tables=range(1, len(sheets) + 1),
    )


def amounts(read: Imported) -> list[Decimal | None]:
    return [project.decimal("funding", "total") for project in read.projects]


def units(read: Imported) -> list[str]:
    return [remark.text for remark in read.account.remarks if remark.place == "money-unit"]


@pytest.mark.parametrize("ledger", [{"money_unit": "万元"}, {"title": "没有写单位的台账"}])
def test_amounts_become_those_of_the_ledger_that_is_there(ledger: dict[str, Value]) -> None:
    """A ledger without a unit counts in 万元."""
    stated: Sheet = [["甲县项目表"], ["单位：元"], TITLES, [1, "甲", 12_000_000, 5_000_000]]
    read = imported(stated, ledger=ledger)
    assert amounts(read) == [1200]
    assert read.ledger.text("money_unit") == ""
    assert [guess.reason for guess in read.account.guesses] == ["amount", "amount"]
    titled: Sheet = [["序号", "项目名称", "总投资（亿元）"], [1, "甲", 1.8]]
    assert amounts(imported(titled, ledger=ledger)) == [18000]
    plain: Sheet = [TITLES, [1, "甲", 1200, 500]]
    assert amounts(imported(plain, ledger=ledger)) == [1200]
    assert units(imported(plain, ledger=ledger)) == []


def test_a_unit_may_stand_among_the_titles() -> None:
    read = imported([[*TITLES[:3], "单位：元"], [1, "甲", 12_000_000]])
    assert read.ledger.text("money_unit") == "元"
    assert amounts(read) == [12_000_000]


def test_a_unit_that_stands_nowhere_is_told() -> None:
    assert units(imported([TITLES, [1, "甲", 1200, 500]])) == ["总投资 万元", "年度投资 万元"]
    one: Sheet = [["序号", "项目名称", "总投资", "年度投资（亿元）"], [1, "甲", 1.2, 0.5]]
    assert units(imported(one)) == ["总投资 亿元"]
    assert imported(one).ledger.text("money_unit") == "亿元"
    said: Sheet = [["单位：元"], TITLES, [1, "甲", 1200, 500]]
    assert units(imported(said)) == []


@pytest.mark.parametrize(
    ("first", "unit", "read"), [("单位：万元", "万元", 1200), ("甲县项目表", "", 1200)]
)
def test_two_tables_in_two_units(first: str, unit: str, read: int) -> None:
    both = imported(
        [[first], TITLES, [1, "甲", 1200, ""]],
        [["单位：亿元"], TITLES, [2, "乙", 1.8, ""]],
    )
    assert amounts(both) == [read, 18000]
    assert both.ledger.text("money_unit") == unit
