"""Templates of notices, and notices as text, Markdown and DOCX."""

import datetime as dt
import io
from typing import Any

import docx
import pytest
from docx.shared import Mm, Pt
from hypothesis import example, given
from hypothesis import strategies as st

from msctl.export.errors import BadTemplate, UnknownWord
from msctl.export.notice import docx as notice_docx
from msctl.export.notice.document import Document, annexes, fitting_layout
from msctl.export.notice.template import Block, built_in, decode, fill, numeral
from msctl.export.notice.text import write, write_markdown
from msctl.export.notice.words import Letter, words
from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report.notice import notice

from .ledgers import LEDGER, in_rows, snapshot_of

LETTER = Letter(dt.date(2024, 7, 10), "清政督〔2024〕9号", "各镇街：", "清河区人民政府办公室")
STATES = """
title = "清河区进展表"
status."已完成".state = "completed"
status."缓慢" = { state = "in-progress", pace = "behind" }
[layout.official.column.name]
header = ["名称"]
fields = ["name"]
[layout.official.column.status]
header = ["情况"]
fields = ["report.Q2.status"]
"""
PROJECTS = [
    'number = "1"\nname = "公厕"\nreport.Q2.status = "已完成"\nunits.lead = ["城管局"]',
    'number = "2"\nname = "# 道路"\nunits.lead = ["交通局"]\n'
    'report.Q2 = { status = "缓慢", difficulties = "红十\\n字路口，\\n未拆。" }',
]


def region() -> Snapshot:
    return snapshot_of(STATES, *PROJECTS)


def filled(template: str, snapshot: Snapshot | None = None) -> list[Block]:
    found = snapshot or region()
    told = notice(found, found.by_ledger[LEDGER], parse_period("Q2"))
    return fill(template, words(told, found.region("qinghe"), 2024, LETTER, ["进展表"]), "t.txt")


def document() -> Document:
    found = region()
    projects = found.by_ledger[LEDGER]
    return Document(tuple(filled(built_in())), tuple(annexes(found, projects, parse_period("Q2"))))


def test_the_built_in_template_tells_counts_names_reasons_and_signs() -> None:
    assert [(block.kind, block.text) for block in filled(built_in())] == [
        ("title", "关于qinghe2024年民生实事\n二季度进展情况的通报"),
        ("centre", "清政督〔2024〕9号"),
        ("flush", "各镇街："),
        (
            "text",
            "近期，对qinghe2024年民生实事二季度进展情况进行了督导调度，现将有关情况通报如下：",
        ),
        ("h1", "一、总体情况"),
        ("text", "2项民生实事中，1项已完成（公厕），1项缓慢。"),
        ("h1", "二、进展较慢的项目"),
        ("text", "# 道路。责任单位：交通局。存在困难：红十字路口，未拆。"),
        ("h1", "三、下一步工作要求"),
        (
            "text",
            "交通局要认真分析原因，倒排工期、明确专人，尽快赶上计划进度，并按期报送整改情况。",
        ),
        (
            "text",
            "各责任单位要对照年度目标和时间节点，加强协调调度，确保按期完成；"
            "如实填报进展，数据变动须说明原因。",
        ),
        ("annex", "附件：进展表"),
        ("right", "清河区人民政府办公室"),
        ("right", "2024年7月10日"),
    ]


