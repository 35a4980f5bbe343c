"""``import`` of office documents: listing, choosing, layouts, the account in words and as JSON."""

import json
import tomllib
import zipfile
from pathlib import Path

import pytest
from command import Msctl
from importing.made_up import list_without_table, two_tables
from invented import LEDGER, OLD_LEDGER, County

INTO = "gui-xian/2024/minsheng"


@pytest.fixture
def notice(county: County, tmp_path: Path) -> str:
    # a wrong suffix says nothing
    file = tmp_path / "通报.xls"
    file.write_bytes(two_tables())
    return str(file)


def test_the_tables_of_a_file_are_listed(notice: str, msctl: Msctl) -> None:
    done = msctl("import", notice, "--list")
    assert (done.code, done.err) == (0, "")
    [_, _, _, first, second, _] = done.lines
    assert "进展较慢项目清单" in first
    assert "按表头（认得 4 列）" in first
    assert "序号、项目名称、完成情况、完成投资（亿元）等 5 列" in second


def test_the_list_says_which_layout_fits(notice: str, msctl: Msctl) -> None:
    assert msctl("import", notice, "--into", INTO, "--table", "2", "--accept").code == 0
    done = msctl("import", notice, "--list", "--into", INTO, "--format", "json")
    tables = json.loads(done.text)
    assert [(t["table"], t["rows"], t["columns"], t["layout"]) for t in tables] == [
        (1, 2, 4, None),
        (2, 3, 5, "official"),
    ]
    # unasked, the table that fits the ledger is read, not the first one
    again = msctl("import", notice, "--into", INTO, "--accept")
    assert again.code == 0
    assert "读入第 2/2 张表" in again.err


def test_the_account_says_what_became_of_every_character(notice: str, msctl: Msctl) -> None:
    done = msctl("import", notice, "--into", INTO, "--table", "2", "--dry-run", "--format", "json")
    account = json.loads(done.text)["account"]
    counts = account["characters"]
    assert counts == {"total": 185, "mapped": 100, "extra": 0, "residue": 85}
    assert account["residue"] == [
        {"kind": "other-table", "count": 1, "characters": 85, "quotes": ["1 进展较慢项目清单"]}
    ]
    assert "全文 185 字：入字段 100 字，存入其他 0 字，未存 85 字" in done.err


def test_a_layout_that_does_not_fit_is_refused(notice: str, msctl: Msctl) -> None:
    assert msctl("import", notice, "--into", INTO, "--table", "2", "--accept").code == 0
    options = ("--into", INTO, "--table", "1", "--layout")
    done = msctl("import", notice, *options, "official")
    assert done.code == 2
    assert done.err.startswith("msctl: 版式“official”有 5 列，表格有 4 列，对不上")
    assert done.err.count("\n") == 1
    assert msctl("import", notice, *options, "nothing").code == 2


@pytest.mark.parametrize("table", ["3", "0", "x"])
def test_a_table_that_is_not_there(notice: str, table: str, msctl: Msctl) -> None:
    done = msctl("import", notice, "--into", INTO, "--table", table)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "2" in done.err


def test_a_list_of_paragraphs_comes_in_and_is_printed_as_a_table(
    county: County, tmp_path: Path, msctl: Msctl
) -> None:
    file = tmp_path / "清单.docx"
    file.write_bytes(list_without_table())
    done = msctl("import", str(file), "--into", INTO, "--accept")
    assert (done.code, done.out) == (0, b"")
    listed = msctl("list", INTO, "--columns", "number,name,responsible", "--format", "csv")
    assert listed.lines[1:3] == ["1,开展职业技能培训,县人社局、县总工会", "2,建设零工市场,"]
    assert '"severity": "error"' not in msctl("check", INTO, "--format", "json").text
    table = msctl("export", INTO, "--format", "csv").text
    assert "4,新建急救站点3个,（1）完成选址；" in table


