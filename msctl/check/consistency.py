"""Doubts about what differs inside a record, or between the ledgers of a year: items, sizes, names,
units, targets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from msctl.check.amounts import quantities
from msctl.check.case import Case, Doubt, LedgerCase, Row, YearCase, number
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
_ONE_WORD = re.compile("(?:宫颈癌|乳腺癌)[、和及与](?:宫颈癌|乳腺癌)")
_STOPS = re.compile("[。；;\n]")
_EMPTY = re.compile(
    r"标准为\d+(?:\.\d+)?[万亿]?元(?:/每?[人户])?(?:/每?[月年])?|一是|二是|三是|四是|\d{4}年|全年|计划|年底前|[（(]\d[）)]|[（(][省市县区]定[）)]"
)
_COMMON = 40
"""rows; a pair of characters that more of a ledger's rows have tells none of them apart"""


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


@dataclass(frozen=True, slots=True)
class _Target:
    """A number of a row's content, and what it is a number of."""

    case: Case
    row: Row
    value: Decimal
    unit: str
    quote: str
    name: str
    """the project's name"""
    sentence: str
    """what stands before the number in its sentence, behind the number before it"""
    measure: str
    """the measure that it is the target of"""
    alone: bool
    """whether the row has no other number of the unit"""


def two_targets(case: YearCase) -> Iterator[Doubt]:
    """One matter in two ledgers of a year has one target; told in the later ledger."""
    for one, other in combinations(case.ledgers, 2):
        listed = list(_targets(one))
        index = _Index(listed)
        for target in _targets(other):
            for found in index.near(target):
                if found.value == target.value or not same_unit(found.unit, target.unit):
                    continue
                if _one_matter(found, target):
                    path = (
                        target.row.at("measure", target.measure, "target")
                        if target.measure
                        else target.row.at("content")
                    )
                    details = {
                        "ledger": found.case.ledger.title,
                        "number": found.case.project.number,
                        "name": found.case.project.name,
                        "unit": target.unit,
                    }
                    yield Doubt(
                        path,
                        target.quote,
                        number(found.value),
                        number(target.value),
                        details,
                        target.case.project.id,
                    )


def _targets(ledger: LedgerCase) -> Iterator[_Target]:
    for case in ledger.cases:
        name = _bare(simplified(case.project.name))
        for row in case.rows:
            found = list(quantities(row.content))
            units = Counter(one.unit for one in found)
            last = 0
            for one in found:
                if one.unit in ("元", "万元", "亿元") or one.value < 2:
                    continue
                start = max(
                    (m.end() for m in _STOPS.finditer(row.content, 0, one.start)), default=0
                )
                sentence = row.content[start : one.start]
                if "其中" in sentence and "共计" not in sentence:
                    continue
                before = row.content[max(start, last) : one.start]
                last = one.end
                measures = [
                    m.name
                    for m in row.measures
                    if m.target == one.value and same_unit(m.unit, one.unit)
                ]
                quote = row.task.text("content")[max(start, one.start - 12) : one.end]
                measure = measures[0] if len(measures) == 1 else ""
                alone = units[one.unit] == 1
                yield _Target(
                    *(case, row, one.value, one.unit, quote, name, _bare(before), measure, alone)
                )


def _bare(text: str) -> str:
    return _EMPTY.sub(" ", _ONE_WORD.sub("两癌", text))


def _one_matter(one: _Target, other: _Target) -> bool:
    if other.case.project.id in one.case.project.record.keys(("link",)):
        return one.alone and other.alone
    measures = len(one.measure) > 3 and len(other.measure) > 3
    if measures and alike(one.measure, other.measure) >= _SURE:
        return True
    named = alike(one.name, other.name) >= _SURE or _sentences_alike(one.sentence, other.sentence)
    return one.alone and other.alone and named


def _sentences_alike(one: str, other: str) -> bool:
    return min(len(_pairs(one)), len(_pairs(other))) >= 3 and alike(one, other) >= _SURE


def _pairs(text: str) -> set[str]:
    return {pair for pair in map("".join, pairwise(text)) if pair.isalnum()}


class _Index:
    """Targets by the pairs of characters that tell them apart."""

    def __init__(self, targets: Iterable[_Target]) -> None:
        self._by_pair: dict[str, list[_Target]] = {}
        for target in targets:
            for pair in self._of(target):
                self._by_pair.setdefault(pair, []).append(target)

    @staticmethod
    def _of(target: _Target) -> set[str]:
        return _pairs(f"{target.name} {target.sentence} {target.measure}")

    def near(self, target: _Target) -> list[_Target]:
        """The targets that share something with one, each once."""
        found: dict[int, _Target] = {}
        shared: Counter[int] = Counter()
        for pair in self._of(target):
            held = self._by_pair.get(pair, ())
            if len(held) <= _COMMON:
                for one in held:
                    found[id(one)] = one
                    shared[id(one)] += 1
        return [found[key] for key, count in shared.items() if count > 1]
