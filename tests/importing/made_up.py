"""Documents of made-up offices, with shapes unlike those of the five, built when they are read."""

import csv
import io
from collections.abc import Callable, Sequence
from fractions import Fraction
from zipfile import ZipFile

import docx
import xlsxwriter
from docx.document import Document as Word

Rows = Sequence[Sequence[object]]
Merges = Sequence[tuple[int, int, int, int]]
"""First row and column, last row and column."""


Sheet = tuple[str, Rows, Merges]


def workbook(*sheets: Sheet, hidden: Sequence[str] = ()) -> bytes:
    """A workbook; numbers are numbers, a fraction is a percentage, the rest is text."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    percent = book.add_format({"num_format": "0%"})
    for name, rows, merges in sheets:
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for top, left, bottom, right in merges:
            sheet.merge_range(top, left, bottom, right, "")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, Fraction):
                    sheet.write_number(row, column, float(cell), percent)
                elif isinstance(cell, int | float):
                    sheet.write_number(row, column, cell)
                elif cell:
                    sheet.write_string(row, column, str(cell))
    book.close()
    return data.getvalue()


def word(build: Callable[[Word], None]) -> bytes:
    """A Word document."""
    document = docx.Document()
    build(document)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def add_table(document: Word, rows: Rows, merges: Merges = ()) -> None:
    """A table whose merged cells keep the wording of their first place."""
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = str(text)
    for top, left, bottom, right in merges:
        table.cell(top, left).merge(table.cell(bottom, right))


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def raw_word(body: str, **parts: str) -> bytes:
    """A Word document of plain XML; ``parts`` are further ones, by name without suffix."""
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return data.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str, more: str = "") -> str:
    return f"<w:p>{run(text)}{more}</w:p>"


def table_xml(rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are XML already."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def three_level_headers() -> bytes:
    """Three levels of titles, a unit in brackets, a percentage, a number with binary noise."""
    rows: Rows = [
        ["甲市2024年民生实事资金安排表"],
        [],
        ["序号", "项目名称", "资金安排（万元）", "", "", "", "责任单位", "资金到位率"],
        ["", "", "总投资", "资金来源", "", "", "", ""],
        ["", "", "", "上级补助", "县级", "社会资本", "", ""],
        [1, "城区供水管网改造", (0.1 + 0.2) * 1000, 100, 200.0, "", "市水务局", Fraction(15, 100)],
        [2, "养老服务中心建设", 1200.5, 1000, 200.5, "", "市民政局、市住建局", Fraction(1)],
        ["注：资金为年度计划数。"],
    ]
    merges = [(2, 0, 4, 0), (2, 1, 4, 1), (2, 2, 2, 5), (3, 2, 4, 2), (3, 3, 3, 5)]
    return workbook(("安排表", rows, [(0, 0, 0, 7), *merges, (2, 6, 4, 6), (2, 7, 4, 7)]))


def region_by_indicator() -> bytes:
    """Regions in rows, indicators in columns, each with its target and its figure."""

    def build(document: Word) -> None:
        document.add_paragraph("乙市2024年民生实事指标分解表")
        rows = [
            ["县区", "城镇新增就业（人）", "", "新增养老床位（张）", ""],
            ["", "目标", "完成", "目标", "完成"],
            ["东县", "3,200", "1600", "200", "80"],
            ["西县", "２８００", "1500", "150", "150"],
        ]
        add_table(document, rows, [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)])

    return word(build)


def monthly_columns() -> bytes:
    """A column a month, and an excess column that no field takes."""
    rows: Rows = [
        ["丙县2024年民生实事月度推进计划表"],
        ["序号", "项目名称", "进度计划", "", "", "联系电话"],
        ["", "", "1月", "2月", "3月", ""],
        [1, "农村公路提升", "完成设计", "完成招标", "进场施工", "0123-4567"],
        [2, "学校食堂改造", "", "完成方案", "开工", ""],
    ]
    return workbook(("月度", rows, [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 4), (1, 5, 2, 5)]))


def progress_and_money() -> bytes:
    """A web page saved as a workbook: progress and money in one cell."""
    return """<html><head><meta charset="gb2312"><style>td{color:red}</style></head><body>
    <h3>丁区2024年上半年民生实事进展情况表</h3><p>单位：万元</p>
    <table border="1"><tr><th>编号</th><th>实事项目</th><th>主责单位</th><th>工作进展</th></tr>
    <tr><td>1</td><td>老旧小区改造</td><td>区住建局<br>各街道</td>
    <td><p>①已开工12个小区；</p><p>②完成投资1800万元，占年度计划的45%。</p></td></tr>
    <tr><td>2</td><td>社区卫生站</td><td>区卫健局</td><td>前期手续办理中，暂未发生投资。</td></tr>
    </table></body></html>""".encode("gb18030")


def list_without_table() -> bytes:
    """Numbered paragraphs at three levels, units at their ends."""

    def build(document: Word) -> None:
        for line in (
            "戊县人民政府关于公布2024年民生实事的通知",
            "各乡镇人民政府：",
            "现将2024年民生实事公布如下：",
            "一、就业创业",
            "1.开展职业技能培训。全年培训5000人次。（责任单位：县人社局、县总工会）",
            "2．建设零工市场",
            "新建零工市场2个，年内投入使用。",
            "牵头单位：县人社局",
            "二、医疗卫生",
            "3.为适龄妇女免费筛查宫颈癌和乳腺癌，全年不少于20000人，确保早发现、早诊断、早治疗。"
            "（责任单位：县卫健委；完成时限：2024年12月底）",
            "4.新建急救站点3个。",
            "（1）完成选址；",
            "戊县人民政府办公室",
            "2024年3月1日",
        ):
            document.add_paragraph(line)

    return word(build)


def footnotes_and_changes() -> bytes:
    """Footnotes, tracked changes, numbers that Word counts, a page header, a text box."""
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    counted = f"<w:p><w:pPr>{listed}</w:pPr></w:p>"
    new, old = run("30"), "<w:r><w:delText>20</w:delText></w:r>"
    change = f"<w:ins>{new}</w:ins><w:del>{old}</w:del>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    title = paragraph("己县2024年民生实事表")
    box = f"<w:r><w:pict><w:txbxContent>{title}</w:txbxContent></w:pict></w:r>"
    header = [paragraph(title) for title in ("序号", "事项名称", "目标任务", "牵头部门")]
    body = paragraph("附件2") + f"<w:p>{box}</w:p>"
    body += table_xml(
        [
            header,
            [
                counted,
                paragraph("公园绿地", note),
                f"<w:p><w:r><w:t>新建口袋公园</w:t></w:r>{change}<w:r><w:t>处。</w:t></w:r></w:p>",
                paragraph("县城管局"),
            ],
        ]
    )
    body += table_xml(
        [
            header,
            [
                counted,
                paragraph("停车泊位"),
                "<w:p><w:r><w:t>新增泊位500个，</w:t><w:br/><w:t>年底前完成。</w:t></w:r></w:p>",
                paragraph("县住建局"),
            ],
        ]
    )
    form = '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>'
    abstract = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{form}</w:lvl></w:abstractNum>'
    )
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    rule = f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
    words = f'<w:footnote w:id="2">{paragraph("含社区微公园。")}</w:footnote>'
    return raw_word(
        body,
        numbering=f"<w:numbering {W}>{abstract}{number}</w:numbering>",
        footnotes=f"<w:footnotes {W}>{rule}{words}</w:footnotes>",
        header1=f"<w:hdr {W}>{paragraph('内部资料')}</w:hdr>",
    )


def totals_first() -> bytes:
    """A totals row first, category rows with sums of their own, one of them wrong."""
    rows: Rows = [
        ["庚县2024年重点民生项目投资计划表"],
        ["填报单位：庚县发改局", "", "", "", "金额单位：万元"],
        ["序号", "项目名称", "建设内容", "总投资", "建设单位"],
        ["合计（3个）", "", "", 900, ""],
        ["一", "教育惠民", "", 500, ""],
        [1, "新建幼儿园", "新建幼儿园2所。", 300, "县教育局"],
        [2, "改造中学", "改造中学1所。", 200, "县教育局"],
        ["二", "交通畅通", "", 350, ""],
        [3, "新建公交站", "新建公交站10个。", 400, "县交通局"],
    ]
    return workbook(("计划", rows, [(0, 0, 0, 4), (1, 0, 1, 3)]))


def turned() -> bytes:
    """Titles in the first column, projects in the others."""

    def build(document: Word) -> None:
        document.add_paragraph("辛区2024年民生实事情况表")
        add_table(
            document,
            [
                ["序号", "1", "2"],
                ["项目名称", "社区食堂", "口袋公园"],
                ["建设内容", "建设社区食堂4个。", "建设口袋公园6处。"],
                ["责任单位", "区民政局", "区园林局\n各街道"],
            ],
        )

    return word(build)


def merged_down() -> bytes:
    """Cells merged over rows: a category, a project with sub-rows, a unit of two projects."""
    return """<table><caption>壬县2024年民生实事责任分解表</caption>
    <tr><td>类别</td><td>序号</td><td>项目名称</td><td>任务内容</td><td>责任单位</td></tr>
    <tr><td rowspan="3">一、城乡建设</td><td rowspan="2">1</td><td rowspan="2">道路提升</td>
    <td>硬化村道12公里。</td><td>县交通局</td></tr>
    <tr><td>改造危桥3座。</td><td rowspan="2">县公路中心</td></tr>
    <tr><td>2</td><td>路灯安装</td><td>安装路灯500盏。</td></tr>
    <tr><td>二、民生保障</td><td>3</td><td>临时救助</td><td>应救尽救。</td><td>县民政局</td></tr>
    </table>""".encode()


def two_tables() -> bytes:
    """A notice with two annexes of different columns."""

    def build(document: Word) -> None:
        notice = ("癸县人民政府办公室关于民生实事的通报", "", "各乡镇：", "现通报如下，请整改。")
        for line in (*notice, "附件1"):
            document.add_paragraph(line)
        document.add_paragraph("进展较慢项目清单")
        add_table(
            document,
            [
                ["序号", "项目名称", "存在问题", "责任单位"],
                ["1", "污水管网", "征地未完成", "县住建局"],
                ["2", "体育公园", "资金未到位", "县文旅局"],
            ],
        )
        document.add_paragraph("附件2")
        document.add_paragraph("2024年民生实事第三季度完成情况表")
        add_table(
            document,
            [
                ["序号", "项目名称", "完成情况", "完成投资（亿元）", "是否达序"],
                ["1", "污水管网", "完成招标。", "0.3", "否"],
                ["2", "体育公园", "完成主体。", "1.8亿元", "是"],
                ["3", "电梯加装", "加装25部。", "600万元", "是"],
            ],
        )
        document.add_paragraph("注：以上为初步统计。")

    return word(build)


def exported_by_excel() -> bytes:
    """CSV in GB18030: a quoted line break, full-width digits, Excel's number of a date."""
    rows = [
        ["子县2024年9月民生实事统计表", "", "", "", ""],
        ["序号", "项目名称", "任务目标", "填报日期", "计划投资（元）"],
        ["１", "水库除险", "加固水库2座，\n完成验收。", "45565", "1,500,000"],
        ["２", "安全饮水", "覆盖15%人口。", "2024年9月30日", "２０００"],
    ]
    data = io.StringIO()
    csv.writer(data).writerows(rows)
    return data.getvalue().encode("gb18030")


MADE_UP: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        three_level_headers,
        region_by_indicator,
        monthly_columns,
        progress_and_money,
        list_without_table,
        footnotes_and_changes,
        totals_first,
        turned,
        merged_down,
        two_tables,
        exported_by_excel,
    )
}
