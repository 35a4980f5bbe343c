"""Five more offices: what their habits mean for the records, and every character of theirs."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from msctl.importing.choosing import choose
from msctl.importing.documents import Imported, read_document
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source
from msctl.importing.tables import Document
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId
from msctl.model.record import Record

from . import unlike
from .offices import by_number
from .unlike import UNLIKE

EMPTY = Ledger(LedgerId("chou-xian/2024/minsheng"), Record({}))


def read(document: Document, table: str | None = None, ledger: Ledger = EMPTY) -> Imported:
    tables = choose(document, ledger, table)
    region = Region("chou-xian", Record({}))
    return read_document(document, ledger, region, tables=tables, accept=True)


def opened(build: Callable[[], bytes]) -> Document:
    return open_document(Source("文件", build()))


@pytest.mark.parametrize("build", UNLIKE.values(), ids=UNLIKE.keys())
def test_every_character_is_mapped_kept_or_told(build: Callable[[], bytes]) -> None:
    document = opened(build)
    account = read(document, "all").account
    assert account.characters.total == document.characters > 60
    assert account.characters.residue == sum(one.characters for one in account.residue)
    assert {one.kind for one in account.residue} & {"unread", "title", "other-table"} == set()


def test_a_table_goes_on_behind_a_page_break_with_its_merged_category() -> None:
    imported = read(opened(unlike.continued_on_next_page))
    assert [p.text("number") for p in imported.projects] == ["1", "2", "3", "4"]
    assert {p.text("category") for p in imported.projects} == {"城乡建设"}
    content = by_number(imported)["1"].text("content")
    assert content == "分两期：\n一期\n5公里\n二期\n7公里\n年底完工。"
    assert imported.ledger.text("note") == "注：均为年内完成。"


def test_pictures_comments_and_deleted_words_are_told() -> None:
    document = opened(unlike.boxes_pictures_and_remarks)
    imported = read(document)
    nursery, canteen = imported.projects
    assert imported.ledger.text("money_unit") == "万元"
    assert nursery.text("report", "Q3", "progress") == "已完成主体施工。"
    assert canteen.text("extra", "现场照片") == "图1"
    told = {one.kind: one.quotes for one in imported.account.residue}
    assert told == {"comment": ("投资是否含设备？",), "deleted": ("桩基",)}
    remarks = [(one.place, one.text) for one in document.remarks]
    assert remarks == [("picture", "image1.jpeg"), ("picture", "image2.png")]


def test_lists_beside_each_other_are_one_list() -> None:
    projects = by_number(read(opened(unlike.side_by_side)))
    assert [project.text("name") for project in projects.values()] == [
        "加装电梯",
        "口袋公园",
        "智慧养老",
        "青年夜校",
    ]
    assert projects["3"].names("units", "responsible") == ("卯区民政局",)
    assert not projects["1"].keys(("extra",))


def test_blank_cells_below_a_category_and_what_formats_print() -> None:
    imported = read(opened(unlike.blank_below_its_category))
    categories = [project.text("category") for project in imported.projects]
    assert categories == ["交通出行", "交通出行", "医疗健康", "医疗健康"]
    bridge = by_number(imported)["1"]
    assert bridge.decimal("funding", "total") == Decimal(18000)
    assert bridge.text("extra", "完成时限") == "2024年12月31日"
    assert bridge.text("report", "Y", "progress") == "主桥合龙。"


def test_each_quarters_sheet_reports_on_its_own_quarter() -> None:
    document = opened(unlike.a_sheet_a_quarter)
    market, _ = read(document, "all").projects
    assert market.text("report", "Q1", "progress") == "完成设计。"
    assert market.text("report", "Q2", "progress") == "开工。"
    # the next quarter's table has the titles of the ledger's own, and is no correction of it
    first = read(document, "1")
    ledger = replace(EMPTY, record=first.ledger)
    later, _ = read(document, "2", ledger).projects
    assert later.keys(("report",)) == ["Q2"]
    assert read(document, "2", ledger).account.columns[2].fields == ("report.Q2.progress",)
