"""Forms: a workbook a unit, and what comes back, whatever a spreadsheet program did to it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Msctl
from invented import LEDGER, ROAD, SCHOOL, County
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

PROGRESS = f"{ROAD} report.Q3.progress"


class Form:
    """The form of one unit: where it lies, and how a unit works on it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.book: Workbook = load_workbook(file)
        self.sheet: Worksheet = self.book.worksheets[0]

    @property
    def header(self) -> int:
        cells = (cell for row in self.sheet.iter_rows() for cell in row)
        return int(next(cell.row for cell in cells if cell.value == "项目名称"))

    def column(self, title: str) -> int:
        return int(next(c.column for c in self.sheet[self.header] if c.value == title))

    def row(self, name: str) -> int:
        place = self.column("项目名称")
        rows = range(self.header + 1, self.sheet.max_row + 1)
        return next(r for r in rows if name in str(self.sheet.cell(r, place).value))

    def fill(self, name: str, title: str, value: object) -> None:
        self.sheet.cell(self.row(name), self.column(title)).value = value

    def send(self) -> Path:
        self.book.save(self.file)
        return self.file


class Office:
    """The supervision office that hands forms out and takes them back."""

    def __init__(self, archive: County, msctl: Msctl, folder: Path) -> None:
        self.archive, self.msctl, self.folder = archive, msctl, folder
        done = msctl("form", LEDGER, "--period", "Q3", "-o", str(folder))
        assert done.code == 0, done.err

    def form(self, unit: str = "乙局") -> Form:
        return Form(self.folder / f"{unit}-2024-Q3.xlsx")

    def value(self, path: str, record: str = ROAD) -> object:
        found = json.loads(self.msctl("show", record, "--format", "json").text)[0]
        for key in path.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def take(self, file: Path, *more: str, code: int = 0) -> str:
        done = self.msctl("import", str(file), "-m", "乙局填报", *more)
        assert done.code == code, done.err
        return done.err


@pytest.fixture
def office(archive: County, msctl: Msctl, tmp_path: Path) -> Office:
    return Office(archive, msctl, tmp_path / "填报表")


def test_a_form_a_unit_with_the_plan_and_the_last_report_beside(office: Office) -> None:
    assert "乙局-2024-Q3.xlsx" in {file.name for file in office.folder.iterdir()}
    form = office.form()
    row = form.row("村道路硬化")
    assert form.sheet.cell(row, form.column("编号")).value == ROAD
    assert form.sheet.cell(row, form.column("编号")).protection.locked
    assert not form.sheet.cell(row, form.column("进展情况")).protection.locked
    assert form.sheet.protection.sheet
    (choice,) = [v for v in form.sheet.data_validations.dataValidation if v.type == "list"]
    assert choice.formula1 == '"未开工,按期推进,进展缓慢,已完成"'
    assert form.book["msctl"].sheet_state == "veryHidden"


def test_the_same_records_give_the_same_bytes(office: Office, msctl: Msctl) -> None:
    again = office.folder.with_name("再次")
    msctl("form", LEDGER, "--period", "Q3", "-o", str(again))
    for file in office.folder.iterdir():
        assert file.read_bytes() == (again / file.name).read_bytes()


def test_no_form_is_overwritten(office: Office, msctl: Msctl) -> None:
    done = msctl("form", LEDGER, "--period", "Q3", "-o", str(office.folder))
    assert done.code == 2
    assert "没有覆盖" in done.err


def test_units_that_are_alike_to_a_file_system_have_a_form_each(
    office: Office, msctl: Msctl
) -> None:
    region = office.archive.text("jia-xian/region.toml")
    units = "".join(f'\n[unit."{name}"]\nkind = "unit"\n' for name in ("水务/一科", "水务:一科"))
    office.archive.write("jia-xian/region.toml", region + units)
    assert office.msctl("set", ROAD, "units.lead=水务/一科、水务:一科", "-m", "单位").code == 0
    folder = office.folder.with_name("科")
    msctl("form", LEDGER, "--period", "Q3", "-o", str(folder))
    names = {file.name for file in folder.iterdir()}
    assert {"水务_一科-2024-Q3.xlsx", "水务_一科-2024-Q3-2.xlsx"} <= names


