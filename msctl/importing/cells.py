"""Cells to values: what one cell of a column means to the fields that the column is for."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msctl.importing.account import Tally
from msctl.importing.names import Name, split_names
from msctl.importing.quantities import amount_of, date_of, number_of, rate_of
from msctl.importing.residue import (
    EMPTY_MARK,
    LEAD_WORDS,
    NAME_BREAK,
    clean,
    compact,
    join,
)
from msctl.importing.schedules import Schedule, read_plan
from msctl.model.fields import Kind
from msctl.model.layout import Column, Layout
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath
from msctl.model.values import Value

Leaf = tuple[FieldPath, Value, str]
"""A field, its value, and the part of the cell that says it."""
NUMBER = FieldPath.of("number")
_BOX = re.compile("[☑☒✓✔√■□☐]")
_OPEN = "□☐"
"""Boxes that are not ticked."""
_WIDE_DIGITS = re.compile("[０-９]+")
TITLED = (Kind.TEXT, Kind.CHOICE, Kind.STATUS, Kind.DATE, Kind.NUMBER, Kind.MONEY)
"""Kinds whose values stand in one line."""


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one table into leaves of records."""

    layout: Layout
    ledger: Ledger
    wordings: tuple[str, ...]
    """the names of units that are found whole, see :mod:`msctl.importing.names`"""
    tally: Tally
    money_units: Mapping[str, str] = field(default_factory=dict)
    """the money unit of a column's cells, by its key, where it is not the table's"""
    money_unit: str = ""
    """the money unit of the table; empty for the ledger's"""

    _names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    """the names of each wording: most units lead more than one project"""

    def wording(self, column: Column, raw: str) -> str:
        """The cell without residue; empty where the column's sign for nothing stands."""
        text = clean(raw, self.tally.tell)
        if text and column.empty and compact(text) == column.empty:
            self.tally.tell(EMPTY_MARK, text)
            return ""
        return text

    def plan(self, column: Column, text: str, *, named: bool) -> list[Schedule]:
        """The schedules of a plan's cell; ``named`` when the row is a task's."""
        return read_plan(
            text,
            self.ledger.id.year,
            self.tally.tell,
            paragraphs=self.layout.tasks == "paragraphs",
            task_name=column.task_name if named else "",
        )

    def leaves(self, column: Column, text: str) -> Iterator[Leaf]:
        """The values of a cell that is no plan. What does not fit the field goes to ``extra``."""
        if not column.lead_words:
            yield self._leaf(column, column.fields[0], column.kinds[0], text)
            return
        for path, kind, part in self._parts(column, text):
            yield self._leaf(column, path, kind, part)

    def _leaf(self, column: Column, path: FieldPath, kind: Kind, text: str) -> Leaf:
        if kind is Kind.BLOCK:
            return path, text, text
        value = self._value(column, path, kind, text)
        if value is None:
            return FieldPath.of("extra", title_of(column)), text, text
        return path, value, self.source(column, value, text)

    def source(self, column: Column, value: Value, text: str) -> str:
        """What of a cell a value says: all of it, but of names only what is printed again."""
        if not isinstance(value, tuple) or column.fields[0][-1] == "marks":
            return text
        sign = column.separator.strip()
        return "".join(map(str, value)) + sign * (text.count(sign) if sign else 0)

    def _parts(self, column: Column, text: str) -> Iterator[tuple[FieldPath, Kind, str]]:
        """The parts of a cell that holds several fields, parted by their lead words."""
        starts = []
        for path, kind in zip(column.fields, column.kinds, strict=True):
            words = column.lead_words.get(str(path), "")
            at = text.find(words.strip()) if words else -1
            if at >= 0:
                starts.append((at, at + len(words.strip()), path, kind))
        starts.sort(key=lambda start: start[:2])
        first = starts[0][0] if starts else len(text)
        if before := text[:first].strip():
            led = {str(path) for path in column.lead_words}
            plain = [i for i, path in enumerate(column.fields) if str(path) not in led] or [0]
            yield column.fields[plain[0]], column.kinds[plain[0]], before
        ends = [*(start[0] for start in starts), len(text)][1:]
        for (at, begin, path, kind), end in zip(starts, ends, strict=True):
            self.tally.tell(LEAD_WORDS, text[at:begin])
            if part := text[begin:end].strip():
                yield path, kind, part

    def _value(self, column: Column, path: FieldPath, kind: Kind, text: str) -> Value | None:
        if kind in TITLED:
            text = join(text, self.tally.tell)
        return self.meant(column, path, kind, text)

    def meant(self, column: Column, path: FieldPath, kind: Kind, text: str) -> Value | None:
        """What a text in one line, or a list of names, means to a field."""
        if kind is Kind.MONEY:
            return self._amount(column, path, text)
        if kind is Kind.NUMBER:
            rate = rate_of(text)
            return rate[0] if rate else number_of(text)
        if kind is Kind.DATE:
            return date_of(text)
        if kind in (Kind.STATUS, Kind.CHOICE):
            text = _ticked(text)
        if kind is Kind.CHOICE:
            return next((key for key, word in column.words.items() if word == text), None)
        if kind is Kind.NAMES:
            return self._marks(path, text) if path[-1] == "marks" else self._units(path, text)
        if path == NUMBER:
            return unicodedata.normalize("NFKC", text) if _WIDE_DIGITS.fullmatch(text) else text
        if kind is Kind.STATUS and text not in self.ledger.status:
            self.tally.guess("status", path, text, text)
        return text

    def _amount(self, column: Column, path: FieldPath, text: str) -> Value | None:
        """Money in the ledger's unit; a person is told where the cell words it otherwise."""
        unit = self.ledger.money_unit
        own = self.money_units.get(column.key, self.money_unit or unit)
        amount = amount_of(text, own, unit)
        if amount is None:
            return None
        if amount.converted:
            self.tally.guess("amount", path, amount.value, text)
        return amount.value

    def _units(self, path: FieldPath, text: str) -> tuple[str, ...]:
        found = self._names.get(text)
        if found is None:
            found = self._names[text] = split_names(text, self.wordings)
        for name in found:
            if name.known and name.text != name.quote:
                self.tally.tell(NAME_BREAK, name.quote)
            elif not name.known:
                reason = "unit" if name.text == name.quote else "unit-join"
                self.tally.guess(reason, path, name.text, name.quote)
        return tuple(dict.fromkeys(name.text for name in found))

    def _marks(self, path: FieldPath, text: str) -> tuple[str, ...]:
        """The marks of a cell: each line a name with its sign, or the sign alone."""
        names = []
        for part in text.replace("、", "\n").split("\n"):
            word = part.strip()
            found = next((n for n, s in self.ledger.marks.items() if word in (n + s, n, s)), None)
            if word and found is None:
                self.tally.guess("mark", path, word, word)
            names += [found or word] if word else []
        return tuple(dict.fromkeys(names))


def _ticked(text: str) -> str:
    """The one word that is ticked, where a cell offers several: ``☑是 □否``."""
    parts = _BOX.split(text)
    boxes = _BOX.findall(text)
    if len(boxes) < 2 or parts[0].strip():
        return text
    words = [word.strip() for box, word in zip(boxes, parts[1:], strict=True) if box not in _OPEN]
    return words[0] if len(words) == 1 and words[0] else text


def title_of(column: Column) -> str:
    """The title under which a column's text is kept; its key where it has none."""
    return compact(column.header[-1]) or column.key
