"""The traps of the five documents, each by its case."""

from decimal import Decimal

import pytest

from msctl.importing.documents import Imported
from msctl.model.paths import FieldPath

from .offices import by_number


@pytest.mark.parametrize(
    ("number", "role", "names"),
    [
        ("2", "responsible", ("教体局", "团县委")),
        ("6", "assisting", ("财政局", "人社局", "编办")),
        ("8", "responsible", ("卫健委", "红十字会")),
        ("14", "responsible", ("农业农村局",)),
        ("18", "responsible", ("退役军人事务局",)),
        ("33", "responsible", ("涟城街道",)),
        ("35", "assisting", ("各镇街", "开发区", "新材料产业园", "涟投控股", "住建局")),
        ("44", "responsible", ("乡村振兴局",)),
    ],
)
def test_a_line_break_inside_a_unit_is_no_separator(
    lianshui: Imported, number: str, role: str, names: tuple[str, ...]
) -> None:
    assert by_number(lianshui)[number].names("units", role) == names


def test_a_long_unit_broken_between_two_lines(dongqu: Imported) -> None:
    assert by_number(dongqu)["3"].names("units", "lead") == ("银江镇", "区农业农村和交通水利局")


def test_runs_of_spaces_part_units_and_stand_inside_them(lianshui: Imported) -> None:
    projects = by_number(lianshui)
    assert projects["50"].names("units", "responsible") == ("民政局", "卫健委")
    assert projects["27"].names("units", "assisting") == ("财政局", "交警大队", "涟投控股")
    assert projects["33"].names("units", "assisting") == ("市场局", "财政局", "法院", "住建局")
    assert "法院" in projects["2"].names("units", "assisting")


def test_single_spaces_part_units(lucheng: Imported, qixia: Imported) -> None:
    charging = by_number(lucheng)["4"]
    assert charging.names("task", "3", "units", "responsible") == ("区发改局", "区国资经营集团")
    assert by_number(qixia)["13"].names("units", "responsible") == ("文旅局", "各鎮街")


def test_a_mark_parts_units_and_a_break_after_it_counts_for_nothing(district: Imported) -> None:
    assert by_number(district)["4"].names("units", "responsible") == (
        *("区教育体育局", "民政局", "财政局", "人社局", "卫健委", "医保局"),
    )


def test_a_group_whose_wording_holds_separators_is_one_name(district: Imported) -> None:
    name = "各乡（镇）人民政府、街道办事处，区燃气专班成员单位"
    assert by_number(district)["8"].names("units", "responsible") == (name,)


def test_blank_lines_between_units_are_residue(lianshui: Imported) -> None:
    assert by_number(lianshui)["7"].names("units", "assisting") == (
        *("财政局", "高沟镇", "红窑镇", "石湖镇", "南集镇", "大东镇", "东胡集镇", "保滩街道"),
    )


def test_a_line_break_inside_a_name_is_joined(lianshui: Imported) -> None:
    projects = by_number(lianshui)
    assert projects["16"].text("name") == "培育高素质职业农民"
    assert projects["44"].text("name") == "改造无害化卫生户厕"
    assert projects["48"].text("name") == "提升特困供养人员等群体养老服务水平"


def test_a_blank_line_inside_a_cell_does_not_end_the_row(lianshui: Imported) -> None:
    project = by_number(lianshui)["29"]
    assert project.text("content") == (
        "提档升级农村道路10公里。\n建设农村村内道路80公里、田间道路30公里。"
    )
    assert project.decimal("funding", "own") == 600


def test_quarters_padded_onto_one_line_are_parted(lianshui: Imported) -> None:
    plan = by_number(lianshui)["10"].keys(("plan",))
    assert plan == ["Q1", "Q2", "Q3", "Q4"]
    assert by_number(lianshui)["39"].text("plan", "Q3", "text").startswith("从7月份起")
    assert by_number(lianshui)["38"].text("plan", "Q2", "text") == "进行提标测算。"


def test_padding_inside_a_content_is_a_line_break(province_city: Imported) -> None:
    lines = by_number(province_city)["10"].text("content").split("\n")
    assert lines[0].endswith("实现红色物业全覆盖。")
    assert lines[1].startswith("1、严格落实")
    assert len(lines) == 5


def test_the_variants_of_a_quarters_label(lianshui: Imported, dongqu: Imported) -> None:
    projects = by_number(lianshui)
    assert projects["44"].text("plan", "Q2", "text") == "完成全年任务。"
    assert projects["42"].text("task", "1", "plan", "Q3", "text").endswith("万分之九。")
    assert projects["33"].keys(("plan",)) == ["Q1", "Q2", "Q3-Q4"]
    assert by_number(dongqu)["5"].keys(("plan",)) == ["lead_in", "Q1", "Q2-Q3", "Q4"]


def test_a_quarter_that_is_not_planned_is_absent(lianshui: Imported) -> None:
    assert by_number(lianshui)["48"].keys(("plan",)) == ["Q2", "Q4"]


def test_schedules_by_month_keep_their_wording_whole(lianshui: Imported) -> None:
    project = by_number(lianshui)["28"]
    assert project.text("plan", "M03", "text") == "出租车更新：3月底完成采购。"
    assert project.text("plan", "M09", "text") == "新增公交车：9月底完成采购。"
    west = by_number(lianshui)["22"]
    assert west.text("task", "2", "plan", "2023-M11", "text") == "2023年：11月18日进场施工。"
    assert west.text("task", "2", "plan", "M06", "text") == "2024年6月底竣工，投入使用。"