def test_status_words_of_another_quarter_are_told(office: Office, msctl: Msctl) -> None:
    file = f"{LEDGER}/ledger.toml"
    word = '\n[status."已完成二季度任务"]\nstate = "in-progress"\n'
    office.archive.write(file, office.archive.text(file) + word)
    done = msctl("form", LEDGER, "--period", "Q3", "-o", str(office.folder), "--force")
    assert "“已完成二季度任务”不是三季度的" in done.err
    done = msctl("form", LEDGER, "--period", "Q2", "-o", str(office.folder))
    assert "不是二季度的" not in done.err


def test_a_form_that_nobody_filled_in_changes_nothing(office: Office) -> None:
    before = office.archive.tree()
    office.take(office.form().send())
    assert office.archive.tree() == before


def test_what_a_unit_filled_in_and_nothing_else_is_written(office: Office) -> None:
    form = office.form()
    form.fill("村道路硬化", "进展情况", "硬化9公里，\n错车道4处。")
    form.fill("村道路硬化", "完成情况", "按期推进")
    form.fill("村道路硬化", "本期投资", "３5.50")
    form.fill("村道路硬化", "数据截至", "2024-9-25")
    # meanwhile the office changed the plan, which the form shows in its old wording
    assert office.msctl("set", ROAD, "plan.Q3.text=全线完工。", "-m", "调整").code == 0
    office.take(form.send())
    assert office.value("report.Q3") == {
        "progress": "硬化9公里，\n错车道4处。",
        "status": "按期推进",
        "investment": 35.5,
        "as_of": "2024-09-25",
    }
    assert office.value("plan.Q3.text") == "全线完工。"
    assert office.archive.git("status", "--short") == ""
    assert "Msctl-Form: 乙局" in office.archive.git("log", "-1", "--format=%B")


def test_a_form_that_is_only_listed_is_not_taken(office: Office, msctl: Msctl) -> None:
    form = office.form()
    form.fill("村道路硬化", "进展情况", "硬化9公里。")
    done = msctl("import", str(form.send()), "--list")
    assert done.code == 0
    assert "项目名称" in done.text
    assert office.value("report.Q3") is None


def test_what_both_changed_is_asked(office: Office) -> None:
    form = office.form()
    form.fill("村道路硬化", "进展情况", "硬化9公里。")
    assert office.msctl("set", ROAD, "report.Q3.progress=硬化8公里。", "-m", "电话").code == 0
    before = office.archive.tree()
    told = office.take(form.send(), code=4)
    assert "硬化9公里。" in told
    assert "硬化8公里。" in told
    assert office.archive.tree() == before
    office.take(form.file, "--theirs")
    assert office.value("report.Q3.progress") == "硬化9公里。"


def sort_rows(form: Form) -> None:
    first, last = form.header + 1, form.header + 2
    for column in range(1, form.sheet.max_column + 1):
        one, other = form.sheet.cell(first, column), form.sheet.cell(last, column)
        one.value, other.value = other.value, one.value


def drop_columns(form: Form) -> None:
    for title in ("困难问题", "编号"):
        form.sheet.delete_cols(form.column(title))


def move_a_column(form: Form) -> None:
    source = form.column("进展情况")
    target = form.sheet.max_column + 2
    for row in range(form.header, form.sheet.max_row + 1):
        form.sheet.cell(row, target).value = form.sheet.cell(row, source).value
    form.sheet.delete_cols(source)


def lose_the_hidden_sheet(form: Form) -> None:
    del form.book["msctl"]


def insert_lines_above(form: Form) -> None:
    form.sheet.insert_rows(1, 2)
    form.sheet.cell(1, 1).value = "请各科室认真填写"


HABITS = [sort_rows, drop_columns, move_a_column, lose_the_hidden_sheet, insert_lines_above]


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
def test_it_survives_what_people_do_to_tables(
    office: Office, habit: Callable[[Form], None]
) -> None:
    form = office.form()
    form.fill("村道路硬化", "进展情况", "硬化9公里。")
    habit(form)
    told = office.take(form.send())
    assert office.value("report.Q3") == {"progress": "硬化9公里。"}, told


