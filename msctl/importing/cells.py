"""Cells to values: what one cell of a column means to the fields that the column is for."""

from collections.abc import Iterator
from dataclasses import dataclass

from msctl.importing.account import Tally
from msctl.importing.names import split_names
from msctl.importing.residue import EMPTY_MARK, LEAD_WORDS, NAME_BREAK, clean, compact, join
from msctl.importing.schedules import Schedule, read_plan
from msctl.model.errors import BadDate, BadNumber
from msctl.model.fields import Kind, parse_date
from msctl.model.layout import Column, Layout
from msctl.model.ledger import Ledger, Region
from msctl.model.money import parse_decimal
from msctl.model.paths import FieldPath
from msctl.model.values import Value

Leaf = tuple[FieldPath, Value]
TITLED = (Kind.TEXT, Kind.CHOICE, Kind.STATUS, Kind.DATE, Kind.NUMBER, Kind.MONEY)
"""Kinds whose values stand in one line."""


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one table into leaves of records."""

    layout: Layout
    ledger: Ledger
    region: Region
    tally: Tally

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
        for path, kind, part in self._parts(column, text):
            value = self._value(column, path, kind, part)
            if value is None:
                title = compact(column.header[-1]) or column.key
                self.tally.keep(title, part)
                yield FieldPath.of("extra", title), part
            else:
                yield path, value

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
        if kind in (Kind.MONEY, Kind.NUMBER):
            return _number(text)
        if kind is Kind.DATE:
            return _date(text)
        if kind is Kind.CHOICE:
            return next((key for key, word in column.words.items() if word == text), None)
        if kind is Kind.NAMES:
            return self._marks(path, text) if path[-1] == "marks" else self._units(path, text)
        if kind is Kind.STATUS and text not in self.ledger.status:
            self.tally.guess("status", path, text, text)
        return text

    def _units(self, path: FieldPath, text: str) -> tuple[str, ...]:
        found = split_names(text, self.region.wordings)
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


def _number(text: str) -> Value | None:
    try:
        return parse_decimal(text)
    except BadNumber:
        return None


def _date(text: str) -> Value | None:
    try:
        return parse_date(text)
    except BadDate:
        return None
