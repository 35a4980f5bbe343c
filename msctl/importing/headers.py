"""Column titles: which field a column is for, where the ledger has no layout that says so.

The synonyms stand in ``headers.toml``. A column that no synonym names keeps its text under
``extra.TITLE``.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from msctl.importing.residue import compact
from msctl.model.layout import Layout
from msctl.text.fold import fold

LONGEST_TITLE = 40
"""Characters of the longest title, line breaks and what stands in brackets included."""

_LONGEST_NUMBER = 12
"""The same of the number column."""

_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"\d{4}年度?")
_PERIODS = (
    (re.compile(r"第?([一二三四1-4])季度"), "Q"),
    (re.compile(r"上半年|半年度"), "H1"),
    (re.compile(r"下半年"), "H2"),
    (re.compile(r"(?<!\d)(\d{1,2})月(?!\d)"), "M"),
)
_SCRIPT = str.maketrans(
    "號項編碼稱類別領標務內設規進計劃單責協辦資統籌會狀況態問題難備註實際員導體總",
    "号项编码称类别领标务内设规进计划单责协办资统筹会状况态问题难备注实际员导体总",
)
"""The characters of column titles that differ in traditional script."""


@cache
def _synonyms() -> Mapping[str, str]:
    """Each folded title with the field it names."""
    text = files("msctl.importing").joinpath("headers.toml").read_text(encoding="utf-8")
    return {
        fold_title(title): field
        for field, titles in tomllib.loads(text).items()
        for title in titles
    }


@lru_cache(maxsize=4096)
def fold_title(title: str) -> str:
    """A title for comparison: no white space, brackets or year, half width, simplified."""
    text = fold(title).translate(_SCRIPT)
    return _YEAR.sub("", _BRACKETS.sub("", text))


def names_number(title: str) -> bool:
    """Whether a title is the number column's, and so its row a header row."""
    return len(title) <= _LONGEST_NUMBER and is_title(title) and field_named(title) == "number"


def is_title(text: str) -> bool:
    """Whether a cell is short enough for a title, and no number."""
    return 0 < len(text) <= LONGEST_TITLE and not text.isspace() and not text[0].isdecimal()


def titles_in(cells: Iterable[str]) -> int:
    """How many of the cells are titles that name a field."""
    return sum(1 for cell in cells if is_title(cell) and field_named(cell))


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is a header row: the number column's title is in it, or two titles and no
    cell that is too long for one."""
    if any(names_number(cell) for cell in cells):
        return True
    return titles_in(cells) > 1 and all(len(cell) <= LONGEST_TITLE for cell in cells)


def same_titles(layout: Layout, header: Sequence[Sequence[str]]) -> bool:
    """Whether a table's lowest titles are the layout's, in its order."""
    own = [lowest(column.header) for column in layout.columns]
    return own == [lowest(titles) for titles in header]


def lowest(titles: Sequence[str]) -> str:
    """The title right above the cells."""
    return compact(next((title for title in reversed(titles) if title.strip()), ""))


def stack_titles(rows: Sequence[Sequence[str]], width: int) -> tuple[tuple[str, ...], ...]:
    """The titles of each column from the top, out of header rows with merged cells.

    A row that is too short lacks the cells that a merged one covers: the titles of the row below
    it that are not blank share one title.
    """
    levels = [[compact(cell) for cell in row] for row in rows]
    for upper, lower in reversed(list(pairwise(levels))):
        if len(upper) < len(lower):
            upper[:] = _spread(upper, lower)
        for index in range(1, min(len(upper), len(lower))):
            if lower[index] and not upper[index]:
                upper[index] = upper[index - 1]
    stacks = []
    for index in range(width):
        titles = [row[index] if index < len(row) else "" for row in levels]
        while len(titles) > 1 and not titles[-1]:
            titles.pop()
        stacks.append(tuple(titles))
    return tuple(stacks)


def _spread(upper: list[str], lower: list[str]) -> list[str]:
    titles = iter(upper)
    spread: list[str] = []
    for index, below in enumerate(lower):
        again = below and index and lower[index - 1]
        spread.append(spread[-1] if again else next(titles, ""))
    return spread


def period_of(title: str) -> str:
    """The period a title or the table's title speaks of; the year where it names none."""
    for pattern, key in _PERIODS:
        if match := pattern.search(title):
            if key == "Q":
                quarter = match.group(1)
                return f"Q{'一二三四'.find(quarter) + 1 or quarter}"
            if key == "M":
                return f"M{int(match.group(1)):02}" if 1 <= int(match.group(1)) <= 12 else "Y"
            return key
    return "Y"


def field_named(title: str) -> str:
    """The field a title names, written as a path; empty when no synonym names one."""
    return _synonyms().get(fold_title(title), "")