@pytest.mark.parametrize(
    ("template", "line", "reason"),
    [
        ("# 通报\n{% for 组 in 各类情况 %}\n{{ 组.项数 }}", 3, "不完整"),
        ("一\n{{ 项目数 / 0 }}", 2, "不能这样用"),
        ("{{ ''.__class__.__mro__ }}", 1, "不许用"),
        ("{{ range(9999999) | length }}", 1, "不能这样用"),
        ("{{ 完成率 | 圆角 }}", 1, "圆角"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_line(
    template: str, line: int, reason: str
) -> None:
    with pytest.raises(BadTemplate) as error:
        filled(template)
    assert (error.value.details["file"], error.value.details["line"]) == ("t.txt", line)
    assert reason in str(error.value.details["reason"])


@pytest.mark.parametrize(
    ("template", "line", "word", "near"),
    [
        ("# 通报\n\n{{ 项目书 }}", 3, "项目书", "项目数"),
        ("{{ 全部项目[0].名 }}", 1, "名", "名称"),
        ("{% for x in 滞后项目 %}\n{{ x.单 }}{% endfor %}", 2, "单", "单位"),
    ],
)
def test_a_word_that_stands_for_nothing_is_told_with_what_is_like_it(
    template: str, line: int, word: str, near: str
) -> None:
    with pytest.raises(UnknownWord) as error:
        filled(template)
    told = error.value.details
    assert (told["line"], told["word"]) == (line, word)
    assert near in str(told["near"])


def test_a_template_that_is_not_utf_8_is_told_with_its_line() -> None:
    assert decode("\ufeff# 通报".encode(), "t.txt") == "# 通报"
    with pytest.raises(BadTemplate) as error:
        decode("# a\n通报".encode("gb18030"), "t.txt")
    assert error.value.details["line"] == 2


@given(st.text(st.characters(codec="utf-8")))
@example("# 标题\n> 署名")
@example("### ")
@example("\x00# x{{ 项目数 }}{% raw %}")
def test_what_is_filled_in_stays_one_paragraph_of_text(name: str) -> None:
    blocks = fill("甲：\n{{ 名称 }}。\n# 乙", {"名称": name}, "t.txt")
    assert [block.kind for block in blocks] == ["text", "text", "title"]


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_numbers_are_written_in_chinese(number: int, text: str) -> None:
    assert numeral(number) == text


def test_the_official_table_is_the_annex_of_the_period_it_reports() -> None:
    ledger = region().ledger(LEDGER)
    assert fitting_layout(ledger, parse_period("Q2")) == "official"
    assert fitting_layout(ledger, parse_period("H1")) == "official"
    assert fitting_layout(ledger, parse_period("Q3")) == "progress"
    plan_only = in_rows()
    projects = plan_only.by_ledger[LEDGER]
    (table,) = annexes(plan_only, projects, parse_period("Q3"))
    assert table.heading == "附件"
    assert any("三季度" in column.label for column in table.columns)


def test_text_is_28_characters_wide_and_signed_at_the_right() -> None:
    lines = write(document()).decode().split("\n")
    place = next(i for i, line in enumerate(lines) if "清河区人民政府办公室" in line)
    assert lines[place - 1] == ""
    assert lines[place] == " " * 28 + "清河区人民政府办公室"
    assert lines[place + 1] == " " * 32 + "2024年7月10日"
    assert "　　一、总体情况" in lines
    assert any("│" in line or "|" in line for line in lines[place:])


def test_what_is_true_of_all_projects_is_said_once() -> None:
    done = [own.replace("缓慢", "已完成") for own in PROJECTS]
    told = [block.text for block in filled(built_in(), snapshot_of(STATES, *done))]
    assert "2项民生实事均已完成。" in told
    assert told[7] == "各责任单位要做好验收移交和后续管护，确保已完成的项目长期发挥效益。"
    none = [own.split("report")[0] for own in PROJECTS]
    told = [block.text for block in filled(built_in(), snapshot_of(STATES, *none))]
    assert "2项民生实事均尚未填报。" in told
    assert told[6] == "二、下一步工作要求"
    assert told[7].startswith("各责任单位要尽快如实填报二季度进展；")
    one = [block.text for block in filled(built_in(), snapshot_of(STATES, done[0]))]
    assert "1项民生实事已完成。" in one


def test_sentences_end_once_and_what_nobody_answers_for_is_asked_for_too() -> None:
    slow = PROJECTS[1].replace("# 道路", "道路！").replace("未拆。", "未拆！")
    nobody = 'number = "3"\nname = "桥"'
    told = [block.text for block in filled(built_in(), snapshot_of(STATES, slow, nobody))]
    assert "道路。责任单位：交通局。存在困难：红十字路口，未拆。" in told
    assert "尚有1项未填报二季度进展，要尽快补报。" in told


def test_the_notice_of_a_year_is_about_what_is_completed() -> None:
    found = region()
    told = notice(found, found.by_ledger[LEDGER], parse_period("Y"))
    filled_in = words(told, found.region("qinghe"), 2024, LETTER, [])
    title, _, _, opening, *more = fill(built_in(), filled_in, "t.txt")
    assert title.text == "关于qinghe2024年度民生实事\n完成情况的通报"
    assert opening.text.startswith("近期，对qinghe2024年度民生实事完成情况进行了督导调度，")
    assert more[-3].text.startswith("各责任单位要抓紧推进未完成的项目，")


def test_the_names_of_annexes_stand_below_each_other_where_they_go_on() -> None:
    """GB/T 9704-2012, 7.3.4: what goes on in the next line is in line with the first character."""
    long = "清河区2024年民生实事项目二季度进展情况表（2024年重点民生实事工作任务台账）"
    template = (
        '{% for n in 附件 %}\n{{ "附件：" if loop.first else "　　　" }}{{ n }}\n{% endfor %}'
    )
    blocks = tuple(fill(template, {"附件": [f"1.{long}", f"2.{long}"]}, "t.txt"))
    assert [block.kind for block in blocks] == ["annex", "more"]
    assert write(Document(blocks, ())).decode().split("\n")[1:5] == [
        "　　附件：1.清河区2024年民生实事项目二季度进展情况表",
        "　　　　　　（2024年重点民生实事工作任务台账）",
        "　　　　　2.清河区2024年民生实事项目二季度进展情况表",
        "　　　　　　（2024年重点民生实事工作任务台账）",
    ]
    made: Any = docx.Document(io.BytesIO(notice_docx.write(Document(blocks, ()))))
    first, more = (p.paragraph_format for p in made.paragraphs)
    assert first.left_indent == more.left_indent == Pt(16 * 6)
    assert (first.first_line_indent, more.first_line_indent) == (Pt(-16 * 4), Pt(-16))


def test_the_signature_is_never_alone_on_a_page() -> None:
    """GB/T 9704-2012, 7.3.5.4."""
    made: Any = docx.Document(io.BytesIO(notice_docx.write(document())))
    kept = [bool(p.paragraph_format.keep_with_next) for p in made.paragraphs]
    texts = [p.text for p in made.paragraphs]
    closing = next(i for i, text in enumerate(texts) if text.startswith("各责任单位要对照"))
    assert texts[closing + 1 : closing + 4] == [
        "附件：进展表",
        "清河区人民政府办公室",
        "2024年7月10日",
    ]
    assert kept[closing - 1 : closing + 4] == [False, True, True, True, False]


def test_markdown_keeps_wording_from_being_markup() -> None:
    text = write_markdown(document()).decode()
    assert text.startswith("# 关于qinghe2024年")
    assert "\n\n## 一、总体情况\n\n" in text
    assert "\n\n\\# 道路。" in text


def test_the_docx_has_the_form_of_the_standard() -> None:
    data = notice_docx.write(document())
    assert data == notice_docx.write(document())
    made: Any = docx.Document(io.BytesIO(data))
    upright, lying = made.sections
    assert [round(own / Mm(1)) for own in (upright.page_width, upright.page_height)] == [210, 297]
    assert [round(upright.left_margin / Mm(1)), round(upright.top_margin / Mm(1))] == [28, 37]
    assert lying.page_width > lying.page_height
    named = {p.text: p.style.name for p in made.paragraphs if p.text}
    assert named["一、总体情况"] == "公文一级标题"
    assert named["附件：进展表"] == "附件说明"
    assert named["附件"] == "附件号"
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["公厕", "已完成"]
    fonts = {
        style.name: style.element.rPr.rFonts.get(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"
        )
        for style in made.styles
        if style.name.startswith("公文")
    }
    assert fonts == {
        "公文标题": "方正小标宋简体",
        "公文正文": "仿宋_GB2312",
        "公文一级标题": "黑体",
        "公文二级标题": "楷体_GB2312",
    }
