"""Documents as an office program shows them: LibreOffice opens them and prints them to PDF."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from msctl.export.notice.document import Document
from msctl.export.notice.docx import write as notice
from msctl.export.notice.template import Block
from msctl.export.official import build
from msctl.export.table import Table
from msctl.export.writing import write

from .ledgers import LEDGER, PARAGRAPHS, snapshot_of

NEEDED = ("soffice", "pdfinfo", "pdftotext")

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)), reason="LibreOffice or poppler is not installed"
)

PROJECTS = 40
PLAN = "完成招标，进场施工，" * 12


def ledger() -> Table:
    projects = [
        f"""
number = "{number}"
name = "第{number}项"
category = "{"一、宜居" if number < 20 else "二、健康"}"
[funding]
total = 100.5
[plan.Q1]
text = "{PLAN}"
[plan.Q3]
text = "竣工。"
"""
        for number in range(1, PROJECTS + 1)
    ]
    return build(snapshot_of(PARAGRAPHS, *projects), LEDGER, "official")


def printed(data: bytes, form: str, folder: Path) -> tuple[dict[str, str], list[str]]:
    """What pdfinfo tells about the printed document, and the text of each page."""
    file = folder / f"table.{form}"
    file.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, file],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pdf = str(file.with_suffix(".pdf"))
    asked = ["pdfinfo", "-f", "1", "-l", "99", pdf]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    info = {key: value.strip() for key, _, value in (li.partition(":") for li in told.splitlines())}
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True)
    return info, text.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_table_is_printed_whole_on_lying_pages(form: str, tmp_path: Path) -> None:
    info, pages = printed(write(ledger(), form), form, tmp_path)
    assert lies(info, 1)
    assert int(info["Pages"]) == len(pages) > 2
    whole = "".join("".join(pages).split())
    assert "清河县项目表" in whole
    assert "项目（合计：40个）" in whole
    assert "单位：万元" in whole
    assert "4020" in whole
    # lines break inside words, and pdftotext puts the neighbours' lines between
    assert whole.count("招") == 12 * PROJECTS
    for number, page in enumerate(pages, start=1):
        text = "".join(page.split())
        assert "进度计划" in text, "the header stands on each page"
        assert f"—{number}—" in text, "and so does the page's number"
    assert all("清河县项目表" not in "".join(page.split()) for page in pages[1:])


def test_a_notice_stands_upright_22_lines_a_page_and_its_annex_lies_behind(tmp_path: Path) -> None:
    text = "各责任单位要对照年度目标和时间节点，加强协调调度，确保按期完成。"
    blocks = [Block("title", "关于进展情况的通报"), *[Block("text", text * 4)] * 12]
    blocks += [Block("annex", "附件：清河县项目表"), Block("right", "清河县人民政府办公室")]
    table = replace(ledger(), heading="附件")
    document = Document((*blocks, Block("right", "2024年7月10日")), (table,))
    info, pages = printed(notice(document), "docx", tmp_path)
    annex = next(place for place, page in enumerate(pages) if page.split("\n")[0].strip() == "附件")
    assert annex > 1
    assert [lies(info, place) for place in range(1, annex + 2)] == [False] * annex + [True]
    lines = [line for line in pages[0].split("\n") if line.strip()]
    full = [line for line in pages[1].split("\n") if line.strip()]
    assert len(full) == 22 + 1, "and the page's number"
    assert max(len(line.strip()) for line in full) == 28
    assert lines[0].strip() == "关于进展情况的通报"
    assert lines[1].startswith(" "), "a paragraph begins two characters in"
    assert "2024年7月10日" in "".join(pages[annex - 1].split())


def lies(info: dict[str, str], page: int) -> bool:
    """Whether a page is wider than it is high."""
    keys = {" ".join(key.split()): value for key, value in info.items()}
    width, _, height = keys[f"Page {page} size"].split()[:3]
    return float(width) > float(height)
