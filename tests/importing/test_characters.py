"""Every character of every cell is in a field, or accounted for as residue."""

import re

from msctl.importing.account import Tally
from msctl.importing.dumps import read_text
from msctl.importing.sorting import tell_apart
from msctl.model.fields import Kind
from msctl.model.layout import Column
from msctl.model.ledger import Ledger
from msctl.model.money import plain
from msctl.model.paths import FieldPath
from msctl.model.record import Record

from .offices import LIANSHUI, Office

LABEL = re.compile(r"第?[一二三四](?:、[一二三四])?季度[：，]")


def bare(text: str) -> str:
    """The text without white space, residue of Word and the web, and separators of names."""
    text = re.sub(r"\[bookmark: \w+\]|<ol [^>]*>", "", text)
    return "".join(text.split())


def plan_wording(record: Record, prefix: tuple[str, ...], column: Column) -> str:
    name = record.text(*prefix, "name") if prefix and column.task_name else ""
    lead = column.task_name.format(name=name) if name else ""
    lead += record.text(*prefix, "plan", "lead_in")
    keys = [key for key in record.keys((*prefix, "plan")) if key != "lead_in"]
    return lead + "".join(record.text(*prefix, "plan", key, "text") for key in keys)


def held(record: Record, prefix: tuple[str, ...], column: Column, ledger: Ledger) -> str:
    """What the fields of a column hold, as the cell words it."""
    if column.is_plan:
        tasks = record.keys(("task",)) if not prefix else []
        owners: list[tuple[str, ...]] = [("task", key) for key in tasks]
        owners = owners or [prefix]
        return "".join(plan_wording(record, owner, column) for owner in owners)
    wording = ""
    for path, kind in zip(column.fields, column.kinds, strict=True):
        value = record.get(FieldPath((*prefix, *path)))
        if value is None:
            continue
        wording += column.lead_words.get(str(path), "")
        if path == ("marks",):
            wording += "".join(n + ledger.marks[n] for n in record.names(*prefix, *path))
        elif kind is Kind.NAMES:
            wording += "".join(record.names(*prefix, *path))
        elif kind is Kind.MONEY:
            amount = record.decimal(*path)
            assert amount is not None
            wording += plain(amount)
        else:
            wording += column.words.get(str(value), str(value))
    return wording


def test_every_cell_is_held_by_the_fields(office: Office) -> None:
    dump = read_text(office.text).tables[office.table - 1]
    layout, ledger = office.ledger.layout("official"), office.ledger
    records = iter(office.read().projects)
    record = Record({})
    task = 0
    compared = 0
    for data in tell_apart(dump, Tally()).data:
        row = data.cells
        number = row[layout.columns.index(layout.column("number"))].strip()
        if number:
            record, task = next(records), 0
        task += 1
        by_rows = layout.tasks == "rows" and bool(record.keys(("task",)))
        for column, cell in zip(layout.columns, row, strict=True):
            expected = bare(cell)
            own = by_rows and not column.merge
            if (column.merge == "project" and task > 1) or expected in ("", column.empty):
                assert (
                    task > 1
                    or column.merge
                    or not held(record, ("task", str(task)) if own else (), column, ledger)
                )
                continue
            found = bare(held(record, ("task", str(task)) if own else (), column, ledger))
            if column.is_plan:
                expected = LABEL.sub("", expected)
            if column.kinds == (Kind.NAMES,) and column.fields != (FieldPath.of("marks"),):
                expected, found = expected.replace("、", ""), found.replace("、", "")
            assert found == expected, (number, column.key)
            compared += 1
    assert compared >= len(layout.columns) * 10


def test_no_residue_of_word_or_the_web_is_in_a_value(office: Office) -> None:
    for record in office.read(accept=True).projects:
        for path, value in record.leaves():
            for text in value if isinstance(value, tuple) else [value]:
                assert not re.search(r"\[bookmark|<ol|\n\n|  |\t|^\s|\s$", str(text)), path


def test_the_account_counts_the_residue() -> None:
    residue = {r.kind: r.count for r in LIANSHUI.read().account.residue}
    assert residue["repeated-cell"] == 11
    assert residue["padding"] == 11
    assert residue["label"] == 7


def test_the_account_counts_the_cells_of_each_column(office: Office) -> None:
    account = office.read().account
    empty = sum(r.count for r in account.residue if r.kind == "empty-mark")
    assert sum(column.cells for column in account.columns) + empty == account.cells
