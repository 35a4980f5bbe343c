"""Cells that are values as they stand: read at once, because nothing has to be taken out of them.

Most cells of a large table are, and each row of it costs as much as its cells do. A cell that is
more than a value is left to :class:`~msctl.importing.cells.CellReader`, with nothing told of it.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from msctl.importing.account import Guess
from msctl.importing.cells import NUMBER, CellReader
from msctl.importing.residue import is_odd, is_plain, is_word
from msctl.importing.schedules import read_quarters
from msctl.model.fields import Kind
from msctl.model.layout import Column
from msctl.model.paths import FieldPath
from msctl.model.values import Value

Fields = dict[FieldPath, Value]
Take = Callable[[Fields, str], bool]
"""Sets what a cell says; False where it is more than a value, or something is set already."""

_WORDS = (Kind.NAMES, Kind.STATUS, Kind.CHOICE)
"""Kinds whose values recur from row to row."""


def taker(reader: CellReader, column: Column) -> Take | None:
    """How the whole cells of a column are read; None for a column that has none."""
    if column.empty or column.lead_words:
        return None
    if column.is_plan:
        return None if column.task_name else _Plans(reader).take
    if len(column.fields) != 1 or column.fields[0][0] == "extra" or column.merge == "category":
        return None
    kind = column.kinds[0]
    if kind is Kind.BLOCK or (kind is Kind.TEXT and column.fields[0] != NUMBER):
        return _Wordings(reader, column).take
    return _Meanings(reader, column).take


class _Wordings:
    """The cells of a field that holds wording."""

    def __init__(self, reader: CellReader, column: Column) -> None:
        self._path = column.fields[0]
        self._tally = reader.tally

    def take(self, fields: Fields, raw: str) -> bool:
        if self._path in fields:
            return False
        text, characters = raw, len(raw)
        # what can be printed and is no space is no white space
        if not raw.isprintable() or " " in raw or "<" in raw:
            text, characters = raw.strip(), sum(map(len, raw.split()))
            if not text or is_odd(text):
                return False
        self._tally.count_mapped(characters)
        fields[self._path] = text
        return True


class _Meant(NamedTuple):
    """What a wording means to a field."""

    value: Value
    source: str
    """what of the wording it says; empty where that is all of it"""
    guesses: tuple[Guess, ...]


class _Meanings:
    """The cells of a field that holds a number, a date, names or a word of the office."""

    def __init__(self, reader: CellReader, column: Column) -> None:
        self._path = column.fields[0]
        self._column = column
        self._reader = reader
        self._tally = reader.tally
        self._kind = column.kinds[0]
        self._keep = self._kind in _WORDS
        self._known: dict[str, _Meant | None] = {}
        """by the wording: an office has few units and status words"""

    def take(self, fields: Fields, raw: str) -> bool:
        text = raw.strip()
        if not text or self._path in fields:
            return False
        if not self._keep:
            meant = self._read(text)
        elif text in self._known:
            meant = self._known[text]
        else:
            meant = self._known[text] = self._read(text)
        if meant is None:
            return False
        for guess in meant.guesses:
            self._tally.guess(guess.reason, guess.path, guess.value, guess.quote)
        if meant.source:
            self._tally.begin(text)
            self._tally.mapped(meant.source)
            self._tally.end()
        else:
            self._tally.count_mapped(len(text))
        fields[self._path] = meant.value
        return True

    def _read(self, text: str) -> _Meant | None:
        if not is_word(text):
            return None
        told = len(self._tally.guesses)
        guesses: tuple[Guess, ...] = ()
        value = self._reader.meant(self._column, self._path, self._kind, text)
        if len(self._tally.guesses) > told:
            guesses = tuple(self._tally.guesses[told:])
            del self._tally.guesses[told:]
        if value is None:
            return None
        source = self._reader.source(self._column, value, text)
        whole = source == text or sorted(source) == sorted(text)
        return _Meant(value, "" if whole else source, guesses)


class _Plans:
    """The cells of a whole plan that is quarters and nothing else."""

    def __init__(self, reader: CellReader) -> None:
        self._tally = reader.tally

    def take(self, fields: Fields, raw: str) -> bool:
        steps = read_quarters(raw.strip()) if is_plain(raw) else None
        if steps is None:
            return False
        paths = list(map(_step, steps))
        if not fields.keys().isdisjoint(paths):
            return False
        self._tally.count_mapped(sum(map(len, raw.split())))
        fields.update(zip(paths, steps.values(), strict=True))
        return True


@cache
def _step(period: str) -> FieldPath:
    return FieldPath.of("plan", period, "text")
