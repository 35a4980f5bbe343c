"""Tables as offices keep them in Excel: shared numbers, a plan and a figure for each quarter, boxes
to tick, a sheet for each unit, units that say what they are there for."""

from decimal import Decimal

import pytest

from msctl.importing.choosing import choose
from msctl.importing.documents import Imported, read_document
from msctl.importing.landing import plan_landing
from msctl.importing.names import split_names
from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value

from .made_up import Rows, Sheet, workbook

EMPTY = Ledger(LedgerId("chou-xian/2024/minsheng"), Record({}))


def read(data: bytes, table: str | None = None) -> Imported:
    document = open_document(Source("文件", data))
    tables = choose(document, EMPTY, table)
    return read_document(document, EMPTY, Region("chou-xian", Record({})), tables=tables)


def merged_rows(*amounts: tuple[str, float]) -> Imported:
    """Rows that share one merged number, each with a name and money of its own."""
    titles = ["序号", "项目名称", "总投资"]
    rows: Rows = [titles, *([1, *own] for own in amounts), [2, "公交", 550]]
    return read(workbook(("表", rows, [(1, 0, len(amounts), 0)])))


@pytest.mark.parametrize(
    ("amounts", "total", "guessed"),
    [
        ((("小学", 300), ("中学", 200)), 500, True),
        ((("小学", 300), ("中学", 0.5)), Decimal("300.5"), True),
        ((("合建", 500), ("小学", 300), ("中学", 200)), 500, False),
        ((("合建", 500), ("其中：小学", 300)), 500, False),
    ],
)
def test_rows_of_one_number_share_its_money(
    amounts: tuple[tuple[str, float], ...], total: Decimal, guessed: bool
) -> None:
    imported = merged_rows(*amounts)
    schools, buses = imported.projects
    assert schools.decimal("funding", "total") == total
    assert buses.decimal("funding", "total") == 550
    assert ("sum" in {guess.reason for guess in imported.account.guesses}) is guessed
    own = [schools.text("task", str(n), "extra", "总投资") for n in range(1, len(amounts) + 1)]
    assert own[1:] == [f"{amount:g}" for _, amount in amounts[1:]]
    assert (own[0] != "") is guessed


def test_plan_and_figure_below_each_quarter() -> None:
    rows: Rows = [
        ["序号", "项目名称", "一季度", "", "", "第二季度", ""],
        ["", "", "计划", "完成", "计划投资", "目标任务", "是否完成"],
        [1, "学校", "设计", "已设计", 20, "开工", "否"],
    ]
    merges = [(0, 2, 0, 4), (0, 5, 0, 6), (0, 0, 1, 0), (0, 1, 1, 1)]
    [school] = read(workbook(("表", rows, merges))).projects
    assert school.text("plan", "Q1", "text") == "设计"
    assert school.text("report", "Q1", "progress") == "已设计"
    assert school.decimal("plan", "Q1", "investment") == 20
    assert school.text("plan", "Q2", "text") == "开工"
    assert school.text("report", "Q2", "status") == "否"


def test_of_words_with_boxes_the_ticked_one_counts() -> None:
    rows: Rows = [
        ["序号", "项目名称", "是否完成"],
        [1, "学校", "☑是 □否"],
        [2, "道路", "□是　■否"],
        [3, "桥", "□是 □否"],
    ]
    imported = read(workbook(("表", rows, [])))
    words = [project.text("report", "Y", "status") for project in imported.projects]
    assert words == ["是", "否", "□是 □否"]
    assert imported.account.characters.mapped == 30


def test_other_tables_with_the_same_titles_are_told() -> None:
    one: Rows = [["序号", "项目名称"], [1, "学校"]]
    other: Rows = [["序号", "联系人"], [1, "张三"]]
    sheets: list[Sheet] = [("教育", one, ()), ("交通", one, ()), ("通讯录", other, ())]
    told = read(workbook(*sheets)).account.remarks
    assert [(remark.place, remark.text) for remark in told] == [("same-titles", "2 交通")]
    assert not read(workbook(*sheets), "all").account.remarks


def test_what_a_unit_is_there_for_stays_with_its_name() -> None:
    names = [name.text for name in split_names("县教育局\n（牵头）县财政局（配合）", ("县教育局",))]
    assert names == ["县教育局", "（牵头）县财政局（配合）"]
    names = [name.text for name in split_names("县教育局\n（牵头）\n县财政局", ("县教育局",))]
    assert names == ["县教育局（牵头）", "县财政局"]
    names = [name.text for name in split_names("县教育局、（牵头）", ())]
    assert names == ["县教育局", "（牵头）"]


def test_a_unit_with_its_role_is_another_name_of_the_unit() -> None:
    region: dict[tuple[str, ...], Value] = {
        ("unit", "县教育局", "aliases"): ("教育局",),
        ("unit", "县住建局", "kind"): "unit",
    }
    held = Region("chou-xian", Record({FieldPath(path): value for path, value in region.items()}))
    units = ("县教育局（牵头）", "县住建局", "★县水务局", "县水务局（配合单位）", "县公园（北）")
    row: dict[str, Value] = {"number": "1", "name": "甲", "units.lead": units}
    project = Record({FieldPath.parse(path): value for path, value in row.items()})
    snapshot = Snapshot({"chou-xian": held}, {}, {})
    landing = plan_landing(snapshot, EMPTY.id, Record({}), [project], accept=True)
    assert {str(c.path): (c.old, c.new) for c in landing.changes} == {
        "unit.县教育局.aliases": (("教育局",), ("教育局", "县教育局（牵头）")),
        "unit.县水务局.kind": (None, "unit"),
        "unit.县水务局.aliases": (None, ("★县水务局", "县水务局（配合单位）")),
        "unit.县公园（北）.kind": (None, "unit"),
    }
