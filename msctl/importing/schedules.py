"""Schedules: a plan's cell taken apart into lead-in, periods and, where it has headings, tasks.

Only the labels of quarters (``一季度：``, ``第二季度：``, ``三、四季度：``, ``一季度，``) are taken
off, because a table prints them again from the period. A schedule without them keeps its wording
whole under the month it speaks of.
"""

import re
from dataclasses import dataclass, field

from msctl.importing.residue import LABEL, PRINTED_LABEL, Tell

_QUARTERS = "一二三四"
_LABEL = re.compile(
    r"(?:(?P<year>[12]\d{3})年)?第?(?P<first>[一二三四])(?:(?:季度)?[、至到－—~-]第?(?P<last>[一二三四]))?"
    r"季度(?P<sign>[：:，,])"
)
_LABELS = re.compile(rf"^{_LABEL.pattern}", re.MULTILINE)
_PRINTED = {f"{quarter}季度：": f"Q{at}" for at, quarter in enumerate(_QUARTERS, start=1)}
"""The period of a label that is worded as it is printed again."""
_MONTH = re.compile(r"(?:(?P<year>[12]\d{3})年：?)?(?P<month>1[0-2]|[1-9])月")
_HEADING = re.compile(r"[^。，,]{2,40}[：:；;]")
_ONGOING = re.compile(r"常态化|常態化|长期坚持|长期开展")
_WHOLE_YEAR = re.compile(r"全年|年内|年底前|12月底前")


@dataclass
class Schedule:
    """One schedule: the plan of a project or of one task."""

    name: str = ""
    """the task's name, where the cell gives one"""
    lead_in: str = ""
    """the wording before the first period"""
    steps: dict[str, str] = field(default_factory=dict)
    """the wording of each period, by its key"""


def read_plan(
    text: str, year: int, tell: Tell, *, paragraphs: bool = False, task_name: str = ""
) -> list[Schedule]:
    """The schedules of a plan's cell: several only when ``paragraphs`` and it has headings.

    Args:
        text: the cell, cleaned.
        year: the ledger's year; a month of another year gets its year into the key.
        tell: told of labels that are not worded as they are printed again.
        paragraphs: whether headings inside the cell begin tasks.
        task_name: how the cell begins with a task's name (``（{name}）``); empty when it does not.
    """
    parts = _parts(text.split("\n")) if paragraphs else [("", text.split("\n"))]
    schedules = []
    for heading, lines in parts:
        schedule = _schedule(lines, year, tell)
        if heading:
            schedule.name = heading.rstrip("：:；;")
            schedule.lead_in = "\n".join(filter(None, [heading, schedule.lead_in]))
        elif task_name:
            schedule.name, schedule.lead_in = _split_name(schedule.lead_in, task_name)
        schedules.append(schedule)
    return schedules


def read_quarters(text: str) -> dict[str, str] | None:
    """The steps of a plan that is quarters and nothing else, each labelled as it is printed again.

    White space stands nowhere in the text but between words, a character at a time. None for any
    other plan: the labels and the steps are the whole text.
    """
    labels = list(_LABELS.finditer(text))
    if not labels or labels[0].start():
        return None
    ends = [*(label.start() - 1 for label in labels[1:]), len(text)]
    steps: dict[str, str] = {}
    for label, end in zip(labels, ends, strict=True):
        step = text[label.end() : end]
        key = _PRINTED.get(label.group())
        if key is None or key in steps or not step or step[0] == "\n":
            return None
        steps[key] = step.lstrip()
    return steps


def _parts(lines: list[str]) -> list[tuple[str, list[str]]]:
    """The lines below each heading; one part without a heading unless there are two headings."""
    heads = [i for i, line in enumerate(lines) if _is_heading(line)]
    if len(heads) < 2 or heads[0] != 0:
        return [("", lines)]
    ends = [*heads[1:], len(lines)]
    return [(lines[head], lines[head + 1 : end]) for head, end in zip(heads, ends, strict=True)]


def _is_heading(line: str) -> bool:
    return not _LABEL.match(line) and _HEADING.fullmatch(line) is not None


def _schedule(lines: list[str], year: int, tell: Tell) -> Schedule:
    schedule = Schedule()
    if not any("季度" in line and _LABEL.match(line) for line in lines):
        return _free_schedule(lines, year)
    current = ""
    for line in lines:
        match = _LABEL.match(line) if "季度" in line else None
        if match is None:
            _append(schedule, current, line)
            continue
        key = _quarters(match, year)
        if key in schedule.steps or not line[match.end() :].strip():
            _append(schedule, current, line)
            continue
        current = key
        _append(schedule, current, line[match.end() :].lstrip())
        if match.group().startswith("第") or match["sign"] != "：" or match["year"]:
            tell(LABEL, match.group())
        else:
            tell(PRINTED_LABEL, match.group())
    return schedule


def _append(schedule: Schedule, key: str, line: str) -> None:
    before = schedule.steps.get(key, "") if key else schedule.lead_in
    text = f"{before}\n{line}" if before and line else before or line
    if key:
        schedule.steps[key] = text
    else:
        schedule.lead_in = text


def _quarters(match: re.Match[str], year: int) -> str:
    """The period's key of a label."""
    stated, begin, end = match.group("year", "first", "last")
    first = _QUARTERS.index(begin) + 1
    last = _QUARTERS.index(end) + 1 if end else first
    key = f"Q{first}-Q{last}" if last > first else f"Q{first}"
    return _with_year(key, stated, year)


def _with_year(key: str, stated: str | None, year: int) -> str:
    return f"{stated}-{key}" if stated and int(stated) != year else key


def _free_schedule(lines: list[str], year: int) -> Schedule:
    """A schedule without quarters, line by line: by the first month each speaks of."""
    schedule = Schedule()
    current = ""
    for line in lines:
        if match := _MONTH.search(line):
            current = _with_year(f"M{int(match['month']):02}", match["year"], year)
        elif _ONGOING.match(line):
            current = "ongoing"
        elif _WHOLE_YEAR.search(line):
            current = "Y"
        _append(schedule, current, line)
    return schedule


def _split_name(lead_in: str, task_name: str) -> tuple[str, str]:
    """The task's name that a lead-in begins with, and the rest."""
    before, _, after = task_name.partition("{name}")
    if not lead_in.startswith(before) or not after:
        return "", lead_in
    name, sign, rest = lead_in[len(before) :].partition(after)
    return (name, rest.lstrip()) if sign else ("", lead_in)
