"""Rows of a table by what they are: header, data, sums, notes; and the rows of each project."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msctl.importing.residue import compact
from msctl.importing.tables import Row

Covered = Mapping[int, tuple[str, int]]
"""For columns: the wording of the merged cell that takes the place, and the rows left of it."""
NOTHING: Covered = {}


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row with data, as wide as the table."""

    cells: Row
    category: str = ""
    """the category row it stands below"""
    begins: Covered = field(default_factory=dict)
    """merged cells that begin in this row and take more than it"""
    covered: Covered = field(default_factory=dict)
    """merged cells that began in a row above"""
    made: frozenset[int] = frozenset()
    """columns whose cells a reader worded itself"""


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row that adds up others."""

    cells: Row
    label: str
    first: int
    last: int
    """it adds up the data rows from ``first`` to before ``last``"""
    whole: bool = True
    """whether it adds up the table"""
    at: int = 0
    """the data rows above it"""
    span: int = 0
    """the columns that its label's merged cell takes; 0 where that is not known"""
    category: bool = False
    """whether it is a category row with sums beside its words"""


@dataclass
class Rows:
    """The rows of a table by what they are."""

    header: list[Row] = field(default_factory=list)
    titles: tuple[tuple[str, ...], ...] = ()
    """the titles of each column from the top"""
    data: list[DataRow] = field(default_factory=list)
    sums: list[SumRow] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    """cells to the right of the last column"""
    category_rows: list[str] = field(default_factory=list)

    @property
    def categorised(self) -> bool:
        """Whether categories stand in rows of their own."""
        return any(row.category for row in self.data)


def group_rows(
    data: Sequence[DataRow], number: int | None, name: int | None = None
) -> Iterator[list[DataRow]]:
    """The rows of each project: it begins at a row with another number than the one before.

    Without a number column a project begins where its name's cell does; without both each row is
    one.
    """
    key = number if number is not None else name
    group: list[DataRow] = []
    current = ""
    for row in data:
        own = compact(row.cells[key]) if key is not None else ""
        same = key is not None and own in ("", current)
        if name is not None and number is None and own == current and own:
            same = False
        if group and (not same or row.category != group[-1].category):
            yield group
            group = []
        group.append(row)
        current = own or current
    if group:
        yield group
