"""A table's rows told apart: what each row of a table is, found in one pass."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from msctl.importing.account import Tally
from msctl.importing.headers import LONGEST_TITLE, is_header, names_number, stack_titles
from msctl.importing.quantities import number_of
from msctl.importing.regions import MARK, NOTE
from msctl.importing.residue import REPEATED_HEADER, compact, is_stamp
from msctl.importing.rows import NOTHING, DataRow, Rows, SumRow
from msctl.importing.tables import Row, SourceTable, lines_of

_TOTAL = re.compile(r"合计|总计|合計|總計")
_SUBTOTAL = re.compile(r"小计|小計")
_CATEGORY = (
    re.compile(
        r"(?:第?[一二三四五六七八九十]{1,3}[、．.类類]|[一二三四五六七八九十]{1,3}$|[一二三四五六七八九十]{1,3}\s)"
    ),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
)
"""How a category row begins, by level."""
_SAYS = re.compile(r"[^：:]{2,8}[：:]")
_LONGEST_CATEGORY = 40
_MOST_LEVELS = 4


def tell_apart(table: SourceTable, tally: Tally) -> Rows:
    """Finds header, totals, categories, notes and data; a header printed again is residue."""
    return _Sorting(table, tally).rows()


class _Sorting:
    """Goes through a table's rows once."""

    def __init__(self, table: SourceTable, tally: Tally) -> None:
        self._table = table
        self._tally = tally
        self._width = table.width
        self._told = Rows()
        self._levels: list[str] = []
        self._made: dict[int, frozenset[int]] = {}
        for row, column in table.made:
            self._made[row] = self._made.get(row, frozenset()) | {column}
        self._since = 0
        """the data row that the section began with"""

    def rows(self) -> Rows:
        table, told = self._table, self._told
        start = next((i for i, row in enumerate(table.rows) if any(map(names_number, row))), None)
        if start is None:
            start = next((i for i, row in enumerate(table.rows) if is_header(row)), 0)
        first = 0 if table.exact else start
        for row in table.rows[:first]:
            told.above += [line for cell in row if cell.strip() for line in cell.split("\n")]
        number = next((i for i, cell in enumerate(table.rows[start]) if names_number(cell)), None)
        self._number = number
        begin = start + self._depth(start)
        told.header = list(table.rows[first:begin])
        told.titles = _titles(table, first, begin)
        self._printed = [[*map(compact, row)] for row in told.header]
        self._firsts = {next(filter(None, body), "") for body in self._printed}
        covered = self._coverings(begin)
        end = self._notes_begin(begin, covered)
        for index in range(begin, end):
            self._sort(index, table.rows[index], covered)
        self._trailing()
        told.notes += lines_of(table.rows[end:])
        return told

    def _notes_begin(self, begin: int, coverings: Mapping[int, object]) -> int:
        """Where the rows below the body begin: lines across the whole table, a note and the lines
        that go on with it."""
        rows = self._table.rows
        first = at = len(rows)
        while at > begin and at - 1 not in coverings:
            at -= 1
            filled = [(place, cell.strip()) for place, cell in enumerate(rows[at]) if cell.strip()]
            if not filled:
                continue
            place, text = filled[0]
            wide = self._table.spans.get((at, place), (1, 1))[1]
            noted = NOTE.match(text) or (MARK.match(text) and place == 0)
            if (noted and self._is_signing(rows[at])) or is_stamp(text):
                first = at
            elif len(filled) > 1 or text.isdecimal() or self._sums(rows[at], compact(text)):
                break
            elif 1 < self._width <= wide:
                first = at
        return first

    def _depth(self, start: int) -> int:
        """How many rows from ``start`` on are header rows."""
        table = self._table
        depth = 1
        tall = [
            height + row - start
            for (row, _), (height, _) in table.spans.items()
            if row == start and height > 1
        ]
        if self._number is not None:
            depth = table.spans.get((start, self._number), (1, 1))[0]
        elif tall:
            depth = max(tall)
        while depth < _MOST_LEVELS and start + depth < len(table.rows):
            if depth > 1 and tall and not self._spreads(start + depth - 1):
                break
            if not self._is_lower(table.rows[start + depth], start, start + depth):
                break
            depth += 1
        return depth

    def _spreads(self, index: int) -> bool:
        """Whether a title of this row spans columns, so that titles must stand below it."""
        return any(row == index and wide > 1 for (row, _), (_, wide) in self._table.spans.items())

    def _is_lower(self, row: Row, start: int, index: int) -> bool:
        """Whether a row below titles is a lower level of them."""
        body = [compact(cell) for cell in row]
        if not any(body) or any(len(cell) > LONGEST_TITLE for cell in body):
            return False
        if self._label_sums(body):
            return False
        if self._number is not None:
            own = "".join(body[self._number : self._number + 1])
            return own == "" and not self._category_level(row, index)
        filled = [cell for cell in body if cell]
        return self._spreads(index - 1) and all(number_of(cell) is None for cell in filled)

    def _coverings(self, begin: int) -> dict[int, dict[int, tuple[str, int, bool]]]:
        """By row and column: a merged cell's wording, the rows left of it, whether it begins."""
        found: dict[int, dict[int, tuple[str, int, bool]]] = {}
        for (row, column), (height, _) in self._table.spans.items():
            if height > 1 and row >= begin:
                text = self._table.rows[row][column]
                for down in range(height):
                    found.setdefault(row + down, {})[column] = (text, height - down, down == 0)
        return found

    def _sort(
        self, index: int, row: Row, coverings: Mapping[int, Mapping[int, tuple[str, int, bool]]]
    ) -> None:
        label = next((cell for cell in row if cell and not cell.isspace()), "")
        own = coverings.get(index, {})
        if not label and not own:
            return
        label = compact(label)
        if label in self._firsts and [*map(compact, row)] in self._printed:
            self._tally.tell(REPEATED_HEADER, " ".join(filter(None, map(compact, row))))
        elif self._sums(row, label):
            self._add_sum(index, row, label)
        elif level := self._category_level(row, index):
            self._begin_category(row, level - 1)
        elif NOTE.match(label) and self._is_signing(row):
            self._told.notes += [line for cell in row if cell.strip() for line in cell.split("\n")]
        else:
            width = self._width
            if len(row) > width:
                self._told.outside += filter(str.strip, row[width:])
            cells = row if len(row) == width else (*row[:width], *[""] * (width - len(row)))
            made = self._made.get(index, frozenset())
            if not own:
                self._told.data.append(DataRow(cells, self._category, NOTHING, NOTHING, made))
                return
            begins = {c: (text, left) for c, (text, left, new) in own.items() if new}
            covered = {c: (text, left) for c, (text, left, new) in own.items() if not new}
            self._told.data.append(DataRow(cells, self._category, begins, covered, made))

    @property
    def _category(self) -> str:
        return " ".join(self._levels)

    def _is_signing(self, row: Row) -> bool:
        """Whether a row is a note, or the line of who filled the form in: each cell says of what
        it is."""
        filled = [cell.strip() for cell in row if cell.strip()]
        return len(filled) == 1 or all(map(_SAYS.match, filled))

    def _sums(self, row: Row, label: str) -> bool:
        if len(label) > LONGEST_TITLE or not (_TOTAL.search(label) or _SUBTOTAL.search(label)):
            return False
        return self._label_sums([compact(cell) for cell in row])

    def _label_sums(self, body: Sequence[str]) -> bool:
        """Whether a row's first words say that it adds up others, and it has no number of its
        own."""
        label = next(filter(None, body), "")
        adds_up = _TOTAL.search(label) or _SUBTOTAL.search(label)
        own = "".join(body[self._number : self._number + 1]) if self._number is not None else ""
        return bool(adds_up) and not own[:1].isdigit() and len(label) <= 30

    def _add_sum(self, index: int, row: Row, label: str) -> None:
        told = self._told
        place = next(place for place, cell in enumerate(row) if cell.strip())
        span = self._table.spans.get((index, place), (1, int(self._table.exact)))[1]
        if _SUBTOTAL.search(label):
            told.sums.append(SumRow(row, label, self._since, len(told.data), whole=False))
            self._since = len(told.data)
        else:
            told.sums.append(SumRow(row, label, 0, -1, at=len(told.data), span=span))

    def _category_level(self, row: Row, index: int) -> int:
        """The level of a category row, from 1; 0 for any other row."""
        if self._number_is_digits(row):
            return 0
        filled = [(place, cell.strip()) for place, cell in enumerate(row) if cell.strip()]
        words = [(place, text) for place, text in filled if number_of(text) is None]
        if not words or len(words) > 2:
            return 0
        text = compact("".join(word for _, word in words))
        if len(text) > _LONGEST_CATEGORY or NOTE.match(text):
            return 0
        wide = self._table.spans.get((index, words[0][0]), (1, 1))[1]
        spans_table = len(filled) == 1 and wide > 1 and wide >= self._width - 1
        short = words[0][0] <= 1 and len(filled) < self._width
        for level, pattern in enumerate(_CATEGORY, start=1):
            if short and pattern.match(words[0][1]) and not self._chinese_numbers:
                return level
        return 1 if spans_table else 0

    def _number_is_digits(self, row: Row) -> bool:
        own = row[self._number] if self._number is not None and self._number < len(row) else ""
        return own.strip()[:1].isdecimal()

    @cached_property
    def _chinese_numbers(self) -> bool:
        """Whether the table numbers its projects 一, 二, 三."""
        place = self._number
        if place is None:
            return False
        own = [compact(row[place]) for row in self._table.rows if place < len(row)]
        numbers = [cell for cell in own if cell and not names_number(cell)]
        return bool(numbers) and not any(cell[:1].isdecimal() for cell in numbers)

    def _begin_category(self, row: Row, level: int) -> None:
        told = self._told
        filled = [cell.strip() for cell in row if cell.strip()]
        words = [cell for cell in filled if number_of(cell) is None]
        text = " ".join(map(compact, words))
        self._levels[level:] = [text]
        told.category_rows.append(text)
        if len(words) < len(filled):
            told.sums.append(SumRow(row, text, len(told.data), -2, whole=False, category=True))
        self._since = len(told.data)

    def _trailing(self) -> None:
        """What stands below the last row: a category without rows is a note; sums get their end."""
        told = self._told
        starts = sorted({row.first for row in told.sums if row.last == -2})
        for place, row in enumerate(told.sums):
            last = row.last
            if last == -1:
                last = len(told.data)
            elif last == -2:
                last = next((start for start in starts if start > row.first), len(told.data))
            told.sums[place] = replace(row, last=last)
        if self._levels and self._since == len(told.data) and told.category_rows:
            told.notes.insert(0, told.category_rows.pop())


def _titles(table: SourceTable, first: int, begin: int) -> tuple[tuple[str, ...], ...]:
    """The titles of each column; where merged cells are known, a wide title stands over each."""
    rows = table.rows[first:begin]
    spans = {place: span for place, span in table.spans.items() if first <= place[0] < begin}
    if not table.exact or not spans:
        return stack_titles(rows, table.width)
    levels = [[compact(cell) for cell in row] for row in rows]
    for (row, column), (_, wide) in spans.items():
        title = levels[row - first][column]
        levels[row - first][column : column + wide] = [title] * wide
    stacks = []
    for column in range(table.width):
        titles = [level[column] for level in levels]
        while len(titles) > 1 and not titles[-1]:
            titles.pop()
        stacks.append(tuple(titles))
    return tuple(stacks)
