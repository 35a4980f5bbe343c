"""The account of an import: what was read, what was taken out, what is left for a person.

Everything here is data; the sentences around it belong to the message catalogues.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from msctl.model.paths import FieldPath
from msctl.model.values import Value

QUOTES = 5
"""How many different quotes the account keeps of one kind of residue; the count is always whole."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one column was read."""

    title: str
    fields: tuple[str, ...]
    """the field paths its cells went to, as the layout names them"""
    cells: int
    """how many of its cells held something"""


@dataclass(frozen=True, slots=True)
class Residue:
    """One kind of residue that was taken out."""

    kind: str
    count: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Text that no field takes; it stands in ``extra`` under its column's title, or nowhere when
    it stood outside of every project (number empty)."""

    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """Something the importer concluded and a person confirms."""

    reason: str
    """unit, unit-join, status, mark, column, investment, measure"""
    number: str
    path: FieldPath
    value: Value
    quote: str
    """the wording it was concluded from"""


@dataclass(frozen=True, slots=True)
class Total:
    """A column of the totals row against the sum of the column's cells."""

    title: str
    stated: Decimal
    sum: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """Everything there is to say about one import."""

    table: int
    tables: int
    rows: int
    """rows with data: without header rows and the totals row"""
    cells: int
    """cells of these rows that held something"""
    projects: int
    tasks: int
    """rows or paragraphs that became tasks"""
    columns: tuple[Reading, ...]
    residue: tuple[Residue, ...]
    kept: tuple[Kept, ...]
    guesses: tuple[Guess, ...]
    totals: tuple[Total, ...]
    projects_stated: Decimal | None = None
    """the number of projects the totals row states"""
    layout_found: bool = False
    """whether the layout was found by the column titles, because the ledger has none that fits"""


class Tally:
    """Collects what an account tells while a table is read."""

    def __init__(self) -> None:
        self.residue: dict[str, list[str]] = {}
        self.kept: list[Kept] = []
        self.guesses: list[Guess] = []
        self.filled: Counter[str] = Counter()
        self.number = ""
        """the project being read"""

    def tell(self, kind: str, quote: str) -> None:
        """Something was taken out."""
        self.residue.setdefault(kind, []).append(quote)

    def keep(self, title: str, text: str) -> None:
        """No field takes this text."""
        self.kept.append(Kept(self.number, title, text))

    def guess(self, reason: str, path: FieldPath, value: Value, quote: str) -> None:
        """A person should confirm this."""
        self.guesses.append(Guess(reason, self.number, path, value, quote))

    def summed(self) -> tuple[Residue, ...]:
        """The residue by kind."""
        return tuple(
            Residue(kind, len(quotes), tuple(dict.fromkeys(quotes))[:QUOTES])
            for kind, quotes in self.residue.items()
        )
