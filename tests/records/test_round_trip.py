"""The six official tables go out as documents and come in again: the same records, the same table.

Twice: into the ledger's own files without a project, and into a records root that holds nothing,
where region, ledger, layout and marks are made from the document alone. Every field of every
project is compared, typed numbers too (``--accept``). The documents have a note below the table and
marks of footnotes in a cell, which the published ones lack.
"""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from command import Msctl
from official_sources import OFFICIAL

from msctl.model.layout import Column
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.values import Value
from msctl.store.records import Records

ROOT = Path(__file__).parents[2] / "records"
FORMATS = ("docx", "xlsx", "html")
NOTE = """\
填报单位（盖章）：督查室
注：1.资金为年度计划数；
2.带※的以文件为准。
※见附注
填表人：张三"""
MARKS = "※①*[1]"
Leaves = dict[FieldPath, Value]


def leaves(root: Path, ledger: LedgerId) -> dict[str, Leaves]:
    """Each project's fields, by its id."""
    projects = Records(root).snapshot().by_ledger[ledger]
    return {project.id: dict(project.record.leaves()) for project in projects}


def columns(root: Path, ledger: LedgerId) -> tuple[Column, ...]:
    return Records(root).snapshot().ledger(ledger).layout("official").columns


def cells(msctl: Msctl, root: Path, ledger: str) -> list[list[str]]:
    done = msctl("--records", str(root), "export", ledger, "--format", "csv")
    assert (done.code, done.err) == (0, "")
    return list(csv.reader(io.StringIO(done.text)))


def differences(
    ledger: LedgerId, source: Path, root: Path
) -> list[tuple[str, str, Value | None, Value | None]]:
    before, after = leaves(source, ledger), leaves(root, ledger)
    assert list(after) == list(before)
    return [
        (project, str(path), before[project].get(path), after[project].get(path))
        for project in before
        for path in {**before[project], **after[project]}
        if before[project].get(path) != after[project].get(path)
    ]


def come_in(msctl: Msctl, document: Path, root: Path, ledger: LedgerId) -> None:
    done = msctl("--records", str(root), "import", str(document), "--into", ledger, "--accept")
    assert done.code == 0, done.err


def with_note(ledger: LedgerId, root: Path) -> None:
    """The region's records with a note in the ledger and marks in its first project."""
    shutil.copytree(ROOT / ledger.region, root / ledger.region)
    (root / "msctl.toml").write_text("format = 1\n", "utf-8")
    file = root / ledger / "ledger.toml"
    file.write_text(f'note = """\n{NOTE}"""\n' + file.read_text("utf-8"), "utf-8")
    project = min((root / ledger).glob("0*.toml"))
    old = project.read_text("utf-8")
    text, count = re.subn(
        r'^(content = (?:"""\n|").+?)("?)$', rf"\1{MARKS}\2", old, count=1, flags=re.M
    )
    assert count == 1
    project.write_text(text, "utf-8")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("ledger", [LedgerId(official.ledger) for official in OFFICIAL])
def test_the_same_records_and_the_same_table(
    ledger: LedgerId, form: str, tmp_path: Path, msctl: Msctl
) -> None:
    names = (f"table.{form}", "source", "given", "empty")
    document, source, given, empty = (tmp_path / name for name in names)
    with_note(ledger, source)
    out = msctl("--records", str(source), "export", ledger, "--format", form, "-o", str(document))
    assert out.code == 0
    for root in (given, empty):
        (root / ledger).mkdir(parents=True)
        (root / "msctl.toml").write_text("format = 1\n", "utf-8")
    (empty / ledger).rmdir()
    for file in (f"{ledger.region}/region.toml", f"{ledger}/ledger.toml"):
        shutil.copyfile(ROOT / file, given / file)
    table = cells(msctl, source, ledger)
    assert any(MARKS in cell for row in table for cell in row)

    come_in(msctl, document, given, ledger)
    assert differences(ledger, source, given) == []
    assert cells(msctl, given, ledger) == table

    come_in(msctl, document, empty, ledger)
    assert differences(ledger, source, empty) == []
    assert cells(msctl, empty, ledger) == table
    assert [c.header for c in columns(empty, ledger)] == [c.header for c in columns(ROOT, ledger)]
    assert [c.fields for c in columns(empty, ledger)] == [c.fields for c in columns(ROOT, ledger)]
    for root in (given, empty):
        assert Records(root).snapshot().ledger(ledger).record.text("note") == NOTE