def test_every_remark_is_told(office: Office) -> None:
    form = office.form()
    bottom = form.row("村道路硬化") + 1
    while form.sheet.cell(bottom, form.column("项目名称")).value:
        bottom += 1
    form.sheet.cell(bottom, form.column("项目名称")).value = "另有一事：请求协调用地"
    form.sheet.cell(form.header, form.sheet.max_column + 1).value = "联系人"
    form.sheet.cell(form.row("村道路硬化"), form.sheet.max_column).value = "李四"
    form.fill("村道路硬化", "完成情况", " 按期推进 ")
    form.fill("村道路硬化", "序号", "17")
    told = office.take(form.send())
    assert "请求协调用地" in told
    assert "联系人" in told
    assert "李四" in told
    assert "17" in told
    assert office.value("report.Q3.status") == "按期推进"


def test_what_stands_in_no_row_is_told(office: Office) -> None:
    form = office.form()
    form.fill("村道路硬化", "进展情况", "硬化9公里。")
    form.sheet.cell(form.row("村道路硬化"), 2).comment = Comment("路基含去年2公里", "李四")
    insert_lines_above(form)
    form.book.create_sheet("情况说明")["A1"] = "因连续降雨，工期顺延。"
    told = office.take(form.send())
    assert "第 1 行对不上任何项目，没有写入：请各科室认真填写" in told
    assert "批注没有写入：路基含去年2公里" in told
    assert "自加的工作表“情况说明”没有写入：因连续降雨，工期顺延。" in told
    assert told.count("没有写入") == 3
    assert office.value("report.Q3.progress") == "硬化9公里。"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("30万元", 30),
        ("1.2亿元", 12000),
        ("3000 元", 0.3),
        ("１２．５", 12.5),
        ("—", None),
        ("无", None),
    ],
)
def test_money_is_taken_with_its_unit(office: Office, written: str, read: float | None) -> None:
    form = office.form()
    form.fill("村道路硬化", "本期投资", written)
    told = office.take(form.send())
    assert office.value("report.Q3.investment") == read
    assert ("请核对" in told) is ("元" in written)


def test_words_struck_through_in_a_form_are_not_taken(office: Office) -> None:
    form = office.form()
    struck = TextBlock(InlineFont(strike=True), "8公里")
    form.fill("村道路硬化", "进展情况", CellRichText("硬化", struck, "9公里。"))
    assert "划了删除线的文字没有写入：8公里" in office.take(form.send())
    assert office.value("report.Q3.progress") == "硬化9公里。"


def lose_no_sheet(form: Form) -> None:
    """The form stays as it is."""


@pytest.mark.parametrize("habit", [lose_no_sheet, lose_the_hidden_sheet])
def test_changed_given_wording_is_told_cell_by_cell_and_not_taken(
    office: Office, habit: Callable[[Form], None], msctl: Msctl
) -> None:
    # what the office changed since is no change of the unit's
    office.archive.replace(SCHOOL, 'status = "进展缓慢"', 'status = "按期推进"')
    form = office.form()
    form.fill("村道路硬化", "上期进展", "按期推进\n已完成路基6公里。")
    form.fill("学校操场改造", "项目名称", "学校操场新建")
    habit(form)
    file = str(form.send())
    done = msctl("import", file, "--dry-run", "--format", "json")
    assert done.code == 0, done.err
    assert "“上期进展”由“按期推进 已完成路基4公里。”改为“按期推进 已完成路基6公里。”" in done.err
    assert f"msctl set {LEDGER}/01 report.Q2.progress=新值" in done.err
    assert [
        (one["kind"], one["column"], one["id"], one["path"], one["text"], one["handed_out"])
        for one in json.loads(done.text)["told"]
    ] == [
        ("given", "before", ROAD, "report.Q2.progress", "按期推进\n已完成路基6公里。",
         "按期推进\n已完成路基4公里。"),
        ("given", "name", SCHOOL, "name", "学校操场新建", "学校操场改造"),
    ]  # fmt: skip
    before = office.archive.tree()
    office.take(Path(file))
    assert office.archive.tree() == before


def test_a_word_that_no_ledger_has_is_refused_with_its_cell(office: Office) -> None:
    form = office.form()
    form.fill("村道路硬化", "完成情况", "马马虎虎")
    form.fill("村道路硬化", "本期投资", "三十五")
    before = office.archive.tree()
    told = office.take(form.send(), code=2)
    assert f"第 {form.row('村道路硬化')} 行“完成情况”" in told
    assert f"第 {form.row('村道路硬化')} 行“本期投资”" in told
    assert "2 格填得不对" in told
    assert office.archive.tree() == before


