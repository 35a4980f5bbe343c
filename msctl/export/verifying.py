"""Whether a document still says what the records say, and which cells differ.

A difference has a cause where the records of the document's own commit can be read: somebody
edited the document, or the records changed since.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from msctl.export.paired_columns import Pair, laid_out, paired
from msctl.export.reread import Reread
from msctl.export.table import BodyRow, Table
from msctl.importing.tables import Row, SourceTable
from msctl.model.paths import LedgerId, ProjectId
from msctl.text.safe import printable

EDITED, CHANGED, BOTH = "edited", "changed", "both"
"""Causes: the document was edited, the records changed since, or both."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell, row or line that is not as the records would have it."""

    ledger: str
    kind: str
    """``cell``, ``row-missing``, ``row-added``, ``header``, ``text`` (beside the table)"""
    row: int
    """of the document's table, its header included, from 1; 0 of text beside it"""
    column: str = ""
    """the column's title"""
    id: ProjectId | None = None
    task: str | None = None
    document: str = ""
    """what the document says"""
    records: str = ""
    """what the records say"""
    cause: str = ""
    """EDITED, CHANGED or BOTH; empty where the records of then are not known"""


def verify(
    reread: Reread,
    now: dict[LedgerId, Table],
    then: dict[LedgerId, Table] | None = None,
) -> list[Difference]:
    """How a document differs from the tables that the records give ``now``.

    ``then`` are the tables of the document's own commit; they tell who made a difference. Raises
    what readers and writers raise.
    """
    read = reread.tables
    best: list[Difference] | None = None
    for fill in (False, True) if reread.form in ("csv", "tsv", "md", "text") else (False,):
        expected = reread.tables_of(list(now.values()), fill=fill)
        past = reread.tables_of(list(then.values()), fill=fill) if then else ()
        found = list(_tables(now, then or {}, read, expected, past))
        if best is None or len(found) < len(best):
            best = found
        if not best:
            break
    return best or []


def compare_past(now: dict[LedgerId, Table], then: dict[LedgerId, Table]) -> list[Difference]:
    """How the tables of two moments differ: for documents that cannot be read back."""
    return [
        replace(difference, cause=CHANGED)
        for ledger, table in now.items()
        for difference in _Compared(ledger, table, _plain(table), None, ()).against(
            _plain(then[ledger]) if ledger in then else SourceTable((), ())
        )
    ]


def _plain(table: Table) -> SourceTable:
    rows = [*table.header_texts(), *table.body_texts()]
    before = (table.heading, table.title, *table.above, table.unit_line)
    return SourceTable(before, tuple(map(tuple, rows)), after=table.below)


def _tables(
    now: dict[LedgerId, Table],
    then: dict[LedgerId, Table],
    read: Sequence[SourceTable],
    expected: Sequence[SourceTable],
    past: Sequence[SourceTable],
) -> Iterator[Difference]:
    """Table by table in their order."""
    earlier = dict(zip(then, past, strict=False))
    nothing = SourceTable((), ())
    for (ledger, table), own, wanted in zip_longest(now.items(), read, expected):
        compared = _Compared(
            ledger, table, wanted or nothing, then.get(ledger), earlier.get(ledger, nothing).rows
        )
        yield from compared.against(own or nothing)


