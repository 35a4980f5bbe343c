"""The account of an import: what was read, what was taken out, what is left for a person.

Every character of the document that is not blank is counted once: it is *mapped* (a field of a
record, the ledger or its layout says it), kept in *extra*, or *residue*. A cell is opened with its
whole wording, what is done with its parts claims them, and what nobody claimed is residue of its
own kind, so that the three sum to the document whatever a reader does.

Everything here is data; the sentences around it belong to the message catalogues.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from msctl.importing.residue import (
    NAME_BREAK,
    PRINTED_LABEL,
    SEPARATOR,
    SEPARATORS,
    UNREAD,
)
from msctl.importing.tables import Aside
from msctl.model.paths import FieldPath
from msctl.model.values import Value

QUOTES = 50
"""How many different quotes the account keeps of one kind of residue; the count is always whole."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a document that are not blank, by what became of them."""

    mapped: int
    extra: int
    residue: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.mapped + self.extra + self.residue


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
    characters: int = 0
    """how many characters that are not blank it took"""


@dataclass(frozen=True, slots=True)
class Kept:
    """Text that no field takes; it stands in ``extra`` under its column's title."""

    number: str
    title: str
    text: str


class Guess(NamedTuple):
    """Something the importer concluded and a person confirms."""

    reason: str
    """unit, unit-join, status, mark, column, investment, measure, amount, sum, number, name"""
    number: str
    path: FieldPath
    value: Value
    quote: str
    """the wording it was concluded from"""


@dataclass(frozen=True, slots=True)
class Total:
    """A column of a totals row against the sum of the column's cells."""

    title: str
    stated: Decimal
    sum: Decimal
    label: str = ""
    """the row's own words; empty for the sum of the whole table"""


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
    characters: Characters
    """of the whole document, tables that were not asked for included"""
    projects_stated: Decimal | None = None
    """the number of projects the totals row states"""
    layout_found: bool = False
    """whether the layout was found by the column titles, because the ledger has none that fits"""
    read: tuple[int, ...] = (1,)
    """the tables that were read, when several were"""
    remarks: tuple[Aside, ...] = ()
    """what is worth knowing and no text of the document: dropped macros, hidden sheets"""


def _are(texts: list[str], whole: str) -> bool:
    """Whether some texts have the characters of a whole, in whatever order: most often they are
    its parts, and their places tell."""
    if sum(map(len, texts)) != len(whole):
        return False
    return "".join(sorted(texts, key=whole.find)) == whole or sorted("".join(texts)) == sorted(
        whole
    )


class Tally:
    """Collects what an account tells while a table is read."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self.guesses: list[Guess] = []
        self.filled: Counter[str] = Counter()
        self.number = ""
        """the project being read"""
        self._quotes: dict[str, dict[str, None]] = {}
        self._counts: Counter[str] = Counter()
        self._taken: Counter[str] = Counter()
        """characters of residue by kind"""
        self._mapped = self._extra = 0
        self._raw = ""
        """the open cell as it is worded"""
        self._open: str | None = None
        self._claims: list[tuple[str, str]] = []

    @property
    def characters(self) -> Characters:
        """What has been counted so far."""
        return Characters(self._mapped, self._extra, self._taken.total())

    def begin(self, text: str) -> None:
        """A cell or line begins: what is said until :meth:`end` is about its characters."""
        self._raw = text
        self._open = "".join(text.split())
        self._claims = []

    def mapped(self, text: str) -> None:
        """A field holds this text, or stands for it."""
        self._claim("mapped", text)

    def count_mapped(self, characters: int) -> None:
        """Fields hold a whole cell as it stands; it has so many characters that are not blank."""
        self._mapped += characters

    def tell(self, kind: str, quote: str) -> None:
        """Something was taken out."""
        if kind == PRINTED_LABEL:
            self.mapped(quote)
            return
        self._counts[kind] += 1
        quotes = self._quotes.setdefault(kind, {})
        if len(quotes) < QUOTES:
            quotes[quote] = None
        # of a name that a line break parts, only white space goes
        if kind != NAME_BREAK:
            self._claim(kind, quote)

    def tell_of(self, kind: str, name: str, characters: int) -> None:
        """Something as large as that is left out, by its name."""
        self._counts[kind] += 1
        self._quotes.setdefault(kind, {})[name] = None
        self._taken[kind] += characters

    def keep(self, title: str, text: str) -> None:
        """No field takes this text: it goes to ``extra``."""
        self.kept.append(Kept(self.number, title, text))
        self._claim("extra", text)

    def guess(self, reason: str, path: FieldPath, value: Value, quote: str) -> None:
        """A person should confirm this."""
        self.guesses.append(Guess(reason, self.number, path, value, quote))

    def end(self) -> None:
        """The cell ends: characters that nobody claimed are residue, and told as such."""
        whole, claims = self._open or "", self._claims
        self._open = None
        if len(claims) == 1 and claims[0][1] == whole:
            self._count(claims[0][0], len(whole))
            return
        texts = [text for _, text in claims]
        if _are(texts, whole):
            for kind, text in claims:
                self._count(kind, len(text))
            return
        left = Counter(whole)
        for kind, text in claims:
            taken = Counter(text) & left
            left -= taken
            self._count(kind, taken.total())
        rest = ""
        for character in whole:
            if left[character]:
                left[character] -= 1
                rest += character
        if rest:
            self.tell(SEPARATOR if not rest.strip(SEPARATORS) else UNREAD, rest)

    def _claim(self, kind: str, text: str) -> None:
        if self._open is None:
            self._count(kind, len("".join(text.split())))
        else:
            whole = text == self._raw
            self._claims.append((kind, self._open if whole else "".join(text.split())))

    def _count(self, kind: str, characters: int) -> None:
        if kind == "mapped":
            self._mapped += characters
        elif kind == "extra":
            self._extra += characters
        else:
            self._taken[kind] += characters

    def summed(self) -> tuple[Residue, ...]:
        """The residue by kind."""
        return tuple(
            Residue(kind, count, tuple(self._quotes[kind]), self._taken[kind])
            for kind, count in self._counts.items()
        )
