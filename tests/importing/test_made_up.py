"""Documents of offices never seen before: every character arrives somewhere, and in its place."""

from collections.abc import Callable
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

from . import made_up
from .made_up import MADE_UP
from .offices import by_number

EMPTY = Ledger(LedgerId("jia-xian/2024/minsheng"), Record({}))


def opened(build: Callable[[], bytes]) -> Document:
    # the suffix says nothing that is true
    return open_document(Source("文件.doc", build()))


def read(build: Callable[[], bytes], table: str | None = None) -> Imported:
    document = opened(build)
    tables = choose(document, EMPTY, table)
    return read_document(
        document, EMPTY, Region("jia-xian", Record({})), tables=tables, accept=True
    )


@pytest.mark.parametrize("build", MADE_UP.values(), ids=MADE_UP.keys())
def test_every_character_is_mapped_kept_or_told(build: Callable[[], bytes]) -> None:
    document = opened(build)
    for table in range(1, len(document.tables) + 1):
        account = read(build, str(table)).account
        counts = account.characters
        assert counts.total == document.characters > 60
        assert counts.residue == sum(residue.characters for residue in account.residue)
        assert counts.mapped > counts.total * 0.4
        assert {residue.kind for residue in account.residue} & {"unread", "title"} == set()


def test_three_levels_of_titles() -> None:
    imported = read(made_up.three_level_headers)
    layout = Ledger(EMPTY.id, imported.ledger).layout("official")
    assert layout.columns[3].header == ("资金安排（万元）", "资金来源", "上级补助")
    pipes = by_number(imported)["1"]
    assert pipes.decimal("funding", "total") == 300
    assert pipes.decimal("funding", "county") == 200
    assert pipes.text("extra", "资金到位率") == "15%"
    assert imported.ledger.text("note") == "注：资金为年度计划数。"


def test_regions_in_rows_and_indicators_in_columns() -> None:
    imported = read(made_up.region_by_indicator)
    east, west = imported.projects
    assert (east.text("name"), west.text("name")) == ("东县", "西县")
    assert east.decimal("measure", "城镇新增就业", "target") == 3200
    assert west.decimal("measure", "城镇新增就业", "target") == 2800
    assert east.decimal("measure", "新增养老床位", "report", "Y") == 80
    assert east.text("measure", "新增养老床位", "unit") == "张"
    assert {guess.reason for guess in imported.account.guesses} == {"number"}


def test_a_column_a_month() -> None:
    roads, kitchens = read(made_up.monthly_columns).projects
    assert roads.text("plan", "M01", "text") == "完成设计"
    assert kitchens.keys(("plan",)) == ["M02", "M03"]
    assert roads.text("extra", "联系电话") == "0123-4567"


def test_progress_and_money_in_one_cell_of_a_web_page() -> None:
    imported = read(made_up.progress_and_money)
    flats = by_number(imported)["1"]
    assert flats.names("units", "lead") == ("区住建局", "各街道")
    assert flats.text("report", "H1", "progress").splitlines()[0] == "①已开工12个小区；"
    assert flats.decimal("report", "H1", "investment") == 1800
    assert by_number(imported)["2"].decimal("report", "H1", "investment") is None


def test_a_list_without_a_table() -> None:
    imported = read(made_up.list_without_table)
    projects = by_number(imported)
    assert [p.text("name") for p in imported.projects] == [
        "开展职业技能培训",
        "建设零工市场",
        "为适龄妇女免费筛查宫颈癌和乳腺癌",
        "新建急救站点3个",
    ]
    assert projects["2"].names("units", "lead") == ("县人社局",)
    assert projects["3"].text("category") == "二、医疗卫生"
    assert projects["3"].text("extra", "完成时限") == "2024年12月底"
    assert projects["4"].text("content") == "（1）完成选址；"
    assert imported.ledger.text("issuer") == "戊县人民政府办公室"
    assert str(imported.ledger.date("date")) == "2024-03-01"


def test_footnotes_tracked_changes_and_numbers_that_word_counts() -> None:
    imported = read(made_up.footnotes_and_changes)
    parks, parking = imported.projects
    assert (parks.text("number"), parking.text("number")) == ("1", "2")
    assert parks.text("content") == "新建口袋公园30处。"
    assert parking.text("content") == "新增泊位500个，\n年底前完成。"
    assert imported.ledger.text("note") == "“公园绿地”：含社区微公园。"
    assert imported.ledger.text("title") == "己县2024年民生实事表"
    told = {residue.kind: residue.quotes for residue in imported.account.residue}
    assert told["deleted"] == ("20",)
    assert told["header"] == ("内部资料",)


def test_totals_first_and_category_rows_with_sums() -> None:
    imported = read(made_up.totals_first)
    assert [p.text("category") for p in imported.projects] == [
        "一 教育惠民",
        "一 教育惠民",
        "二 交通畅通",
    ]
    stated = [(t.label, int(t.stated), int(t.sum)) for t in imported.account.totals]
    assert stated == [("", 900, 900), ("一 教育惠民", 500, 500), ("二 交通畅通", 350, 400)]
    assert imported.account.projects_stated == 3
    assert imported.ledger.text("note") == "填报单位：庚县发改局"
    assert Ledger(EMPTY.id, imported.ledger).layout("official").columns[0].fields == (
        ("category",),
    )


