"""Documents as an office program shows them: LibreOffice opens them and prints them to PDF."""

import shutil
import subprocess
from pathlib import Path

import pytest

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


def printed(table: Table, form: str, folder: Path) -> tuple[dict[str, str], list[str]]:
    """What pdfinfo tells about the printed document, and the text of each page."""
    file = folder / f"table.{form}"
    file.write_bytes(write(table, form))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, file],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pdf = str(file.with_suffix(".pdf"))
    told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    info = {key: value.strip() for key, _, value in (li.partition(":") for li in told.splitlines())}
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True)
    return info, text.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_table_is_printed_whole_on_lying_pages(form: str, tmp_path: Path) -> None:
    info, pages = printed(ledger(), form, tmp_path)
    width, _, height = info["Page size"].split()[:3]
    assert float(width) > float(height)
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
