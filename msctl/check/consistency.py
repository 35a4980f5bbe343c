"""Doubts about what differs inside a record, or between the ledgers of a year: items, sizes, names,
units, targets."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from msctl.check.case import Case, Doubt, Row, YearCase
from msctl.model.fields import ROLES
from msctl.model.paths import FieldPath
from msctl.text.alike import alike, same_unit
from msctl.text.fold import simplified

_ITEMS = re.compile("[、，,；;。（）()：:\n]")
_OPENING = re.compile("^(?:新建|新增|建成|建设|改造|完成|已建成|已完成|配建)")
_SIZE = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[A-Za-z][A-Za-z.·]*|千伏|兆)(?P<noun>[\u4e00-\u9fff]{3,})"
)
_SURE = Decimal("0.6")
"""the part of the shorter name's pairs of characters that two names of one thing share"""
_OTHER = Decimal("0.34")
"""less than this, and nothing of a name is found"""
_TELLING = 10
"""a smaller number may well be the number of something else, too"""
_PREFIXES = frozenset("区县市镇區縣鎮")


def changed_item(case: Case) -> Iterator[Doubt]:
    """Of a list that a completed project's report repeats, no item is left out or renamed."""
    for row in case.rows:
        items = [_OPENING.sub("", "".join(one.split())) for one in _ITEMS.split(row.content)]
        wording = _ITEMS.split(row.task.text("content"))
        for report in row.reports:
            if len(items) < 4 or case.standing(report).state != "completed":
                continue
            text = "".join(simplified(report.progress).split())
            told = [len(item) >= 4 and item in text for item in items]
            for before, at, after in zip(told, range(1, len(items)), told[2:], strict=False):
                item = items[at]
                if before and after and len(item) >= 4 and not told[at]:
                    path = row.at("report", report.period.key, "progress")
                    quote = wording[at].strip()[-len(item) :]
                    yield Doubt(path, quote, quote, "")


def changed_size(case: Case) -> Iterator[Doubt]:
    """What is built is as large as what was planned: 100KVA箱式变电站."""
    for row in case.rows:
        planned = dict(_sizes(row.content))
        for report in row.reports if planned else ():
            for key, (value, quote) in _sizes(simplified(report.progress)):
                if key in planned and planned[key][0] != value:
                    path = row.at("report", report.period.key, "progress")
                    yield Doubt(path, quote, planned[key][1], quote)


def _sizes(text: str) -> Iterator[tuple[tuple[str, str], tuple[Decimal, str]]]:
    for match in _SIZE.finditer(text):
        unit = match["unit"].lower().replace(".", "").replace("·", "")
        quote = match["value"] + match["unit"] + match["noun"][:5]
        yield (unit, match["noun"][:4]), (Decimal(match["value"]), quote)


def measure_word(case: Case) -> Iterator[Doubt]:
    """The number of a target is counted in the target's measure word wherever it stands."""
    for row in case.rows:
        for measure in row.measures:
            for path, text in _told(row):
                for figure in row.figures(text):
                    same = same_unit(figure.unit, measure.unit)
                    if figure.value != measure.target or same or figure.value < _TELLING:
                        continue
                    if alike(figure.name, measure.name) >= _SURE:
                        details = {"measure": measure.name, "value": figure.value}
                        yield Doubt(path, figure.quote, measure.unit, figure.unit, details)


def _told(row: Row) -> Iterator[tuple[FieldPath, str]]:
    for plan in row.plans:
        yield row.at("plan", plan.period.key, "text"), plan.text
    for report in row.reports:
        yield row.at("report", report.period.key, "progress"), report.progress


def task_name(case: Case) -> Iterator[Doubt]:
    """Where the project's wording names its tasks, it names each of them."""
    content = simplified(case.project.record.text("content"))
    named = [row for row in case.rows if row.task.key is not None and row.task.text("name")]
    if len(named) < 3 or not content:
        return
    names = {row: simplified(row.task.text("name")) for row in named}
    likeness = {row: Decimal(1) if n in content else alike(n, content) for row, n in names.items()}
    if sum(likeness[row] == 1 for row in named) < 2:
        return
    for row in named:
        if likeness[row] < _OTHER and sum(like >= _SURE for like in likeness.values()) * 2 > len(
            named
        ):
            name = row.task.text("name")
            yield Doubt(row.at("name"), name, "", name)


def kind_year(case: Case) -> Iterator[Doubt]:
    """What is new this year has no plan for an earlier year."""
    if case.project.record.text("kind") != "new":
        return
    for row in case.rows:
        for plan in row.plans:
            if plan.period.year is not None and plan.period.year < case.year:
                key, details = plan.period.key, {"period": plan.period}
                path = row.at("plan", key, "text")
                yield Doubt(path, plan.text[:24].strip(), str(case.year), key, details)


def unit_names(case: YearCase) -> Iterator[Doubt]:
    """A unit has one name in the ledgers of a year; without 区 or 县 before it is the same."""
    uses: dict[str, Counter[str]] = {}
    first: dict[str, tuple[Case, FieldPath]] = {}
    for one in (one for ledger in case.ledgers for one in ledger.cases):
        for path, value in one.project.record.leaves():
            if (
                len(path) > 1
                and path[-2] == "units"
                and path[-1] in ROLES
                and isinstance(value, tuple)
            ):
                for wording in value:
                    name = case.region.unit_of(wording) if isinstance(wording, str) else None
                    if name is not None and isinstance(wording, str):
                        uses.setdefault(name, Counter())[wording] += 1
                        first.setdefault(wording, (one, path))
    for counted in uses.values():
        wordings = sorted(counted, key=lambda wording: -counted[wording])
        apart = [one for one in wordings[1:] if not _elided(one, wordings[0])]
        for wording in apart:
            own, path = first[wording]
            details = {"other": wordings[0], "times": counted[wordings[0]]}
            yield Doubt(path, wording, wordings[0], wording, details, own.project.id)


def _elided(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long[1:] == short and long[:1] in _PREFIXES
