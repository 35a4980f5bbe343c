"""Cells on the clipboard: what Excel puts there, and what a grid gives to it.

Excel copies a range as lines of cells parted by tabs; a cell that holds a line break, a tab or a
quote stands in quotes, its own quotes doubled (as RFC 4180 does with commas).
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.paths import FieldPath, ProjectId
from msctl.text.fold import fold
from msctl.tui.cell_fields import field_of
from msctl.tui.ledger_columns import LedgerColumn
from msctl.tui.ledger_view import LedgerView
from msctl.tui.proposals import Proposal, propose
from msctl.tui.session import Session

Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted range would change, and what of it cannot be placed."""

    proposals: tuple[Proposal, ...]
    problems: tuple[str, ...]
    """one sentence each"""
    rows: int
    """rows of the range, without a line of titles"""


def read_table(text: str) -> Table:
    """The cells of a pasted text; empty lines at its end are no rows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not text:
        return []
    try:
        if text.count('"') % 2 == 0:
            lines = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
            return [row or [""] for row in lines]
    except csv.Error:
        pass  # a cell longer than any of Excel's: no Excel wrote this, so no quotes mean anything
    return [line.split("\t") for line in text.split("\n")]


def write_table(rows: Sequence[Sequence[str]]) -> str:
    """Cells as Excel takes them from the clipboard."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def copied(
    session: Session,
    view: LedgerView,
    keys: Sequence[str],
    columns: Sequence[LedgerColumn],
    step: Callable[[], object] = lambda: None,
) -> str:
    """Rows of a ledger under their titles, each field as it is recorded. ``step`` is called for
    each row, and may raise."""
    rows = [[column.title for column in columns]]
    for key in keys:
        step()
        rows.append([cell_value(session, view, key, column) for column in columns])
    return write_table(rows)


def cell_value(session: Session, view: LedgerView, key: str, column: LedgerColumn) -> str:
    """What a cell stands for: the whole text of its field, or what is counted."""
    project = view.project(key)
    found = field_of(project, column) if project is not None else None
    if project is None or found is None or found.path is None:
        return view.cell(key, column.key).text
    return session.text(project.id, found.path)


def pasted(
    session: Session,
    view: LedgerView,
    table: Table,
    columns: Sequence[LedgerColumn],
    keys: Sequence[str],
    step: Callable[[], object] = lambda: None,
) -> Pasted:
    """What a pasted range would change. ``step`` is called for each row, and may raise.

    A first line of titles places each column by its title and each row by its number, or by its
    name. Without titles the range goes to the right and down from the first of `columns` and of
    `keys`, the rows shown from the cursor on.
    """
    titles = _titles(view, table[0]) if table else []
    if sum(column is not None for column in titles) >= min(2, len(titles)) and any(titles):
        return _by_titles(session, view, table[1:], titles, step)
    problems = []
    if len(table) > len(keys):
        problems.append(t("grid.paste.too-many-rows", count=len(table) - len(keys)))
    widest = max(map(len, table), default=0)
    if widest > len(columns):
        problems.append(t("grid.paste.too-many-columns", count=widest - len(columns)))
    placed = [
        (ProjectId(key), column, text)
        for key, row in zip(keys, table, strict=False)
        for column, text in zip(columns, row, strict=False)
    ]
    return _proposed(session, view, placed, problems, len(table))


def _titles(view: LedgerView, row: Sequence[str]) -> list[LedgerColumn | None]:
    known: dict[str, LedgerColumn] = {}
    for column in view.all_columns:
        known.setdefault(fold(column.title), column)
        known.setdefault(fold(column.name), column)
    return [known.get(fold(text)) for text in row]


def _by_titles(
    session: Session,
    view: LedgerView,
    table: Table,
    titles: Sequence[LedgerColumn | None],
    step: Callable[[], object],
) -> Pasted:
    places = {column.key: place for place, column in enumerate(titles) if column is not None}
    known = _known(view)
    problems: list[str] = []
    placed = []
    for number, row in enumerate(table, 2):
        step()
        key = _project_of(known, row, places)
        if key is None:
            shown = " ".join(
                row[place] for place in sorted(places.values())[:2] if place < len(row)
            )
            problems.append(t("grid.paste.no-project", row=number, text=shown))
            continue
        placed += [
            (key, column, text)
            for column, text in zip(titles, row, strict=False)
            if column is not None and column.key not in _PLACING[: 1 if "number" in places else 2]
        ]
    return _proposed(session, view, placed, problems, len(table))


_PLACING = ("number", "name")
"""What a row is placed by, the first one that the range has."""


_Known = dict[str, dict[str, list[ProjectId]]]
"""the projects by their folded number and by their folded name"""


def _known(view: LedgerView) -> _Known:
    found: _Known = {key: {} for key in _PLACING}
    for key, projects in found.items():
        for project in view.projects:
            projects.setdefault(fold(project.record.text(key)), []).append(project.id)
    return found


def _project_of(known: _Known, row: Sequence[str], places: dict[str, int]) -> ProjectId | None:
    """The one project of a row's number, or where there is no number, of its name."""
    for key, projects in known.items():
        place = places.get(key)
        if place is not None and place < len(row):
            found = projects.get(fold(row[place]), [])
            return found[0] if len(found) == 1 else None
    return None


def _proposed(
    session: Session,
    view: LedgerView,
    placed: Sequence[tuple[ProjectId, LedgerColumn, str]],
    problems: list[str],
    rows: int,
) -> Pasted:
    proposals = []
    refused: dict[str, None] = {}
    given: dict[tuple[ProjectId, FieldPath], str] = {}
    for key, column, text in placed:
        project = view.project(key)
        if project is None:
            continue
        found = field_of(project, column)
        if found.path is None:
            if text.strip() != view.cell(key, column.key).text:
                refused[found.reason] = None
            continue
        text = text if found.is_long else text.strip()
        if given.setdefault((key, found.path), text) != text:
            refused[t("grid.paste.twice", number=project.number, field=field_label(found.path))] = (
                None
            )
            continue
        proposal = propose(session, key, found.path, text)
        if proposal is not None:
            proposals.append(proposal)
    return Pasted(tuple(proposals), (*problems, *refused), rows)
