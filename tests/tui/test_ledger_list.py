"""What a ledger's list is made of: columns, cells, the fields behind them, edits of many."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.period import parse_period
from msctl.store.records import Records
from msctl.tui.cell_fields import field_of, word_for
from msctl.tui.ledger_cells import share_text
from msctl.tui.ledger_view import LedgerView
from msctl.tui.pasting import copied, pasted, read_table, write_table
from msctl.tui.proposals import copy_last, fill_down, set_status, take
from msctl.tui.session import Session
from msctl.tui.standing_cells import period_cells

ALL = [ProjectId(key) for key in (ROAD, ELDERLY, SCHOOL)]
Q2 = FieldPath.parse("report.Q2.status")


@pytest.fixture
def session(county: County) -> Session:
    records = Records(county.root)
    return Session(records, records.snapshot())


@pytest.fixture
def view(session: Session) -> LedgerView:
    view = LedgerView(session, LedgerId(LEDGER))
    view.columns(100)
    return view


# Columns and cells.


def test_columns_are_what_the_records_hold(view: LedgerView) -> None:
    assert [column.key for column in view.all_columns] == [
        *("number", "name", "units", "category", "kind", "marks", "units.lead"),
        *("units.responsible", "status", "period.Q1", "period.Q2", "period.H1", "period.Q4"),
        *("planned", "funding.total", "funding.county", "content", "report.Q2.progress"),
    ]
    names = [column.name for column in view.all_columns]
    assert len(set(names)) == len(names)


def test_chosen_columns_stand_in_their_order_and_none_is_dropped(view: LedgerView) -> None:
    view.choose(["funding.county", "category", "gone"])
    for width in (30, 120):
        keys = [column.key for column in view.columns(width)]
        assert keys == ["unsaved", "number", "name", "funding.county", "category"]
    assert view.row(ROAD).cells[3:] == ("60.5", "交通")
    view.choose(None)
    assert "planned" in [column.key for column in view.columns(80)]


@pytest.mark.parametrize(
    ("done", "planned", "wide", "text"),
    [
        ("40", "100", False, "##---  40%"),
        ("40", "100", True, "####------  40%"),
        ("250", "100", False, "##### 250%"),
        ("0", "100", False, "-----   0%"),
        (None, "100", False, ""),
        ("5", "0", False, ""),
    ],
)
def test_the_bar_is_text(done: str | None, planned: str, wide: bool, text: str) -> None:
    share = share_text(None if done is None else Decimal(done), Decimal(planned), wide)
    assert share == text


def test_all_words_of_a_row_are_those_of_each_column_alone(session: Session) -> None:
    ledger = session.snapshot.ledger(LedgerId(LEDGER))
    columns = [frozenset({parse_period(key)}) for key in ("Q1", "Q2", "H1", "Q4", "Y")]
    for key in ALL:
        project = session.snapshot.projects[key]
        found = period_cells(ledger, project, columns)
        assert found == [period_cells(ledger, project, [column])[0] for column in columns]


def test_only_a_project_that_changed_is_looked_at_again(view: LedgerView, session: Session) -> None:
    rows = {key: view.row(key) for key in ALL}
    assert session.type(ALL[0], Q2, "已完成") is None
    assert view.refresh(session) == [ALL[0]]
    view.update([ALL[0]])
    assert view.row(ALL[0]).cells[4:6] == ("未", "完")
    assert (5, "*") in view.row(ALL[0]).marks
    assert view.row(ALL[1]) is rows[ALL[1]]
    assert [(word, count) for word, count, _ in view.counts()] == [
        ("已完成", 1), ("按计划", 1), ("滞后", 1)
    ]  # fmt: skip


def test_a_field_that_is_new_to_the_ledger_brings_its_columns(
    view: LedgerView, session: Session
) -> None:
    assert view.column("share") is None
    session.type(ALL[0], FieldPath.parse("report.Q3.investment"), "30")
    assert view.update([ALL[0]])
    keys = [column.key for column in view.columns(110)]
    assert keys[4:] == [
        *(f"period.{key}" for key in ("Q1", "Q2", "H1", "Q3", "Q4")),
        "planned",
        "share",
    ]
    assert view.row(ALL[0]).cells[-2:] == ("120", "##--------  25%")
    assert not view.update([ALL[0]])


def test_sorting_and_groups_of_a_view(view: LedgerView) -> None:
    view.sorting = view.sorting.next("planned").next("planned")
    assert view.keys() == [ROAD, ELDERLY, SCHOOL]
    view.sorting = view.sorting.next("number").next("number")
    assert view.keys() == [SCHOOL, ELDERLY, ROAD]
    view.group = "unit"
    assert view.keys() == ["group:乙局", SCHOOL, ROAD, "group:丙局", ELDERLY]
    view.folded = {"group:乙局"}
    assert view.keys() == ["group:乙局", "group:丙局", ELDERLY]
    assert view.row("group:乙局").cells == ("+ 乙局  2项",)
    assert view.members("group:乙局") == (SCHOOL, ROAD)
    assert view.keys([ProjectId(ELDERLY)]) == ["group:丙局", ELDERLY]


# The field behind a cell.


@pytest.mark.parametrize(
    ("project", "column", "path"),
    [
        (ROAD, "period.Q2", "report.Q2.status"),
        (SCHOOL, "period.H1", "report.H1.status"),
        (ELDERLY, "period.Q2", None),
        (ROAD, "units", "units.lead"),
        (ROAD, "planned", "funding.total"),
        (SCHOOL, "planned", "funding.total"),
        (ROAD, "status", "report.Q2.status"),
        (ELDERLY, "marks", None),
        (ROAD, "name", "name"),
    ],
)
def test_a_cell_edits_one_field_or_says_why_not(
    view: LedgerView, session: Session, project: str, column: str, path: str | None
) -> None:
    found_column = view.column(column)
    assert found_column is not None
    found = field_of(session.snapshot.projects[ProjectId(project)], found_column)
    assert (str(found.path) if found.path else None) == path
    assert bool(found.reason) is (path is None)


def test_a_word_is_known_by_its_part_and_its_pinyin(session: Session) -> None:
    from msctl.model.fields import PROJECT

    words = ("未开工", "按期推进", "进展缓慢", "已完成")
    status = PROJECT.require(Q2)
    for typed in ("已完成", "完成", "ywc", "yiwan"):
        assert word_for(status, words, typed) == "已完成"
    assert word_for(status, words, "进") == "进"
    assert word_for(status, words, "") == ""
    kind = PROJECT.require(FieldPath.of("kind"))
    assert word_for(kind, kind.choices, "新增") == "new"


# Edits of many fields.


def test_a_status_for_all_goes_to_every_task_as_one_step(session: Session) -> None:
    proposals = set_status(session, ALL, parse_period("Q2"), "已完成")
    assert [(p.project, str(p.path)) for p in proposals] == [
        (ROAD, "report.Q2.status"),
        (ELDERLY, "task.2.report.Q2.status"),
        (SCHOOL, "report.Q2.status"),
    ]
    assert len(take(session, proposals, "统一填写")) == 3
    assert session.unsaved_fields == 3
    step = session.undo()
    assert step is not None
    assert step.name == "统一填写"
    assert session.unsaved_fields == 0


def test_a_mistake_is_proposed_and_left_out(session: Session) -> None:
    proposals = set_status(session, ALL[:1], parse_period("Q1"), "办完了")
    assert [type(p.error).__name__ for p in proposals] == ["UnknownStatus"]
    assert take(session, proposals, "统一填写") == []
    assert session.unsaved == ()


def test_the_last_report_is_copied_only_where_nothing_stands(session: Session) -> None:
    session.type(ALL[0], FieldPath.parse("report.Q3.progress"), "自己写的。")
    proposals = copy_last(session, ALL, parse_period("Q3"))
    assert [(p.project, str(p.path), p.new) for p in proposals] == [
        (ROAD, "report.Q3.status", "按期推进"),
        (ELDERLY, "task.1.report.Q3.status", "已完成"),
        (ELDERLY, "task.2.report.Q3.status", "按期推进"),
        (SCHOOL, "report.Q3.status", "进展缓慢"),
        (SCHOOL, "report.Q3.difficulties", "雨季施工慢。"),
    ]


def test_filling_down_takes_the_first_value(session: Session, view: LedgerView) -> None:
    column = view.column("category")
    assert column is not None
    proposals = fill_down(session, ALL, column)
    assert [(p.project, p.old, p.new) for p in proposals] == [
        (ELDERLY, "养老", "交通"), (SCHOOL, "教育", "交通")
    ]  # fmt: skip


# The clipboard.

CELLS = st.lists(
    st.lists(st.text('文a"\t\n 1,', max_size=5), min_size=2, max_size=2), min_size=1, max_size=4
)


@given(CELLS)
def test_what_is_copied_is_read_back(rows: list[list[str]]) -> None:
    assert read_table(write_table([["标", "题"], *rows, ["末", "行"]])) == [
        ["标", "题"], *rows, ["末", "行"]
    ]  # fmt: skip


def test_what_excel_copies_is_read() -> None:
    assert read_table('甲\t"两\n行"\r\n乙\t说""好\r\n') == [["甲", "两\n行"], ["乙", '说""好']]
    assert read_table('"没有收尾\t1\n2\t3') == [['"没有收尾', "1"], ["2", "3"]]
    assert read_table("") == []


def test_a_copied_list_pasted_back_changes_nothing(session: Session, view: LedgerView) -> None:
    text = copied(session, view, ALL, view.shown)
    assert text.splitlines()[1] == "1\t村道路硬化\t乙局\t\t按期推进\t\t\t120"
    found = pasted(session, view, read_table(text), [], [])
    assert (found.proposals, found.problems, found.rows) == ((), (), 3)


def test_a_range_with_titles_goes_by_number_and_title(session: Session, view: LedgerView) -> None:
    rows = [
        ["类别", "序号", "总投资", "计划资金"],
        ["交通运输", "1", "1,300.5", "1300"],
        ["教育", "7", "5", ""],
        ["养老", "2", "很多", "80"],
    ]
    found = pasted(session, view, rows, [], [])
    assert [(p.project, str(p.path), p.new, p.error is None) for p in found.proposals] == [
        (ROAD, "category", "交通运输", True),
        (ROAD, "funding.total", "1,300.5", True),
        (ELDERLY, "funding.total", "很多", False),
    ]
    missing, *twice = found.problems
    assert "7" in missing
    assert [text[0] for text in twice if "总投资" in text] == ["1", "2"]
    assert len(take(session, found.proposals, "粘贴")) == 2
    session.save(joins=True)
    assert session.snapshot.projects[ALL[0]].planned == Decimal("1300.5")
    assert session.undo() is not None
    assert session.snapshot.projects[ALL[0]].planned == Decimal(120)


def test_a_range_without_titles_goes_from_the_cell(session: Session, view: LedgerView) -> None:
    start = [column.key for column in view.shown].index("period.Q2")
    found = pasted(
        session, view, [["完成", "x"], ["已完成", ""]], view.shown[start : start + 1], [ROAD]
    )
    assert [(p.project, str(p.path), p.new) for p in found.proposals] == [
        (ROAD, "report.Q2.status", "已完成")
    ]
    assert len(found.problems) == 2
