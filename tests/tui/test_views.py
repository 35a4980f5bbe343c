"""What the screens show, without a screen: grid, counts, filter, wording, the top line."""

import pytest
from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

from msctl.locale.catalogue import LANGUAGES, keys, set_language
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.report.subject import Surroundings
from msctl.store.records import Records
from msctl.text.width import cells
from msctl.tui.change_view import show_changes
from msctl.tui.commands import COMMANDS
from msctl.tui.export_file import default_name
from msctl.tui.field_list import field_rows
from msctl.tui.finder import Finder
from msctl.tui.form_context import report_of
from msctl.tui.ledger_view import LedgerView
from msctl.tui.project_view import ProjectView
from msctl.tui.session import Session
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.top_line import TopText, fit_top, link_at
from msctl.tui.wording import changes_word, fields_word, region_word, told

LEDGER_ID = LedgerId(LEDGER)


@pytest.fixture
def session(county: County) -> Session:
    records = Records(county.root)
    return Session(records, records.snapshot())


def test_a_grid_has_a_word_for_each_period(session: Session) -> None:
    view = LedgerView(session, LEDGER_ID)
    titles = [column.title for column in view.columns(80)]
    assert titles == ["", "序号", "项目名称", "责任单位", "一", "二", "上", "四", "计划资金"]
    assert [row.cells for row in view.rows()] == [
        ("", "1", "村道路硬化", "乙局", "未", "按", "-", "-", "120"),
        ("", "2", "老年食堂", "丙局", "-", "按", "-", "未", "80"),
        ("", "3", "学校操场改造", "县乙局+1", "-", "慢", "慢", "-", ""),
    ]


def test_the_columns_fill_the_grid_and_the_money_goes_first(session: Session) -> None:
    view = LedgerView(session, LEDGER_ID)
    for width in (49, 60, 80):
        columns = view.columns(width)
        assert 1 + sum(column.width + 1 for column in columns) <= width
    assert [column.key for column in view.columns(45)][-1] == "period.Q4"


def test_an_unsaved_project_is_marked(session: Session) -> None:
    session.type(ProjectId(SCHOOL), FieldPath.parse("report.Q2.status"), "已完成")
    rows = LedgerView(session, LEDGER_ID).rows()
    assert [row.cells[0] for row in rows] == ["", "", "*"]
    assert rows[2].cells[5] == "完"


def test_counts_are_words_that_add_up(session: Session) -> None:
    counts = [(word, count) for word, count, _ in LedgerView(session, LEDGER_ID).counts()]
    assert counts == [("按计划", 2), ("滞后", 1)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [ROAD, ELDERLY, SCHOOL]),
        ("路基", [ROAD]),
        ("施工 操场", [SCHOOL]),
        ("操场 施工", [SCHOOL]),
        ("１２公里", [ROAD]),
        ("CDL", []),
        ("没有", []),
    ],
)
def test_a_filter_finds_words_in_any_order_and_width(
    session: Session, query: str, found: list[str]
) -> None:
    assert list(Finder(session.projects(LEDGER_ID)).find(query)) == found


def test_a_filter_takes_pinyin_initials_once_they_are_learnt(session: Session) -> None:
    finder = Finder(session.projects(LEDGER_ID))
    assert not finder.find("lnst")
    finder.learn()
    assert list(finder.find("lnst")) == [ELDERLY]
    assert list(finder.find("bj 西食堂")) == [ELDERLY]


def test_a_project_shows_its_periods_side_by_side(session: Session) -> None:
    project = session.snapshot.projects[ProjectId(ROAD)]
    shown = ProjectView(project, session.snapshot.ledger(LEDGER_ID), history=())
    text = shown.content(60).plain
    assert "            一季度                  二季度" in text
    assert "进度计划    完成招标。              开工建设。" in text
    assert "计划投资    20 万元                 100 万元" in text
    assert text.rstrip().endswith(f"{ROAD}.toml")


def test_text_from_records_is_never_markup_or_control(county: County) -> None:
    hostile = "[/][red]红[/red] \\x1b\\u001b[31m \\u202e"
    county.write(ROAD, f'number = "1"\nname = "{hostile.replace(chr(92) + "x1b", "")}"\n')
    records = Records(county.root)
    session = Session(records, records.snapshot())
    project = session.snapshot.projects[ProjectId(ROAD)]
    for width in (30, 60, 120):
        content = ProjectView(project, session.snapshot.ledger(LEDGER_ID)).content(width)
        assert "\x1b" not in content.plain
        assert "\u202e" not in content.plain
        assert "[/][red]" in content.plain


@pytest.mark.parametrize("width", [20, 33, 60, 100])
def test_no_line_of_a_project_is_wider_than_its_pane(session: Session, width: int) -> None:
    for project in session.projects(LEDGER_ID):
        view = ProjectView(project, session.snapshot.ledger(LEDGER_ID), history=())
        assert all(cells(line) <= width for line in view.content(width).plain.split("\n"))


def test_a_change_shows_old_and_new_with_the_difference_of_numbers() -> None:
    sheet = Sheet(60)
    path = FieldPath.parse("report.Q2.progress")
    old, new = "已完工12户，" * 8, "已完工27户，" * 8
    show_changes(sheet, [Change(ROAD, path, old, new)])
    assert sheet.lines[0].plain == "二季度 进展情况"
    assert sheet.lines[1].plain.startswith("  旧 已完工[12]户，")
    marked = [span for line in sheet.lines for span in line.spans if "underline" in str(span.style)]
    assert marked


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("栖霞市", "栖霞"),
        ("温州市鹿城区", "鹿城"),
        ("攀枝花市东区", "东区"),
        ("涟水县", "涟水"),
        ("市", "市"),
    ],
)
def test_a_region_has_a_short_word(name: str, word: str) -> None:
    assert region_word(name) == word


