"""Documents of five more made-up offices, with habits unlike those of the others."""

import datetime as dt
import io
from collections.abc import Callable
from zipfile import ZipFile

import xlsxwriter

from .made_up import W, paragraph, raw_word, run, table_xml

Book = xlsxwriter.Workbook
_CONTINUES = "<w:tcPr><w:vMerge/></w:tcPr>"
_BEGINS = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'


def _book(build: Callable[[Book], None]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    build(book)
    book.close()
    return data.getvalue()


def _cells(*texts: str) -> list[str]:
    return [paragraph(text) for text in texts]


def continued_on_next_page() -> bytes:
    """Word: a merged category that goes on behind a page break, with 续表 and the header again, and
    a table inside a cell."""
    header = _cells("类别", "序号", "项目名称", "建设内容", "责任单位")
    begins, goes_on = _BEGINS + paragraph("城乡建设"), _CONTINUES + paragraph("")
    inner = table_xml([_cells("一期", "5公里"), _cells("二期", "7公里")])
    content = paragraph("分两期：") + inner + paragraph("年底完工。")
    first = [
        [begins, *_cells("1", "道路硬化"), content, paragraph("丑县交通局")],
        [goes_on, *_cells("2", "路灯安装", "安装500盏。", "丑县住建局")],
    ]
    more = [
        [begins, *_cells("3", "公厕改造", "改造6座。", "丑县住建局")],
        [goes_on, *_cells("4", "绿道", "新建3公里。", "丑县园林所")],
    ]
    return raw_word(
        paragraph("丑县2024年民生实事项目表")
        + table_xml([header, *first])
        + paragraph("续表")
        + table_xml([header, *more])
        + paragraph("注：均为年内完成。")
    )


def boxes_pictures_and_remarks() -> bytes:
    """Word: a text box, a column of pictures, a comment, text put in and taken out."""
    unit = f"<w:txbxContent>{paragraph('单位：万元')}</w:txbxContent>"
    title = f"<w:p>{run('寅镇民生实事进展表')}<w:r><w:pict>{unit}</w:pict></w:r></w:p>"
    picture = "<w:p><w:r><w:drawing><pic/></w:drawing></w:r></w:p>"
    taken_out = "<w:del><w:r><w:delText>桩基</w:delText></w:r></w:del>"
    said = f"<w:p>{run('已完成')}<w:ins>{run('主体')}</w:ins>{taken_out}{run('施工。')}</w:p>"
    rows = [
        _cells("序号", "项目名称", "投资", "三季度进展", "现场照片"),
        [*_cells("1", "寅镇幼儿园", "1200"), said, picture],
        [*_cells("2", "寅镇食堂", "30", "已开业。"), paragraph("图1") + picture],
    ]
    comment = f"<w:comment>{paragraph('投资是否含设备？')}</w:comment>"
    comments = f"<w:comments {W}>{comment}</w:comments>"
    data = io.BytesIO(raw_word(title + table_xml(rows), comments=comments))
    with ZipFile(data, "a") as archive:
        archive.writestr("word/media/image1.jpeg", b"\xff\xd8\xff")
        archive.writestr("word/media/image2.png", b"\x89PNG")
    return data.getvalue()


def side_by_side() -> bytes:
    """Excel: two lists beside each other, with an empty column between them."""

    def build(book: Book) -> None:
        sheet = book.add_worksheet("清单")
        sheet.merge_range(0, 0, 0, 6, "卯区2024年民生实事清单")
        titles = ("序号", "项目名称", "责任单位")
        left = [titles, (1, "加装电梯", "卯区住建局"), (2, "口袋公园", "卯区城管局")]
        right = [titles, (3, "智慧养老", "卯区民政局"), (4, "青年夜校", "卯区团委")]
        for row, (one, other) in enumerate(zip(left, right, strict=True), start=1):
            sheet.write_row(row, 0, one)
            sheet.write_row(row, 4, other)

    return _book(build)


def blank_below_its_category() -> bytes:
    """Excel: categories written once without merging, words in several colours, true dates, an
    amount with its unit in the number format."""

    def build(book: Book) -> None:
        sheet = book.add_worksheet("Sheet1")
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        yi = book.add_format({"num_format": '0.00"亿元"'})
        red = book.add_format({"font_color": "red"})
        sheet.write(0, 0, "辰市民生实事项目推进情况（截至2024年9月30日）")
        sheet.write_row(1, 0, ["领域", "序号", "项目名称", "总投资", "完成时限", "进展情况"])
        rows = [
            ("交通出行", 1, "跨河大桥", 1.8, dt.datetime(2024, 12, 31), ("主桥", "合龙", "。")),
            ("", 2, "公交站亭", 0.06, dt.datetime(2024, 6, 30), ("完成", "50座", "。")),
            ("医疗健康", 3, "急救站点", 0.02, dt.datetime(2024, 9, 30), ("已", "投用", "。")),
            ("", 4, "发热门诊", 0.1, dt.datetime(2024, 10, 31), ("正在", "装修", "。")),
        ]
        for row, (category, number, name, money, until, words) in enumerate(rows, start=2):
            sheet.write_row(row, 0, [category, number, name])
            sheet.write_number(row, 3, money, yi)
            sheet.write_datetime(row, 4, until, day)
            sheet.write_rich_string(row, 5, words[0], red, words[1], words[2])

    return _book(build)


def a_sheet_a_quarter() -> bytes:
    """Excel: the same projects on a sheet for each quarter."""

    said = {"一": ("完成设计。", "完成选址。"), "二": ("开工。", "完成招标。")}

    def build(book: Book) -> None:
        for quarter, words in said.items():
            sheet = book.add_worksheet(f"{quarter}季度")
            sheet.merge_range(0, 0, 0, 3, f"巳县民生实事第{quarter}季度进展情况表")
            sheet.write_row(1, 0, ["序号", "项目名称", "进展情况", "责任单位"])
            sheet.write_row(2, 0, [1, "农贸市场", words[0], "巳县发改局"])
            sheet.write_row(3, 0, [2, "托育园", words[1], "巳县发改局"])

    return _book(build)


UNLIKE: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        continued_on_next_page,
        boxes_pictures_and_remarks,
        side_by_side,
        blank_below_its_category,
        a_sheet_a_quarter,
    )
}
