"""The lines before a table: its title and heading, and the notice it is an annex of."""

import datetime as dt
import re
from collections.abc import Sequence

from msctl.importing.residue import compact, is_stamp
from msctl.model.fields import LEDGER, check_type
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

ANNEX = re.compile(r"附件\s*(?:\d+|[一二三四五六七八九十]+)?\s*[：:]?")
_NUMBER = re.compile(r"\S+〔[12]\d{3}〕\s*\d+\s*号")
_NOTICE = re.compile(r"(通知|通报|公告|意见|报告|通報|意見|報告)$")
_DATE = re.compile(r"([12]\d{3})年(1[0-2]|0?[1-9])月([12]\d|3[01]|0?[1-9])日")
_UNIT = re.compile(r"[（(]?(?:金额)?(?:单位|單位)[：:]\s*(亿元|万元|元)[）)]?")
_UNIT_INSIDE = re.compile(r"(?<!填报)(?<!填報)(?:单位|單位)[：:]\s*(亿元|万元|元)")
TITLE = re.compile(
    r"(表|台账|台帐|清单|清單|一览|一覽|情况|情況|计划|計劃|方案|任务|任務|项目|項目|汇总|統計|统计)$"
)
_ID = re.compile(r"[a-z0-9-]+/[12]\d{3}/[a-z0-9-]+")
"""What a ledger without a title is headed with when it is printed."""
_TITLE_LINES = 4
"""Lines above a table without an annex's number among which its title is looked for."""
_SENTENCE = tuple("。：:；;，,")


def read_preamble(before: Sequence[str], below: Sequence[str] = ()) -> Record:
    """A ledger's own fields out of the lines that stand before and below its table.

    The last line that is worded like one is the table's title; a line ``附件`` above it is its
    heading, and what stands above is the notice, with its number, title, issuer and date where it
    states them. What stands between title and table, or below it, is its note.
    """
    lines = ["" if is_stamp(line) else line.strip() for line in before]
    fields: dict[str, Value] = {}
    for index, line in enumerate(lines):
        if match := _UNIT.fullmatch(line):
            fields["money_unit"] = match.group(1)
            lines[index] = ""
        elif match := _UNIT_INSIDE.search(line):
            fields.setdefault("money_unit", match.group(1))
    _trim(lines)
    _take_title(lines, fields)
    _take_number(lines, fields)
    _take_signature(lines, fields)
    _take_notice(lines, fields)
    notes = [line.strip() for line in below if line.strip() and not is_stamp(line)]
    _take_signature(notes, fields, least=0)
    if text := "\n".join([*filter(None, [str(fields.pop("note", ""))]), *notes]):
        fields["note"] = text
    record = Record({FieldPath.parse(key): value for key, value in fields.items()})
    for path, value in record.leaves():
        check_type(LEDGER.require(path), path, value)
    return record


def states_unit(text: str) -> bool:
    """Whether a line or a cell states the money unit and nothing else: ``单位：万元``."""
    return _UNIT.fullmatch(compact(text)) is not None


def is_date(line: str) -> bool:
    """Whether a line is a date of issue and nothing else."""
    return _DATE.fullmatch("".join(line.split())) is not None


def _trim(lines: list[str]) -> None:
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]


def _take_title(lines: list[str], fields: dict[str, Value]) -> None:
    heads = [i for i, line in enumerate(lines) if ANNEX.fullmatch(line)]
    start = heads[-1] + 1 if heads else max(0, len(lines) - _TITLE_LINES)
    more: list[str] = []
    # what a form asks to be filled in stands below its title
    while len(lines) > start + 1 and _is_filled_in(lines[-1], lines[start:-1]):
        more.insert(0, lines.pop())
        while lines and not lines[-1]:
            lines.pop()
    if more:
        fields["note"] = "\n".join(more)
    if heads:
        title = "".join(lines[heads[-1] + 1 :])
        if title:
            fields["title"] = title
        fields["heading"] = lines[heads[-1]].rstrip("：:")
        del lines[heads[-1] :]
    elif lines and not (len(lines) > 1 and lines[-1].endswith(_SENTENCE)):
        title = lines.pop()
        if not _ID.fullmatch(title):
            fields["title"] = title
    _trim(lines)


def _is_filled_in(line: str, above: Sequence[str]) -> bool:
    """Whether a line is no title but stands between one and the table: ``填报单位：县教育局``."""
    return not TITLE.search(line) and any(map(TITLE.search, above))


def _take_number(lines: list[str], fields: dict[str, Value]) -> None:
    for index, line in enumerate(lines):
        if _NUMBER.fullmatch(line):
            fields["document_number"] = line
            del lines[index]
            _trim(lines)
            return


def _take_signature(lines: list[str], fields: dict[str, Value], least: int = 1) -> None:
    """The date in the last line and, above ``least`` lines, the office above it."""
    match = _DATE.fullmatch("".join(lines[-1].split())) if lines else None
    if match is None:
        return
    try:
        fields["date"] = dt.date(*map(int, match.groups()))
    except ValueError:
        return
    lines.pop()
    _trim(lines)
    office = lines[-1] if len(lines) > least else ""
    if office and not office.endswith(_SENTENCE) and not office.startswith("附件"):
        fields["issuer"] = lines.pop()
        _trim(lines)


def _take_notice(lines: list[str], fields: dict[str, Value]) -> None:
    """The notice's title, its first paragraph when that ends like one, and its text."""
    end = lines.index("") if "" in lines else 0
    ends = [i for i, line in enumerate(lines[:_TITLE_LINES], start=1) if _NOTICE.search(line)]
    end = ends[0] if ends and not (end and _NOTICE.search(lines[end - 1])) else end
    if end and _NOTICE.search(lines[end - 1]):
        title = "\n".join(lines[:end])
        fields["notice.title"] = title
        fields.setdefault("title", "".join(title.split()))
        office = title.partition("关于")[0].strip()
        if office and "issuer" not in fields:
            fields["issuer"] = "".join(office.split())
        del lines[:end]
        _trim(lines)
    if lines:
        fields["notice.text"] = "\n".join(lines)