def test_a_schedule_without_any_time_is_ongoing(lianshui: Imported) -> None:
    assert by_number(lianshui)["47"].keys(("plan",)) == ["ongoing"]


def test_headings_inside_a_plan_begin_tasks(lianshui: Imported) -> None:
    projects = by_number(lianshui)
    assert projects["29"].text("task", "1", "name") == "农村道路提档升级"
    assert projects["29"].text("task", "1", "plan", "lead_in") == "农村道路提档升级;"
    assert projects["22"].text("task", "1", "name") == "中恒国际、泰山路、海安路片区"
    assert projects["42"].text("task", "2", "name") == "建设远程公证服务点"


def test_a_category_printed_again_after_a_page_break(lianshui: Imported) -> None:
    categories = [record.text("category") for record in lianshui.projects]
    assert len(set(categories)) == 10
    assert categories[:6] == ["一、教育惠民"] * 6
    assert categories[6] == "二、医疗健康"


def test_a_header_printed_again_is_residue(lucheng: Imported) -> None:
    residue = {r.kind: r.count for r in lucheng.account.residue}
    assert residue["repeated-header"] == 3


def test_the_column_without_a_title_is_the_name(lucheng: Imported) -> None:
    assert [p.text("name") for p in lucheng.projects][:3] == ["教育优学", "医疗健康", "安居提质"]


def test_residue_of_word_and_the_web(dongqu: Imported, lucheng: Imported) -> None:
    bookmarks = next(r for r in dongqu.account.residue if r.kind == "bookmark")
    assert bookmarks.count == 4
    assert by_number(dongqu)["1"].text("task", "1", "plan", "Q3", "text") == "项目主体完工；"
    html = next(r for r in lucheng.account.residue if r.kind == "html")
    assert html.quotes == ('<ol style="list-style-type: none"> ',)
    progress = by_number(lucheng)["6"].text("task", "3", "report", "H1", "progress")
    assert progress.startswith("1. 将目标任务分解至各街镇。 2. ")


def test_a_task_named_in_brackets_at_the_head_of_its_plan(dongqu: Imported) -> None:
    project = by_number(dongqu)["20"]
    assert [project.text("task", n, "name") for n in "1234"] == [
        "新民路社区公园",
        "泉福路17号旁",
        "“火红年华”主题公园提质升级",
        "南山多功能休闲林带",
    ]
    assert project.text("task", "3", "plan", "lead_in") == "2024年内完成，其中："


def test_a_merged_cell_belongs_to_the_project_and_a_blank_one_to_nobody(dongqu: Imported) -> None:
    project = by_number(dongqu)["30"]
    assert project.text("content").startswith("为310名困难精神病患者")
    assert project.names("task", "1", "units", "lead") == ("区残联",)
    assert project.get(FieldPath.of("task", "2", "units", "lead")) is None
    assert project.get(FieldPath.of("task", "2", "marks")) is None


def test_a_sign_for_nothing_is_absent_and_lead_words_part_two_fields(dongqu: Imported) -> None:
    projects = by_number(dongqu)
    assert projects["2"].get(FieldPath.of("report", "Y", "difficulties")) is None
    report = ("task", "3", "report", "Y")
    assert projects["21"].text(*report, "next_steps") == "持续做好该项目运营管理工作。"


def test_marks_with_brackets_in_their_name(dongqu: Imported) -> None:
    assert by_number(dongqu)["12"].names("marks") == (
        "票决制民生实事",
        "市级民生实事",
        "市级重点推进项目（市领导联系）",
        "市级重点项目",
        "区级重点项目",
    )


def test_the_last_row_of_dongqu_lacks_its_last_cell(dongqu: Imported) -> None:
    assert by_number(dongqu)["30"].text("task", "3", "report", "Y", "status") == "是"


def test_errors_of_the_source_stay(lianshui: Imported, lucheng: Imported, qixia: Imported) -> None:
    assert "2023年春季学期" in by_number(lianshui)["2"].text("plan", "Q2", "text")
    assert lucheng.ledger.text("title") == "2024年度区政府民生实项目半年度进展表"
    assert by_number(qixia)["11"].text("content") == "成農村低收入群體危房改造80戶。"


def test_two_tables_of_one_document(province_city: Imported, district: Imported) -> None:
    assert (province_city.account.tables, district.account.tables) == (2, 2)
    assert province_city.ledger.text("heading") == "附件1"
    assert district.ledger.text("heading") == "附件2"
    assert district.ledger.text("title") == "2024年宛城区重点民生实事工作任务台账"
    last = by_number(province_city)["17"]
    assert last.names("units", "certifying") == ("区统计局",)


def test_traditional_script_stays(qixia: Imported) -> None:
    first = by_number(qixia)["1"]
    assert first.names("units", "responsible") == ("發改局",)
    assert first.text("report", "Q2", "status") == "已完成二季度任務"


def test_money_is_exact_and_a_blank_is_no_zero(lianshui: Imported, dongqu: Imported) -> None:
    farmers = by_number(lianshui)["16"]
    assert farmers.decimal("funding", "total") == Decimal("77.5")
    assert farmers.decimal("funding", "county") is None
    assert by_number(dongqu)["30"].decimal("task", "2", "plan", "Q1", "investment") == 0