def test_a_commit_message_is_proposed_from_the_changes(session: Session) -> None:
    q2 = [FieldPath.parse(f"report.Q2.{key}") for key in ("progress", "status")]
    changes = [Change(ROAD, path, None, "甲") for path in q2]
    assert changes_word(session.snapshot, changes) == "甲县 1：二季度 进展情况、完成情况"
    changes.append(Change(ELDERLY, FieldPath.parse("name"), "甲", "乙"))
    assert changes_word(session.snapshot, changes).startswith(
        "甲县 1、2：二季度 进展情况、完成情况；项目名称"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fields_are_worded_by_period_in_both_languages(lang: str) -> None:
    set_language(lang)
    path = FieldPath.parse("task.2.report.Y.investment")
    assert fields_word([path]) == field_label(path)


def test_an_error_names_its_field_in_words(session: Session) -> None:
    error = session.type(ProjectId(ROAD), FieldPath.parse("units.lead"), "办公室")
    assert error is not None
    assert told(error).startswith("牵头单位 的单位“办公室”不在")


def test_an_unknown_status_word_names_what_the_screens_can_do(session: Session) -> None:
    error = session.type(ProjectId(ROAD), FieldPath.parse("report.Q2.status"), "办完了")
    assert error is not None
    assert told(error).startswith('"办完了"不是这个台账的用语（可用：未开工、按期推进、')
    assert "另加用语" in told(error)


def test_the_top_line_drops_money_then_counts_and_never_what_is_unsafe() -> None:
    counts = (("3项", ""), ("已完成 1", ""), ("滞后 2", ""))
    top = TopText("甲县 2024", counts, "计划 200 万元", (("未保存 2", ""), ("未存档 1", "")))
    assert fit_top(top, 80).plain.split() == fit_top(top, 78).plain.split()
    for width in range(24, 100):
        line = fit_top(top, width).plain
        assert cells(line) <= width
        assert line.endswith("未保存 2 | 未存档 1")
    assert "万元" not in fit_top(top, 60).plain
    assert "已完成" in fit_top(top, 60).plain
    assert "已完成" not in fit_top(top, 53).plain
    assert "3项 | 滞后 2" in fit_top(top, 53).plain
    assert "滞后" not in fit_top(top, 42).plain


def test_a_click_follows_the_piece_under_it() -> None:
    counts = (("3项", ""), ("已完成 1", ""), ("滞后 2", ""))
    links = {"滞后 2": "现状:滞后", "冲突 1": "conflicts:"}
    top = TopText("甲县 2024", counts, "", (("冲突 1", ""),), links)
    line = fit_top(top, 60).plain
    found = [link_at(top, 60, x) for x in range(60)]
    start = cells(line[: line.index("滞后")])
    assert found[start - 1 : start + 7] == ["", *["现状:滞后"] * 6, ""]
    assert found[-6:] == ["conflicts:"] * 6
    assert found.count("") == 48


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_count_has_a_filter_that_wants_so_many(session: Session, lang: str) -> None:
    set_language(lang)
    session.type(ProjectId(ELDERLY), FieldPath.parse("report.Q4.progress"), "没有状态。")
    view = LedgerView(session, LEDGER_ID)
    finder = Finder(view.projects, Surroundings(session.snapshot))
    found = [len(finder.find(text)) for text in view.count_filters]
    assert found == [count for _, count, _ in view.counts()]
    assert sum(found) == len(view.projects)
    assert not any(finder.search(text).troubles for text in view.count_filters)


def test_a_report_begins_with_the_last_reported_period(session: Session) -> None:
    report = report_of(session, ProjectId(ELDERLY))
    assert report.period.key == "Q2"
    assert report.task_options() == [("1", "1 东食堂"), ("2", "2 西食堂")]
    assert str(report.with_task("2").paths[0]) == "task.2.report.Q2.progress"


def test_the_list_of_fields_has_every_recorded_field(session: Session) -> None:
    for project in session.projects(LEDGER_ID):
        listed = {row.key for row in field_rows(session, project.id)}
        assert {str(path) for path in project.record.fields} <= listed


def test_an_export_is_named_after_its_ledger() -> None:
    assert default_name(LEDGER_ID, "official", "text") == "jia-xian-2024-minsheng-official.txt"


def test_both_languages_have_the_same_words() -> None:
    assert keys("zh", "tui") == keys("en", "tui")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_has_words_and_a_key_that_any_terminal_sends(lang: str) -> None:
    set_language(lang)
    plain = {"escape", "enter", "tab", "space", "slash", *(f"f{n}" for n in range(1, 13))}
    plain |= {
        "plus",
        "minus",
        "asterisk",
        "equals_sign",
        "comma",
        "number_sign",
        "at",
        "question_mark",
        "0",
    }
    control = {f"ctrl+{letter}" for letter in "abcdefgklnopqrstuvwxyz"}
    for command in COMMANDS.values():
        assert command.label
        assert command.help
        assert set(command.keys.split(",")) <= plain | control
        assert command.keys != "slash", "a letter alone may never arrive"