class _Compared:
    """One table of the records, ready to be compared with one of a document."""

    def __init__(
        self,
        ledger: LedgerId,
        table: Table,
        wanted: SourceTable,
        then: Table | None,
        past: Sequence[Row],
    ) -> None:
        self.ledger = ledger
        self.table = table
        self.before, self.after = wanted.before, wanted.after
        self.rows = [_row(row) for row in wanted.rows]
        self.head = max(0, len(wanted.rows) - len(table.body) - self._below(wanted))
        self.past = _past(then, [_row(row) for row in past], self.head) if then else {}
        self.past_titles = [column.label for column in then.columns] if then else []

    def _below(self, wanted: SourceTable) -> int:
        """The rows below the body: the note and the printed origin, where they stand in rows."""
        own = {printable(line) for line in self.table.below}
        rows = 0
        for row in reversed(wanted.rows):
            if not (row and (row[0] in own or "msctl " in row[0])):
                break
            rows += 1
        return rows

    def against(self, document: SourceTable) -> Iterator[Difference]:
        """What the document's table has otherwise."""
        yield from self._beside(self.before, document.before)
        yield from self._beside(self.after, document.after)
        rows = [_row(row) for row in document.rows]
        if rows == self.rows:
            return
        # a column that came or went since moves all that stand behind it
        columns = paired(self.rows[: self.head], rows[: self.head])
        own = laid_out(self.rows, [column.mine for column in columns])
        other = laid_out(rows, [column.theirs for column in columns])
        for mine, theirs in _pairs(own, other):
            if theirs is None:
                yield self._row_difference("row-missing", mine or 0, mine, self.rows[mine or 0])
            elif mine is None:
                yield self._row_difference("row-added", theirs, None, rows[theirs])
            else:
                yield from self._cells(mine, theirs, columns, own[mine], other[theirs])

    def _beside(self, wanted: Sequence[str], found: Sequence[str]) -> Iterator[Difference]:
        """Title, annex number and money unit, or the note."""
        mine = [printable(line).strip() for line in wanted if line.strip()]
        theirs = [printable(line).strip() for line in found if line.strip()]
        if mine == theirs:
            return
        for own, other in zip_longest(mine, theirs, fillvalue=""):
            if own != other:
                yield Difference(self.ledger, "text", 0, document=other, records=own)

    def _row_difference(
        self, kind: str, place: int, mine: int | None, row: Sequence[str]
    ) -> Difference:
        text = " | ".join(cell for cell in row if cell)
        body = self._body(mine)
        return Difference(
            self.ledger,
            kind,
            place + 1,
            id=body.id if body else None,
            task=body.task if body else None,
            document=text if kind == "row-added" else "",
            records=text if kind == "row-missing" else "",
            cause=self._cause_of_row(kind, row),
        )

    def _cause_of_row(self, kind: str, row: Sequence[str]) -> str:
        if not self.past:
            return ""
        was_there = any(row == old for old in self.past.values())
        return CHANGED if was_there == (kind == "row-added") else EDITED

    def _body(self, mine: int | None) -> BodyRow | None:
        at = -1 if mine is None else mine - self.head
        return self.table.body[at] if 0 <= at < len(self.table.body) else None

    def _kind(self, mine: int) -> str:
        if mine < self.head:
            return "header"
        return "cell" if self._body(mine) else "text"

    def _cells(
        self,
        mine: int,
        theirs: int,
        columns: Sequence[Pair],
        own: Sequence[str],
        row: Sequence[str],
    ) -> Iterator[Difference]:
        body = self._body(mine)
        past = self.past.get((body.id, body.task)) if body else None
        for index, (wanted, found) in enumerate(zip_longest(own, row, fillvalue="")):
            if wanted == found:
                continue
            title = self._title(index, columns)
            yield Difference(
                self.ledger,
                self._kind(mine),
                theirs + 1,
                title or str(index + 1),
                body.id if body else None,
                body.task if body else None,
                found,
                wanted,
                _cause(found, wanted, None if past is None else self._then(past, title)),
            )

    def _title(self, index: int, columns: Sequence[Pair]) -> str:
        """The title of a column; that of the document where the records have no such column."""
        pair = columns[index] if index < len(columns) else Pair(index, index, "")
        if pair.mine is not None and pair.mine < len(self.table.columns):
            return self.table.columns[pair.mine].label
        return pair.title

    def _then(self, past: Sequence[str], title: str) -> str:
        """What a row of then had in a column; nothing where it had no such column."""
        at = self.past_titles.index(title) if title in self.past_titles else len(past)
        return past[at] if at < len(past) else ""


def _cause(document: str, now: str, then: str | None) -> str:
    if then is None:
        return ""
    if document == then:
        return CHANGED
    return EDITED if now == then else BOTH


def _past(
    then: Table, rows: Sequence[tuple[str, ...]], head: int
) -> dict[tuple[ProjectId | None, str | None], tuple[str, ...]]:
    """The rows of the document's own commit by what they are about."""
    body = zip(then.body, rows[head:], strict=False)
    return {(line.id, line.task): row for line, row in body}


def _row(row: Row) -> tuple[str, ...]:
    """A row as it is compared: no blanks at the ends of lines, nor cells that are blank at its
    end, which programs add and remove as they save."""
    cells = [
        "\n".join(line.rstrip() for line in printable(cell).split("\n")).strip() for cell in row
    ]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _pairs(
    mine: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int | None, int | None]]:
    """Rows that differ, each with the one it most likely is; None where there is none."""
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        if b - a == d - c:
            yield from zip(range(a, b), range(c, d), strict=True)
            continue
        left = list(range(c, d))
        for index in range(a, b):
            near = max(left, key=lambda at: _alike(mine[index], theirs[at]), default=None)
            if near is not None and 2 * _alike(mine[index], theirs[near]) >= len(mine[index]):
                left.remove(near)
                yield index, near
            else:
                yield index, None
        for at in left:
            yield None, at


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for a, b in zip(one, other, strict=False) if a == b)
