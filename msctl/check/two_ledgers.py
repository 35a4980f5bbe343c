"""Doubts about one matter that two ledgers of a year have, with two targets."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from msctl.check.case import Case, Doubt, LedgerCase, Row, YearCase
from msctl.model.money import plain
from msctl.text.alike import alike, same_unit
from msctl.text.counts import quantities
from msctl.text.fold import simplified

_SURE = Decimal("0.6")
"""the part of the shorter name's pairs of characters that two names of one thing share"""
_ONE_WORD = re.compile("(?:宫颈癌|乳腺癌)[、和及与](?:宫颈癌|乳腺癌)")
_STOPS = re.compile("[。；;\n]")
_EMPTY = re.compile(
    r"标准为\d+(?:\.\d+)?[万亿]?元(?:/每?[人户])?(?:/每?[月年])?"
    r"|一是|二是|三是|四是|\d{4}年|全年|计划|年底前"
    r"|[（(]\d[）)]|[（(][省市县区]定[）)]"
)
_COMMON = 40
"""rows; a pair of characters that more of a ledger's rows have tells none of them apart"""


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
            for found in (*index.near(target), *index.linked(target)):
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
                        plain(found.value),
                        plain(target.value),
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
    if not (one.alone and other.alone):
        return False
    if _sentences_alike(one.sentence, other.sentence):
        return True
    # 个 counts anything: what it counts must have something in common, too
    counted = not same_unit(one.unit, "个") or bool(_pairs(one.quote) & _pairs(other.quote))
    return alike(one.name, other.name) >= _SURE and counted


def _sentences_alike(one: str, other: str) -> bool:
    return min(len(_pairs(one)), len(_pairs(other))) >= 3 and alike(one, other) >= _SURE


def _pairs(text: str) -> set[str]:
    return {pair for pair in map("".join, pairwise(text)) if pair.isalpha()}


class _Index:
    """Targets by the pairs of characters that tell them apart."""

    def __init__(self, targets: Iterable[_Target]) -> None:
        self._by_pair: dict[str, list[_Target]] = {}
        self._by_link: dict[str, list[_Target]] = {}
        for target in targets:
            for linked in target.case.project.record.keys(("link",)):
                self._by_link.setdefault(linked, []).append(target)
            for pair in self._of(target):
                self._by_pair.setdefault(pair, []).append(target)

    @staticmethod
    def _of(target: _Target) -> set[str]:
        return _pairs(f"{target.name} {target.sentence} {target.measure}")

    def linked(self, target: _Target) -> list[_Target]:
        """The targets of the projects that link to one's project."""
        return self._by_link.get(target.case.project.id, [])

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
