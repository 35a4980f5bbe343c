"""Columns found by their titles: the layout of a table whose ledger has none that fits.

With the layout come the words its cells use: marks with their signs, and status words whose
meaning is known (``statuses.toml``). A person confirms all of it with the ledger's file.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from msctl.importing.headers import lowest, names_number, period_of
from msctl.importing.residue import compact
from msctl.importing.titles import field_path
from msctl.model.fields import PROJECT, Field, Kind
from msctl.model.layout import PLAN
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

WEAK_NAME = "name?"
"""What ``headers.toml`` says of titles that name the rows only where no other title does."""
_NOTHING = "——"
_NEXT_STEPS = "下一步工作打算："
_MARK = re.compile(r"(\S+)([○●◎▲△▽▼★☆◆◇■□※])")
_NAMED = re.compile(r"（[^（）]+）")
_STATUS_LENGTH = 16
"""Characters of the longest cell of a column of status words; a report of progress is longer."""
_KINDS = (("new", re.compile("新增|新建")), ("continuing", re.compile("连续|续建|延续|結轉|结转")))

Header = Sequence[Sequence[str]]
Rows = Sequence[Sequence[str]]


@cache
def _statuses() -> Mapping[str, list[str]]:
    text = files("msctl.importing").joinpath("statuses.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def find_columns(header: Header, title: str, rows: Rows) -> Record:
    """The part of a ledger's record that a table speaks of: ``layout.official``, marks, status.

    Args:
        header: the titles of each column from the top.
        title: the table's title, which may name the period.
        rows: the table's rows, cleaned; they show merged cells, separators and words.
    """
    paths = []
    has_name = any(field_path(titles, title, ()) == "name" for titles in header)
    used = {WEAK_NAME} if has_name else set()
    for index in range(len(header)):
        cells = [row[index] for row in rows if row[index]]
        paths.append(_fields(index, header, title, used, cells))
    number = paths.index(("number",)) if ("number",) in paths else None
    more = [row for row in rows if number is not None and not row[number]]
    layout: dict[FieldPath, Value] = {FieldPath.of("tasks"): "rows" if more else "paragraphs"}
    words: dict[FieldPath, Value] = {}
    keys: set[str] = set()
    for index, own in enumerate(paths):
        cells = [row[index] for row in rows if row[index]]
        column: dict[str, Value] = {"header": tuple(header[index])}
        if own == ("note",) and (marks := _marks(cells)):
            own = ("marks",)
            words |= {FieldPath.of("marks", name): sign for name, sign in marks.items()}
        column["fields"] = own
        if own == ("category",):
            column["merge"] = "category"
        elif more and not any(row[index] for row in more):
            column["merge"] = "project"
        field = None if own == (str(PLAN),) else PROJECT.find(FieldPath.parse(own[0]))
        _describe(column, field, cells)
        named = [row[index] for row in more if row[index]]
        if own == (str(PLAN),) and named and all(map(_NAMED.match, named)):
            column["task_name"] = "（{name}）"
        words |= _standings(field, lowest(header[index]), cells)
        key = _key(own[0], index, keys)
        layout |= {FieldPath.of("column", key, *name.split(".")): v for name, v in column.items()}
        if len(own) > 1:
            layout[FieldPath.of("column", key, "lead_words", own[1])] = _NEXT_STEPS
    fields = {FieldPath.of("layout", "official", *path): value for path, value in layout.items()}
    return Record(words | fields)


def _fields(
    index: int, header: Header, table: str, used: set[str], cells: Sequence[str]
) -> tuple[str, ...]:
    """The field paths of a column; each field is given once. Of two columns that are both titled
    as progress the one with short cells holds status words."""
    titles = header[index]
    own = lowest(titles)
    path = field_path(titles, table, cells)
    if not own and index and names_number(lowest(header[index - 1])):
        path = "name"
    if path == WEAK_NAME and path not in used:
        used.add(path)
        path = "name"
    period = period_of(" ".join(titles))
    period = period if period != "Y" else period_of(table)
    if not path and "下一步" in own and re.search("问题|困难|問題|困難", own):
        return (f"report.{period}.difficulties", f"report.{period}.next_steps")
    path = path.replace("PERIOD", period)
    if path.endswith(".progress") and cells and all(cell in _statuses() for cell in cells):
        path = _period_of_others(path, used).replace(".progress", ".status")
    elif path in used and all(len(cell) <= _STATUS_LENGTH for cell in cells):
        path = path.replace(".progress", ".status")
    if not path or path in used:
        path = str(FieldPath.of("extra", own or f"{index + 1}"))
    if path in used:
        path = str(FieldPath.of("extra", " ".join(filter(None, dict.fromkeys(titles)))))
    if path in used:
        path = str(FieldPath.of("extra", f"{own} {index + 1}"))
    used.add(path)
    return (path,)


def _period_of_others(path: str, used: set[str]) -> str:
    """A report's path in the period of the column that reports in words, where the titles of its
    own name none."""
    other = next((p for p in sorted(used) if p.endswith(".progress")), path)
    return other if path.startswith("report.Y.") else path


def _key(path: str, index: int, taken: set[str]) -> str:
    """A column's key: the last word of its field, or its place where that is none or taken."""
    parsed = FieldPath.parse(path)
    key = f"column{index + 1}" if parsed[0] == "extra" or parsed[-1] in taken else parsed[-1]
    taken.add(key)
    return key


def _describe(column: dict[str, Value], field: Field | None, cells: Sequence[str]) -> None:
    """Separator, sign for nothing and printed words, as the cells show them."""
    kind = field.kind if field is not None else None
    if kind is Kind.NAMES and (sign := _separator(cells)):
        column["separator"] = sign
    if any(_NOTHING[0] in cell and compact(cell) == _NOTHING for cell in cells):
        column["empty"] = _NOTHING
    if kind is Kind.CHOICE:
        for key, pattern in _KINDS:
            if word := next((cell for cell in cells if pattern.search(cell)), ""):
                column[f"words.{key}"] = compact(word)


def _separator(cells: Sequence[str]) -> str:
    """What parts the names in a column; empty for a new line."""
    for sign in ("、", "\n", " "):
        if any(sign in cell for cell in cells):
            return "" if sign == "\n" else sign
    return ""


def _marks(cells: Sequence[str]) -> dict[str, str]:
    """Each mark and its sign, when every line of the column is one."""
    lines = [line for cell in cells for line in cell.split("\n")]
    found = [_MARK.fullmatch(line) for line in lines]
    return {match[1]: match[2] for match in found if match} if all(found) else {}


def _standings(field: Field | None, title: str, cells: Sequence[str]) -> dict[FieldPath, Value]:
    """What the status words mean whose meaning is known: 是 means what the title asks."""
    if field is None or field.kind is not Kind.STATUS:
        return {}
    asks = "是否达序：" if re.search("达序|序时|達序|序時", title) else ""
    known = {
        word: _statuses()[asks + word]
        for word in dict.fromkeys(cells)
        if asks + word in _statuses()
    }
    return {
        FieldPath.of("status", word, axis): value
        for word, standing in known.items()
        for axis, value in zip(("state", "pace"), standing, strict=False)
    }