def test_a_word_that_holds_another_one_is_not_taken_for_it(office: Office) -> None:
    form = office.form()
    form.fill("村道路硬化", "完成情况", "没有按期推进")
    assert "“没有按期推进”" in office.take(form.send(), code=2)


def test_a_share_is_in_per_cent_whatever_a_spreadsheet_makes_of_it(
    office: Office, msctl: Msctl
) -> None:
    measure = ("measure.硬化率.target=95", "measure.硬化率.unit=%", "measure.点数.target=4")
    assert office.msctl("set", ROAD, *measure, "-m", "指标").code == 0
    folder = office.folder.with_name("指标")
    msctl("form", LEDGER, "--period", "Q3", "-o", str(folder))
    form = Form(folder / "乙局-2024-Q3.xlsx")
    form.sheet = form.book.worksheets[1]
    rows = {
        form.sheet.cell(row, form.column("指标")).value: form.sheet.cell(row, form.column("本期数"))
        for row in range(form.header + 1, form.sheet.max_row + 1)
    }
    assert rows["硬化率"].number_format == "@"
    rows["硬化率"].value, rows["硬化率"].number_format = 0.85, "0%"
    office.take(form.send())
    assert office.value("measure.硬化率.report.Q3") == 85
    rows["点数"].value, rows["点数"].number_format = 0.5, "0%"
    assert "“本期数”" in office.take(form.send(), code=2)


def test_a_formula_without_a_saved_value_is_told(office: Office) -> None:
    form = office.form()
    form.fill("村道路硬化", "本期投资", "=SUM(1,2)")
    assert "公式没有保存结果" in office.take(form.send())
    assert office.value("report.Q3") is None


def test_a_workbook_that_would_fill_the_memory_is_refused_before_it_is_taken_for_a_form(
    office: Office, tmp_path: Path
) -> None:
    book = Workbook()
    book.worksheets[0]["A1"].value = "msctl-form 1; period=Q3"
    book.worksheets[0]["XFD1048576"].value = "x"
    book.save(tmp_path / "远角.xlsx")
    assert "远角.xlsx" in office.take(tmp_path / "远角.xlsx", code=2)


def test_a_cell_that_was_emptied_is_told_and_removed_only_on_request(
    office: Office, msctl: Msctl
) -> None:
    assert office.msctl("set", ROAD, "report.Q3.progress=硬化8公里。", "-m", "电话").code == 0
    folder = office.folder.with_name("二")
    msctl("form", LEDGER, "--period", "Q3", "-o", str(folder))
    form = Form(folder / "乙局-2024-Q3.xlsx")
    form.fill("村道路硬化", "进展情况", None)
    assert "不再有" in office.take(form.send())
    assert office.value("report.Q3.progress") == "硬化8公里。"
    office.take(form.file, "--accept-removals")
    assert office.value("report.Q3.progress") is None


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_it_comes_back_from_another_program(office: Office, tmp_path: Path, kind: str) -> None:
    form = office.form()
    form.fill("村道路硬化", "进展情况", "硬化9公里，\n错车道4处。")
    form.fill("村道路硬化", "数据截至", "2024-9-25")
    file = form.send()
    target = tmp_path / "再存"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", str(target), str(file)],
        check=True, capture_output=True,
    )  # fmt: skip
    office.take(target / f"{file.stem}.{kind}")
    assert office.value("report.Q3") == {
        "progress": "硬化9公里，\n错车道4处。",
        "as_of": "2024-09-25",
    }


def test_a_form_of_a_traditional_ledger_is_in_its_script_and_comes_back(
    tmp_path: Path, msctl: Msctl
) -> None:
    root = tmp_path / "records"
    shutil.copytree(Path(__file__).parents[2] / "records", root)
    records = ("--records", str(root))
    done = msctl(
        *records, "form", "qixia", "--period", "Q3", "--unit", "住建局", "-o", str(tmp_path)
    )
    assert done.code == 0, done.err
    form = Form(tmp_path / "住建局-2024-Q3.xlsx")
    titles = {cell.value: cell.column for cell in form.sheet[4]}
    assert {"項目名稱", "進展情況", "困難問題"} <= titles.keys()
    assert "填報單位：住建局" in str(form.sheet["B2"].value)
    form.sheet.cell(5, titles["進展情況"]).value = "全部完工。"
    done = msctl(*records, "import", str(form.send()))
    assert done.code == 0, done.err
    assert "已写入 1 处" in done.err