@pytest.mark.parametrize("form", ["docx", "html", "xlsx"])
def test_each_annex_keeps_its_own_note(county: County, form: str, msctl: Msctl) -> None:
    """Also with the printed origin below it, which is no text of the office."""
    file = county.file(f"{LEDGER}/ledger.toml")
    layout = file.read_text("utf-8").partition("[layout.official]")[2]
    older = county.file(f"{OLD_LEDGER}/ledger.toml")
    older.write_text(f"{older.read_text('utf-8')}[layout.official]{layout}", "utf-8")
    for ledger, note in (
        (LEDGER, "注：数据截至六月底。\\n※见附注"),
        (OLD_LEDGER, "注：上年结转。"),
    ):
        own = f"{ledger}/ledger.toml"
        county.write(own, f'note = "{note}"\n{county.text(own)}')
    both = ("export", "*", "--stamp", "--format", form, "-o", "两表")
    assert msctl(*both).code == 0
    notes = {}
    for table in ("1", "2"):
        into = f"gui-xian/2024/l{table}"
        done = msctl(
            "import", "两表", "--into", into, "--table", table, "--accept", "--other-ledger"
        )
        assert done.code == 0, done.err
        made = tomllib.loads(county.text(f"{into}/ledger.toml"))
        notes[made["title"]] = made["note"]
        assert "notice" not in made
    assert notes == {
        "甲县2024年民生实事项目表": "注：数据截至六月底。\n※见附注",
        "甲县2023年民生实事项目表": "注：上年结转。",
    }


@pytest.mark.parametrize("form", ["docx", "csv"])
def test_a_document_of_another_ledger_is_not_taken_by_mistake(
    county: County, form: str, msctl: Msctl
) -> None:
    """By where it says it comes from, and by its title and projects where it says nothing."""
    assert msctl("export", LEDGER, "--format", form, "-o", "表").code == 0
    if form == "csv":
        title = "甲县2024年民生实事项目表\n"
        Path("表").write_text(title + Path("表").read_text("utf-8"), encoding="utf-8")
    # into its own ledger, and as a list of it, nothing is told
    own = msctl("import", "表", "--into", LEDGER, "--dry-run", "--format", "json")
    assert json.loads(own.text)["other_ledger"] is None
    dry = msctl("import", "表", "--into", INTO, "--dry-run", "--format", "json")
    assert (dry.code, json.loads(dry.text)["other_ledger"]) == (0, LEDGER)
    assert f"台账 {LEDGER} 的，这里要导入到 {INTO}。" in dry.err
    before = county.tree()
    for more in ((), ("--accept",)):
        done = msctl("import", "表", "--into", INTO, *more)
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert f"是台账 {LEDGER} 的文件" in done.err
        assert "--other-ledger" in done.err
    assert county.tree() == before
    assert msctl("import", "表", "--into", INTO, "--accept", "--other-ledger").code == 0
    # once it is there under its title, it comes again without a question by its title
    again = msctl("import", "表", "--into", INTO, "--accept")
    assert again.code == (2 if form == "docx" else 0)


def test_a_title_that_many_offices_use_says_nothing(county: County, msctl: Msctl) -> None:
    rows = "序号,项目名称,建设内容\n1,绿道,新建绿道。\n2,公厕,改造公厕。\n"
    Path("表.csv").write_text("甲县2024年民生实事项目表\n" + rows, encoding="utf-8")
    done = msctl("import", "表.csv", "--into", INTO, "--accept")
    assert done.code == 0, done.err


def test_properties_that_cannot_be_read_keep_no_table_out(county: County, msctl: Msctl) -> None:
    assert msctl("export", LEDGER, "--format", "docx", "-o", "表").code == 0
    with zipfile.ZipFile("表") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/custom.xml"] = b"<Properties"
    with zipfile.ZipFile("表", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    done = msctl("import", "表", "--into", LEDGER, "--dry-run")
    assert done.code == 0, done.err
