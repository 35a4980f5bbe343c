"""Tables on paper: whatever they hold, their columns fill the page and none is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.export.paper import ROOM, breadth, fit
from msctl.export.table import Cell, TableColumn, plain_table
from msctl.text.width import cells

WORDING = st.text(st.sampled_from("一二，○ab1.\n"), max_size=80)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(WORDING, st.booleans(), st.sampled_from([0, 4, 40])), min_size=1, max_size=60
    )
)
def test_the_columns_fill_the_page(columns: list[tuple[str, bool, int]]) -> None:
    shown = [
        TableColumn(str(at), "标题", numeric, width)
        for at, (_, numeric, width) in enumerate(columns)
    ]
    found = fit(plain_table(shown, [[text for text, _, _ in columns]]))
    assert abs(sum(found.millimetres) - ROOM) < 1e-6
    assert min(found.millimetres) > 0
    assert len(found.centred) == len(columns)


@settings(deadline=None)
@given(WORDING)
def test_lines_are_counted_so_that_the_wording_fits(text: str) -> None:
    found = fit(plain_table([TableColumn("a", "内容", width=20)], [[text]]))
    width = found.columns[0]
    assert found.lines(Cell(text), 0) * width >= sum(map(breadth, text.split("\n")))


def test_numbers_and_short_columns_stay_whole_beside_much_wording() -> None:
    shown = [
        TableColumn("number", "序号", width=4),
        TableColumn("content", "内容", width=70),
        TableColumn("plan", "计划", width=70),
        TableColumn("money", "金额", numeric=True, width=8),
        TableColumn("status", "完成情况", width=16),
    ]
    row = ["12", "很长的内容" * 40, "很长的计划" * 40, "12345.67", "未完成二季度任务"]
    found = fit(plain_table(shown, [row]))
    for index in (0, 3, 4):
        assert found.columns[index] > cells(row[index])
    assert found.size == 9
    assert found.centred == (True, False, False, False, True)


def test_names_that_the_layouts_width_holds_stay_whole_beside_much_wording() -> None:
    shown = [
        TableColumn("content", "内容", width=70),
        TableColumn("plan", "计划", width=70),
        TableColumn("lead", "牵头单位", width=16),
        TableColumn("marks", "备注", width=18),
    ]
    names = "区教育和体育局\n东区高新技术产业园区管理委员会"
    marks = "票决制民生实事○\n市级重点推进项目（市领导联系）▲"
    found = fit(plain_table(shown, [["很长的内容" * 40, "很长的计划" * 40, names, marks]]))
    assert found.columns[2] > cells("区教育和体育局")
    assert found.columns[3] > breadth("票决制民生实事○")


def test_a_column_that_is_still_to_be_filled_in_has_its_layouts_width() -> None:
    shown = [TableColumn("name", "名称", width=20), TableColumn("progress", "进展情况", width=40)]
    empty, filled = (fit(plain_table(shown, [["甲" * 10, text]])) for text in ("", "乙" * 20))
    assert empty.columns == filled.columns
    narrow, _ = fit(plain_table([shown[0], TableColumn("note", "备注")], [["甲" * 10, ""]])).columns
    assert narrow > 20


def test_a_small_table_has_large_type() -> None:
    shown = [TableColumn("a", "类别", width=10), TableColumn("b", "数", numeric=True)]
    assert fit(plain_table(shown, [["一、教育", "5"]])).size == 12


def test_more_columns_than_a_page_is_wide_are_all_there() -> None:
    shown = [TableColumn(str(at), "列") for at in range(200)]
    found = fit(plain_table(shown, [["字"] * 200]))
    assert len(found.columns) == 200
    assert min(found.millimetres) > 0
