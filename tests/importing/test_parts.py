"""Names, schedules, dumps, titles and encodings, each for itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.importing.documents import read_document
from msctl.importing.dumps import read_text
from msctl.importing.errors import NoTable, NotText, UnknownTable
from msctl.importing.headers import fold_title, period_of, stack_titles
from msctl.importing.names import split_names
from msctl.importing.preamble import read_preamble
from msctl.importing.readers.encoding import decode
from msctl.importing.schedules import read_plan
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.record import Record

from .offices import DONGQU, LIANSHUI, OFFICES, QIXIA, Office, by_number

REGISTER = LIANSHUI.region.wordings


@given(st.lists(st.sampled_from(REGISTER), min_size=1), st.sampled_from(["\n", "、", " ", "    "]))
def test_names_that_are_joined_are_split_again(names: list[str], separator: str) -> None:
    found = split_names(separator.join(names), REGISTER)
    assert [name.text for name in found] == names
    assert all(name.known for name in found)


@given(st.lists(st.sampled_from(REGISTER), min_size=1), st.data())
def test_a_break_anywhere_inside_a_name_is_found(names: list[str], data: st.DataObject) -> None:
    broken = []
    for name in names:
        at = data.draw(st.integers(1, len(name) - 1))
        broken.append(f"{name[:at]}\n{name[at:]}")
    assert [name.text for name in split_names("\n".join(broken), REGISTER)] == names


@given(st.text(alphabet="区教育局民政卫、 \n（）", max_size=30))
def test_splitting_loses_no_character(cell: str) -> None:
    found = split_names(cell, REGISTER)
    assert (
        "".join("".join(n.text.split()) for n in found)
        == "".join("".join(cell.split()).split("、"))
        or "（" in cell
    )


def test_an_unknown_name_is_split_and_a_broken_one_joined() -> None:
    found = split_names("区教育局\n退役军人事\n务局、县总工会", ())
    assert [name.text for name in found] == ["区教育局", "退役军人事务局", "县总工会"]
    assert not any(name.known for name in found)


def test_units_without_a_register_are_guesses_to_confirm() -> None:
    bare = Region("lianshui", Record({}))
    account = read_document(read_text(LIANSHUI.text), LIANSHUI.ledger, bare).account
    joined = {str(g.value): g.quote for g in account.guesses if g.reason == "unit-join"}
    assert joined["红十字会"] == "红十\n字会"
    assert joined["乡村振兴局"] == "乡村\n振兴局"


def test_a_plan_without_periods_is_a_lead_in() -> None:
    [schedule] = read_plan("按上级部署推进。", 2024, lambda kind, quote: None)
    assert (schedule.lead_in, schedule.steps) == ("按上级部署推进。", {})


def test_lines_below_a_period_belong_to_it() -> None:
    told: list[tuple[str, str]] = []
    [schedule] = read_plan(
        "一季度：开工；\n完成招标。\n第二季度：完工。", 2024, lambda *a: told.append(a)
    )
    assert schedule.steps == {"Q1": "开工；\n完成招标。", "Q2": "完工。"}
    assert told == [("printed-label", "一季度："), ("label", "第二季度：")]


def test_a_label_of_another_year() -> None:
    [schedule] = read_plan("四季度：开工。\n2025年一季度：完工。", 2024, lambda *a: None)
    assert list(schedule.steps) == ["Q4", "2025-Q1"]


def test_markdown_and_comma_separated_tables_are_read() -> None:
    markdown = "标题\n\n| 序号 | 项目名称 |\n|---|---|\n| 1 | 甲<br>乙 |\n|  | 丙 |\n"
    [dump] = read_text(markdown).tables
    assert dump.rows == (("序号", "项目名称"), ("1", "甲\n乙"), ("", "丙"))
    [dump] = read_text('标题\n序号,项目名称\n1,"甲\n乙"\n').tables
    assert dump.rows == (("序号", "项目名称"), ("1", "甲\n乙"))
    assert dump.before == ("标题",)
    [dump] = read_text('标题\n序号;项目名称\n1;"甲;乙, 丙"\n').tables
    assert dump.rows == (("序号", "项目名称"), ("1", "甲;乙, 丙"))


def test_titles_are_compared_without_white_space_script_and_year() -> None:
    assert fold_title("縣財政\n統  籌") == fold_title("縣財政統籌")
    assert fold_title("責任單位") == "责任单位"
    assert fold_title("2024年计划投资（万元）") == "计划投资"


def test_the_titles_below_a_merged_one() -> None:
    header = [("序号", "投资", "单位"), ("", "总投资", "自筹", "")]
    assert stack_titles(header, 4) == (("序号",), ("投资", "总投资"), ("投资", "自筹"), ("单位",))
    filled = [("序号", "投资", "", "单位"), ("", "总投资", "自筹", "")]
    assert stack_titles(filled, 4) == stack_titles(header, 4)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2024年二季度進展情況表", "Q2"),
        ("半年度进展表", "H1"),
        ("2024年度完成情况表", "Y"),
        ("截至5月进展", "M05"),
    ],
)
def test_the_period_a_title_speaks_of(title: str, period: str) -> None:
    assert period_of(title) == period


def test_a_ledger_without_layout_is_read_by_the_titles(office: Office) -> None:
    ledger = office.ledger
    own = {p: v for p, v in ledger.record.leaves() if p[0] not in ("layout", "marks", "status")}
    bare = Ledger(ledger.id, Record(own))
    imported = read_document(read_text(office.text), bare, office.region, tables=(office.table,))
    assert imported.account.layout_found
    assert imported.projects == office.read().projects
    found = Ledger(ledger.id, imported.ledger)
    assert [c.fields for c in found.layout("official").columns] == [
        c.fields for c in ledger.layout("official").columns
    ]
    assert dict(found.marks) == {k: v for k, v in ledger.marks.items() if k in found.marks}


def test_a_column_that_no_field_takes_is_kept_by_its_title() -> None:
    text = "台账\n序号\t项目名称\t联系电话\n1\t甲项目\t0000\n"
    ledger = Ledger(LedgerId("x/2024/y"), Record({}))
    imported = read_document(read_text(text), ledger, Region("x", Record({})))
    assert imported.projects[0].text("extra", "联系电话") == "0000"


@pytest.mark.parametrize(("title", "printed"), [("2024年投资", True), ("面积", False)])
def test_a_row_of_totals_is_printed_again_where_there_are_numbers(
    title: str, printed: bool
) -> None:
    text = f"台账\n序号\t项目名称\t{title}\n1\t甲项目\t30\n合计\t\t30\n"
    ledger = Ledger(LedgerId("x/2024/y"), Record({}))
    imported = read_document(read_text(text), ledger, Region("x", Record({})))
    found = Ledger(ledger.id, imported.ledger).layout("official")
    assert (found.totals is not None) is printed
    assert imported.projects[0].decimal("funding", "this_year") == (30 if printed else None)


def test_rows_of_one_number_with_names_of_their_own_are_tasks_of_a_named_project() -> None:
    text = "台账\n序号\t项目名称\t责任单位\n1\t修路\t甲局\n\t修桥\t乙局\n"
    ledger = Ledger(LedgerId("x/2024/y"), Record({}))
    imported = read_document(read_text(text), ledger, Region("x", Record({})))
    [project] = imported.projects
    assert project.text("name") == "修路"
    assert [project.text("task", key, "name") for key in ("1", "2")] == ["修路", "修桥"]
    assert ("name", "修路") in {(guess.reason, guess.value) for guess in imported.account.guesses}


def test_a_number_that_is_none_is_kept_by_its_title() -> None:
    text = "台账\n序号\t项目名称\t总投资\n1\t甲项目\t约5万\n"
    ledger = Ledger(LedgerId("x/2024/y"), Record({}))
    imported = read_document(read_text(text), ledger, Region("x", Record({})))
    assert imported.projects[0].text("extra", "总投资") == "约5万"
    assert imported.account.kept[0].text == "约5万"


def test_the_plan_and_the_report_part_are_the_whole() -> None:
    for office in OFFICES:
        whole, plan, report = (
            by_number(office.read(part=part)) for part in ("all", "plan", "report")
        )
        for number, record in whole.items():
            both = plan[number].fields | report[number].fields
            assert both == record.fields
            assert not any("report" in path for path in plan[number].fields)
            assert all("report" in p or p == ("number",) for p in report[number].fields)


def test_the_notice_before_a_table() -> None:
    ledger = QIXIA.read().ledger
    assert ledger.text("issuer") == "棲霞市人民政府辦公室"
    assert ledger.get(FieldPath.of("date")) == QIXIA.ledger.date
    assert ledger.text("notice", "text").startswith("近期,市政府督查室")
    assert LIANSHUI.read().ledger.text("document_number") == "涟政办发〔2024〕1号"


def test_a_title_in_two_lines_below_its_heading() -> None:
    ledger = read_preamble(["附件2", "", "某县2024年", "民生实事台账", "（单位：万元）", ""])
    assert ledger.text("title") == "某县2024年民生实事台账"
    assert (ledger.text("heading"), ledger.text("money_unit")) == ("附件2", "万元")


def test_a_document_without_a_table() -> None:
    with pytest.raises(NoTable):
        read_document(read_text("没有表格。\n"), DONGQU.ledger, DONGQU.region)


def test_a_table_that_the_document_does_not_have() -> None:
    with pytest.raises(UnknownTable) as error:
        read_document(read_text(DONGQU.text), DONGQU.ledger, DONGQU.region, tables=(2,))
    assert error.value.details == {"table": 2, "tables": 1}


def test_encodings() -> None:
    assert decode("民生".encode("utf-8-sig")) == "民生"
    assert decode("民生实事".encode("gb18030")) == "民生实事"
    with pytest.raises(NotText):
        decode(b"PK\x03\x04\x00")


@given(st.text(alphabet="\t\n,|序号1合计项目名称一季度：万元 （", max_size=200))
def test_no_text_is_too_odd_to_be_read_or_refused(text: str) -> None:
    ledger, region = Ledger(LedgerId("x/2024/y"), Record({})), Region("x", Record({}))
    try:
        imported = read_document(read_text(text), ledger, region, accept=True)
    except NoTable:
        return
    assert len(imported.projects) == imported.account.projects


def test_cells_beyond_the_last_column_are_told() -> None:
    text = "台账\n序号\t项目名称\n1\t甲项目\n2\t乙项目\t另起\n"
    ledger = Ledger(LedgerId("x/2024/y"), Record({}))
    account = read_document(read_text(text), ledger, Region("x", Record({}))).account
    assert [(r.kind, r.quotes) for r in account.residue] == [("outside", ("另起",))]
