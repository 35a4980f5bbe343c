"""TOML as text: parsing with exact numbers, and where each key and table stands.

Values are read by a TOML library; the places are found by a scan of the text, which both the
editor and the error messages use. The scan trusts that the text parses.
"""

import bisect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from msctl.model.paths import FieldPath


def _fast_reader() -> Any:
    try:
        import toml_rs
    except ImportError:
        return None
    return toml_rs


_fast = _fast_reader()
"""toml-rs, ten times as fast as the standard library, which stands in where there is no build of
it. Loaded at once and so in the main thread: its version 0.4.3 crashes the process when the thread
that first imported it has ended."""

_TOLD = re.compile(r"line (\d+), column (\d+)")


class SyntaxFault(ValueError):
    """Text that is not TOML, with the place (1-based)."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


def parse(text: str) -> Mapping[str, object]:
    """The nested tables of a TOML text, floats as Decimal. Raises SyntaxFault."""
    if _fast is None:
        return _parse_standard(text)
    try:
        tree: Mapping[str, object] = _fast.loads(text, parse_float=Decimal, toml_version="1.0.0")
        return tree
    except _fast.TOMLDecodeError as error:
        told = str(error).rstrip()
        raise SyntaxFault(told.rpartition("\n")[2], *_told_place(told, text)) from None


def _parse_standard(text: str) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).rpartition(" (at ")
        raise SyntaxFault(reason, *_told_place(place, text)) from None


def _told_place(told: str, text: str) -> tuple[int, int]:
    """The line and column a reader's sentence names; where it names none, the end of the text.

    The sentence is the one place where both tell them: toml-rs counts the bytes in front for the
    numbers of its exception, which are too large behind Chinese text.
    """
    found = _TOLD.search(told)
    if found is None:
        last = text.rstrip("\n").split("\n")
        return len(last), len(last[-1]) + 1
    return int(found[1]), int(found[2])


@dataclass(frozen=True, slots=True)
class Place:
    """Where one ``[table]`` header or one ``key = value`` stands, as offsets into the text."""

    path: FieldPath
    table: FieldPath
    """the table whose header it stands under; of a header, the table itself"""
    header: bool
    start: int
    """of the line's first character that is not white space"""
    value: int
    """of the value's first character; of a header, its end"""
    end: int
    """behind the value or the closing bracket"""


class Outline:
    """The places of a TOML text, in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = tuple(_Scan(text).run())

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset."""
        line = bisect.bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def locate(self, path: FieldPath) -> tuple[int, int]:
        """The line and column of a value or table; of what is not there, of the nearest table that
        would hold it."""
        for depth in range(len(path), 0, -1):
            for place in self.places:
                if place.path[:depth] == path[:depth] and len(place.path) >= depth:
                    return self.line_column(place.start)
        return (1, 1)

    def line_bounds(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of the whole lines that hold a span, the last line break included."""
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", end)
        return first, (last + 1 if last >= 0 else len(self.text))


class _Scan:
    """One pass over a text that parses."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def run(self) -> list[Place]:
        places = []
        table = FieldPath()
        while self._skip_blank():
            start = self.at
            if self.text[start] == "[":
                double = self.text.startswith("[[", start)
                self.at += 2 if double else 1
                table = self._key()
                self.at = self.text.index("]", self.at) + (2 if double else 1)
                places.append(Place(table, table, True, start, self.at, self.at))
            else:
                key = self._key()
                self.at = self.text.index("=", self.at) + 1
                self._spaces()
                value = self.at
                self._value()
                places.append(Place(table + key, table, False, start, value, self.at))
        return places

    def _skip_blank(self) -> bool:
        text, size = self.text, len(self.text)
        while self.at < size:
            char = text[self.at]
            if char == "#":
                end = text.find("\n", self.at)
                self.at = size if end < 0 else end
            elif char in " \t\r\n":
                self.at += 1
            else:
                return True
        return False

    def _spaces(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1

    def _key(self) -> FieldPath:
        keys = []
        while True:
            self._spaces()
            char = self.text[self.at]
            start = self.at
            if char in "\"'":
                self._string()
                raw = self.text[start : self.at]
                plain = char == "'" or "\\" not in raw
                key = raw[1:-1] if plain else str(parse(f"k = {raw}")["k"])
            else:
                while self.text[self.at] not in " \t.=]":
                    self.at += 1
                key = self.text[start : self.at]
            keys.append(key)
            self._spaces()
            if self.text[self.at] != ".":
                return FieldPath(keys)
            self.at += 1

    def _value(self) -> None:
        char = self.text[self.at]
        if char in "\"'":
            self._string()
        elif char in "[{":
            self._nested()
        else:
            while self.at < len(self.text) and self.text[self.at] not in " \t\r\n#,]}":
                self.at += 1
            # a date and a time may be parted by one space
            if (
                self.text[self.at : self.at + 1] == " "
                and self.text[self.at + 1 : self.at + 2].isdigit()
            ):
                self.at += 1
                self._value()

    def _nested(self) -> None:
        depth = 0
        while True:
            char = self.text[self.at]
            if char in "\"'":
                self._string()
                continue
            if char == "#":
                self.at = self.text.index("\n", self.at)
                continue
            depth += (char in "[{") - (char in "]}")
            self.at += 1
            if depth == 0:
                return

    def _string(self) -> None:
        quote = self.text[self.at]
        triple = quote * 3
        if self.text.startswith(triple, self.at):
            self.at += 3
            while not self.text.startswith(triple, self.at):
                self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
            self.at += 3
            # up to two quotes may stand directly before the closing three
            while self.text.startswith(quote, self.at):
                self.at += 1
            return
        self.at += 1
        while self.text[self.at] != quote:
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += 1
