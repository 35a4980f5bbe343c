"""Word documents as offices lay them out: frames, text boxes, tabs, lists that count on."""

from msctl.importing.readers.opening import open_document
from msctl.importing.readers.source import Source
from msctl.importing.tables import Document

from ..made_up import W, paragraph, raw_word, run, table_xml

TITLES = ("序号", "项目名称", "责任单位")


def opened(data: bytes) -> Document:
    return open_document(Source("文件", data))


def table(*rows: tuple[str, ...]) -> str:
    return table_xml([[paragraph(cell) for cell in row] for row in rows])


def boxed(content: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></w:r>"


def test_tables_side_by_side_in_a_frame_are_tables() -> None:
    left = table(TITLES, ("1", "甲楼", "县教育局"), ("2", "乙楼", "县交通局"))
    right = table(TITLES, ("3", "丙楼", "县民政局"), ("4", "丁楼", "县水务局"))
    frame = table_xml([[left + paragraph(""), right + paragraph("")]])
    document = opened(raw_word(paragraph("子县民生实事表") + frame))
    [both] = document.tables
    assert [row[0] for row in both.rows] == ["序号", "1", "2", "序号", "3", "4"]
    assert [line for line in both.before if line] == ["子县民生实事表"]


def test_a_table_of_data_inside_a_cell_is_lines_of_it() -> None:
    inner = table(("一季度", "20"), ("二季度", "80"))
    rows = [
        list(map(paragraph, TITLES)),
        [paragraph("1"), paragraph("学校") + inner, paragraph("")],
    ]
    document = opened(raw_word(table_xml(rows)))
    assert document.tables[0].rows[1][1] == "学校\n一季度\n20\n二季度\n80"
    titles = "".join(f"<th>{title}</th>" for title in TITLES)
    cells = "<table><tr><td>一季度</td><td>20</td></tr><tr><td>二季度</td><td>80</td></tr></table>"
    page = f"<p>表</p><table><tr>{titles}</tr><tr><td>1</td><td>学校{cells}</td></tr></table>"
    assert opened(page.encode()).tables[0].rows[1][1] == "学校\n一季度\n20\n二季度\n80"


def test_a_table_in_a_text_box_is_a_table() -> None:
    rows = (TITLES, ("1", "甲", "县教育局"), ("2", "乙", "县交通局"))
    document = opened(raw_word(f"<w:p>{run('丑县民生实事表')}{boxed(table(*rows))}</w:p>"))
    assert [table.rows for table in document.tables] == [rows]
    assert document.after == ("丑县民生实事表",)


def test_a_text_box_on_a_cell_is_none_of_its_words() -> None:
    noted = f"<w:p>{run('1')}{boxed(paragraph('已调整'))}</w:p>"
    alone = f"<w:p>{boxed(paragraph('县教育局'))}</w:p>"
    rows = [list(map(paragraph, TITLES)), [noted, paragraph("学校"), alone]]
    document = opened(raw_word(table_xml(rows)))
    assert document.tables[0].rows[1] == ("1", "学校", "县教育局")
    assert [(aside.place, aside.text) for aside in document.asides] == [("text-box", "已调整")]


def test_columns_parted_by_tabs_are_a_table() -> None:
    rows = (TITLES, ("1", "新建学校", "县教育局"), ("2", "", "县交通局"))
    tab = "<w:r><w:tab/></w:r>"
    lines = [f"<w:p>{tab.join(map(run, row))}</w:p>" for row in rows]
    document = opened(
        raw_word(paragraph("寅县民生实事表") + "".join(lines) + paragraph("注：暂定。"))
    )
    [found] = document.tables
    assert found.rows == rows
    assert [line for line in found.before if line] == ["寅县民生实事表"]
    assert document.after == ("注：暂定。",)


def test_beside_a_table_a_tab_is_a_space() -> None:
    line = f"<w:p>{run('填报单位：县教育局')}<w:r><w:tab/></w:r>{run('单位：万元')}</w:p>"
    document = opened(raw_word(line + table(TITLES, ("1", "甲", "乙"))))
    assert document.tables[0].before == ("填报单位：县教育局 单位：万元",)


def test_a_deleted_cell_is_told() -> None:
    gone = "<w:tcPr><w:cellDel/></w:tcPr>" + paragraph("县教育局")
    rows = [list(map(paragraph, TITLES)), [paragraph("1"), paragraph("学校"), gone]]
    document = opened(raw_word(table_xml(rows)))
    assert document.tables[0].rows[1] == ("1", "学校", "")
    assert [(aside.place, aside.text) for aside in document.asides] == [("deleted", "县教育局")]


def counted(number: int, level: int = 0) -> str:
    own = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{own}</w:pPr></w:p>"


def test_uses_of_one_list_count_on_unless_they_begin_anew() -> None:
    """As Word does it: w:num are uses of w:abstractNum (ECMA-376 part 1, 17.9.15)."""
    upper = '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1"/>'
    lower = '<w:start w:val="1"/><w:isLgl/><w:lvlText w:val="%1.%2"/>'
    levels = f'<w:lvl w:ilvl="0">{upper}</w:lvl><w:lvl w:ilvl="1">{lower}</w:lvl>'
    use = '<w:abstractNumId w:val="0"/>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    lists += f'<w:num w:numId="1">{use}</w:num><w:num w:numId="2">{use}</w:num>'
    lists += f'<w:num w:numId="3">{use}{again}</w:num>'
    style = '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
    styles = f'<w:style w:styleId="a">{style}</w:style>'
    styles += '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    by_style = '<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr></w:p>'
    numbers = [counted(1), counted(1, 1), counted(1, 1), counted(2), counted(2, 1)]
    numbers += [counted(3), by_style]
    rows = [[number, paragraph("甲")] for number in numbers]
    document = opened(
        raw_word(
            table_xml([[paragraph("序号"), paragraph("项目名称")], *rows]),
            numbering=f"<w:numbering {W}>{lists}</w:numbering>",
            styles=f"<w:styles {W}>{styles}</w:styles>",
        )
    )
    assert [row[0] for row in document.tables[0].rows[1:]] == [
        *("一", "1.1", "1.2", "二", "2.1", "一", "二"),
    ]
