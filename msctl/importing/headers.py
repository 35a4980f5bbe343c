"""Column titles: which field a column is for, where the ledger has no layout that says so.

The synonyms stand in ``headers.toml``. A column that no synonym names keeps its text under
``extra.TITLE``.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from msctl.importing.residue import compact
from msctl.model.fields import PROJECT, Kind
from msctl.model.layout import PLAN, Layout, read_layout
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

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


def fold_title(title: str) -> str:
    """A title for comparison: no white space, brackets or year, half width, simplified."""
    text = unicodedata.normalize("NFKC", compact(title)).translate(_SCRIPT)
    return _YEAR.sub("", _BRACKETS.sub("", text)).casefold()


def names_number(title: str) -> bool:
    """Whether a title is the number column's, and so its row a header row."""
    return bool(title.strip()) and _synonyms().get(fold_title(title)) == "number"


def same_titles(layout: Layout, header: Sequence[Sequence[str]]) -> bool:
    """Whether a table's lowest titles are the layout's, in its order."""
    own = [_lowest(column.header) for column in layout.columns]
    return own == [_lowest(titles) for titles in header]


def _lowest(titles: Sequence[str]) -> str:
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


def find_layout(
    ledger: str, header: Sequence[Sequence[str]], title: str, rows: Sequence[Sequence[str]]
) -> tuple[Layout, Record]:
    """The layout that a table's titles speak of, and its part of a ledger's record.

    Args:
        ledger: the ledger's id, for the messages of a bad layout.
        header: the titles of each column from the top.
        title: the table's title, which may name the period.
        rows: the table's rows, which show merged cells and separators.
    """
    fields: dict[FieldPath, Value] = {}
    used: set[str] = set()
    paths = [_field(titles, index, header, title, used) for index, titles in enumerate(header)]
    number = paths.index("number") if "number" in paths else 0
    more = [row for row in rows if not row[number]]
    fields[FieldPath.of("tasks")] = "rows" if more else "paragraphs"
    for index, (path, titles) in enumerate(zip(paths, header, strict=True)):
        key = _key(path, index)
        cells = [row[index] for row in rows if index < len(row)]
        column: dict[str, Value] = {"header": tuple(titles), "fields": (path,)}
        if path == "category":
            column["merge"] = "category"
        elif more and not any(row[index] for row in more):
            column["merge"] = "project"
        found = None if path == str(PLAN) else PROJECT.find(FieldPath.parse(path))
        if found is not None and found.kind is Kind.NAMES and (sign := _separator(cells)):
            column["separator"] = sign
        if any(cell == "——" for cell in cells):
            column["empty"] = "——"
        for name, value in column.items():
            fields[FieldPath.of("column", key, name)] = value
    record = Record(fields)
    layout = read_layout(ledger, "official", record)
    return layout, Record({FieldPath(("layout", "official", *p)): v for p, v in record.leaves()})


def _field(
    titles: Sequence[str],
    index: int,
    header: Sequence[Sequence[str]],
    table: str,
    used: set[str],
) -> str:
    """The field path of a column; each field is given once."""
    own = next((title for title in reversed(titles) if title), "")
    path = _synonyms().get(fold_title(own), "")
    if not own and index and names_number(_lowest(header[index - 1])):
        path = "name"
    whole = " ".join(titles)
    period = period_of(whole)
    path = path.replace("PERIOD", period if period != "Y" else period_of(table))
    if not path or path in used:
        path = str(FieldPath.of("extra", " ".join(filter(None, titles)) or f"{index + 1}"))
    used.add(path)
    return path


def _key(path: str, index: int) -> str:
    """A column's key: the last word of its field, or its place."""
    parsed = FieldPath.parse(path)
    return f"column{index + 1}" if parsed[0] == "extra" else parsed[-1]


def _separator(cells: Sequence[str]) -> str:
    """What parts the names in a column; empty for a new line."""
    for sign in ("、", "\n", " "):
        if any(sign in cell.strip() for cell in cells):
            return "" if sign == "\n" else sign
    return ""
