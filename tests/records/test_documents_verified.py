"""The published ledgers as documents: each says what the records say, in every format."""

from pathlib import Path

import pytest

from msctl.export.layouts import BUILT_IN
from msctl.export.options import Options
from msctl.export.origin import Origin
from msctl.export.requests import Request
from msctl.export.reread import reread
from msctl.export.verifying import verify
from msctl.export.writing import ending, write_all
from msctl.store.records import Records

ROOT = Path(__file__).parents[2] / "records"
SNAPSHOT = Records(ROOT).snapshot()


@pytest.mark.parametrize("layout", ["official", *BUILT_IN])
@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
def test_a_document_of_all_ledgers_agrees_with_the_records(
    layout: str, form: str, tmp_path: Path
) -> None:
    tables = Request("*", layout).tables(SNAPSHOT)
    assert len(tables) == len(SNAPSHOT.ledgers)
    file = tmp_path / f"all.{form}"
    origin = Origin("0", "export", "*", layout)
    options = Options(origin=origin, stamp=True)
    file.write_bytes(write_all(list(tables.values()), form, options))
    document = reread(file)
    assert document.origin == origin
    assert verify(document, tables) == []


@pytest.mark.parametrize("form", ["csv", "tsv", "md", "text"])
@pytest.mark.parametrize("fill", [False, True])
@pytest.mark.parametrize("ledger", SNAPSHOT.ledgers)
def test_a_table_of_each_ledger_agrees_with_the_records(
    ledger: str, fill: bool, form: str, tmp_path: Path
) -> None:
    tables = Request(ledger).tables(SNAPSHOT)
    file = tmp_path / f"table.{ending(form)}"
    file.write_bytes(write_all(list(tables.values()), form, Options(fill=fill)))
    assert verify(reread(file), tables) == []
