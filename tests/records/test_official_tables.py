"""The records under ``records/`` hold the five offices' tables, cell by cell."""

import csv
import io
from functools import cache
from pathlib import Path

import pytest
from command import Msctl
from official_sources import OFFICIAL, Official, bare

from msctl.check.structure import findings
from msctl.model.finding import Severity
from msctl.store.canonical import to_text
from msctl.store.reading import file_of, read_record, record_id, table_of
from msctl.store.records import Records, year_of

ROOT = Path(__file__).parents[2] / "records"
PROJECTS = (30, 50, 10, 17, 10, 30)
ROWS = (38, 50, 28, 21, 10, 30)
ledgers = pytest.mark.parametrize("official", OFFICIAL, ids=lambda official: official.ledger)


@cache
def files() -> dict[str, bytes]:
    return dict(Records(ROOT).files())


@cache
def projects() -> tuple[str, ...]:
    """The files of all projects."""
    return tuple(file for file in files() if (i := record_id(file)) and i.count("/") == 3)


def exported(msctl: Msctl, ledger: str, *options: str) -> list[list[str]]:
    done = msctl("--records", str(ROOT), "export", ledger, "--format", "csv", *options)
    assert (done.code, done.err) == (0, "")
    return list(csv.reader(io.StringIO(done.text)))


def filled_down(rows: list[list[str]]) -> list[list[str]]:
    """Rows with the first column repeated: 涟水 prints a category again after each page break."""
    first = ""
    found = []
    for row in rows:
        first = row[0] or first
        found.append([first, *row[1:]])
    return found


@ledgers
def test_every_cell_is_the_documents(official: Official, msctl: Msctl) -> None:
    table = exported(msctl, official.ledger)
    header, body = table[: len(official.header)], table[len(official.header) :]
    assert [list(map(bare, row)) for row in header] == [
        list(map(bare, row)) for row in official.header
    ]
    ours, theirs = body, official.body
    if official.source == "lianshui":
        ours, theirs = filled_down(ours), filled_down(theirs)
    assert len(ours) == len(theirs)
    differing = [
        (row, column, own, their)
        for row, (own_row, their_row) in enumerate(zip(ours, theirs, strict=True))
        for column, (own, their) in enumerate(zip(own_row, their_row, strict=True))
        if bare(own) != bare(their)
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("official", "count", "rows"),
    list(zip(OFFICIAL, PROJECTS, ROWS, strict=True)),
    ids=[official.ledger for official in OFFICIAL],
)
def test_the_counts_are_the_documents(
    official: Official, count: int, rows: int, msctl: Msctl
) -> None:
    listed = msctl("--records", str(ROOT), "list", official.ledger, "--format", "csv").lines
    assert len(listed) - 1 == count
    totals = sum("合计" in row[0] for row in official.body)
    assert len(exported(msctl, official.ledger)) - len(official.header) - totals == rows


def test_no_finding_is_an_error() -> None:
    snapshot = Records(ROOT).snapshot()
    found = findings(snapshot, files().get)
    assert [(f.file, f.line, f.rule) for f in found if f.severity is Severity.ERROR] == []
    assert sum(map(len, snapshot.by_ledger.values())) == sum(PROJECTS)


def test_the_canonical_writer_gives_every_record_byte_for_byte() -> None:
    differing = []
    for file in projects():
        record, _ = read_record(file, files()[file])
        assert record is not None
        identity = record_id(file)
        assert identity is not None
        assert file_of(identity) == file
        if to_text(record, year_of(identity), table_of(file)).encode() != files()[file]:
            differing.append(file)
    assert differing == []
    assert len(projects()) == sum(PROJECTS)