def test_titles_in_the_first_column() -> None:
    canteens, parks = read(made_up.turned).projects
    assert canteens.text("content") == "建设社区食堂4个。"
    assert parks.names("units", "responsible") == ("区园林局", "各街道")


def test_a_merged_cell_holds_for_every_row_it_takes() -> None:
    roads, lamps, aid = read(made_up.merged_down).projects
    assert roads.text("task", "2", "content") == "改造危桥3座。"
    assert roads.names("task", "1", "units", "responsible") == ("县交通局",)
    assert roads.names("task", "2", "units", "responsible") == ("县公路中心",)
    assert lamps.names("units", "responsible") == ("县公路中心",)
    assert lamps.text("category") == "一、城乡建设"
    assert aid.text("category") == "二、民生保障"


def test_two_tables_of_different_columns() -> None:
    slow, done = read(made_up.two_tables, "1"), read(made_up.two_tables, "2")
    assert slow.ledger.text("notice", "text") == "各乡镇：\n现通报如下，请整改。"
    assert by_number(slow)["1"].text("report", "Y", "difficulties") == "征地未完成"
    assert done.ledger.text("money_unit") == "亿元"
    amounts = [p.decimal("report", "Q3", "investment") for p in done.projects]
    assert amounts == [Decimal("0.3"), Decimal("1.8"), Decimal("0.06")]
    assert done.ledger.text("status", "否", "pace") == "behind"
    # columns that do not fit stay out, and are told
    both = read(made_up.two_tables, "all").account
    assert [r.kind for r in both.residue] == ["other-table", "outside"]


def test_csv_as_excel_saves_it() -> None:
    imported = read(made_up.exported_by_excel)
    dams, water = imported.projects
    assert [dams.text("number"), water.text("number")] == ["1", "2"]
    assert str(dams.date("report", "M09", "as_of")) == "2024-09-30"
    assert water.date("report", "M09", "as_of") == dams.date("report", "M09", "as_of")
    assert imported.ledger.text("money_unit") == "元"
    assert water.decimal("funding", "this_year") == 2000


def test_tables_of_one_shape_are_read_together_and_hidden_sheets_only_when_asked_for() -> None:
    header = ["序号", "项目名称", "责任单位"]
    sheets: list[made_up.Sheet] = [
        ("教育", [["甲县民生实事表"], header, [1, "新建幼儿园", "县教育局"]], []),
        ("说明", [["填报要求", "见通知"], ["联系人", "张三"]], []),
        ("交通", [["甲县民生实事表"], header, [2, "新建公交站", "县交通局"]], []),
        ("旧表", [header, [2, "新建公交站牌", "县交通局"]], []),
    ]

    def build() -> bytes:
        return made_up.workbook(*sheets, hidden=["旧表"])

    imported = read(build, "all")
    assert [p.text("name") for p in imported.projects] == ["新建幼儿园", "新建公交站"]
    assert imported.account.read == (1, 3)
    assert [remark.text for remark in imported.account.remarks] == ["旧表"]
    assert imported.account.characters.total == opened(build).characters
    assert [p.text("name") for p in read(build, "4").projects] == ["新建公交站牌"]


def test_a_form_for_one_project_and_the_line_of_who_filled_it_in() -> None:
    rows: made_up.Rows = [
        ["项目申报表"],
        ["项目名称", "社区食堂", "责任单位", "区民政局"],
        ["建设内容", "建设食堂4个。", "总投资", "100万元"],
    ]
    imported = read(lambda: made_up.workbook(("表", rows, [(0, 0, 0, 3)])))
    [canteens] = imported.projects
    assert canteens.text("content") == "建设食堂4个。"
    assert canteens.decimal("funding", "total") == 100
    signed: made_up.Rows = [
        ["序号", "项目名称", "责任单位"],
        [1, "社区食堂", "区民政局"],
        ["填表人：张三", "", "联系电话：123"],
    ]
    imported = read(lambda: made_up.workbook(("表", signed, [])))
    assert len(imported.projects) == 1
    assert imported.ledger.text("note") == "填表人：张三\n联系电话：123"


def test_status_words_beside_the_words_of_a_report_are_of_its_period() -> None:
    rows: made_up.Rows = [
        ["序号", "重点工作", "第三季度进展", "完成情况"],
        [1, "污水管网", "已完成招标，正在征地。", "滞后"],
        [2, "体育公园", "已投入使用。", "已完成"],
    ]
    imported = read(lambda: made_up.workbook(("表", rows, [])))
    assert [p.text("report", "Q3", "status") for p in imported.projects] == ["滞后", "已完成"]
    assert imported.ledger.text("status", "滞后", "pace") == "behind"


def test_what_begins_like_a_footnote_is_one_only_below_the_body() -> None:
    rows: made_up.Rows = [
        ["序号", "项目名称", "建设内容"],
        [1, "社区食堂", "①东食堂※"],
        ["", "", "②西食堂"],
        ["※以区民政局公布的为准。", "", ""],
        ["[1]含改建。", "", ""],
    ]
    imported = read(lambda: made_up.workbook(("表", rows, [])))
    [canteens] = imported.projects
    said = [str(value) for _, value in canteens.leaves()]
    assert any("①东食堂※" in text for text in said)
    assert any("②西食堂" in text for text in said)
    assert imported.ledger.text("note") == "※以区民政局公布的为准。\n[1]含改建。"
