"""Filters: which projects are wanted, in one line that screens and command line read alike.

A filter is a list of terms, and all of them hold: ``电梯 unit:住建局 status:behind Q2 money>100``.

- a word stands anywhere in the project, in full or half width, upper or lower case, traditional or
  simplified, or is the pinyin of one of its names (``jzdt`` finds 加装电梯);
- ``KEY:VALUE`` asks for a part of a field, ``KEY:A,B`` for one of several, ``KEY:`` for any value;
  ``= != ~ !~ < <= > >=`` ask as in :mod:`msctl.report.conditions`. A key is one of :data:`KEYS`,
  by its English or Chinese name, a column or a field path;
- ``standing:`` (现状) asks for the one word by which the projects of a ledger are counted;
- a period (``Q2``, 二季度) says when ``status:``, ``standing:`` and ``due:`` are meant, and alone
  asks for projects that plan or report in it;
- ``changed:``, ``unsaved:`` and ``due:`` ask for what is not committed, not saved, not reported;
- ``-`` before a term turns it round, and what stands in double quotes is a word.

Signs of a Chinese input method (：＞“”，) count like their ASCII twins.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache

from msctl.locale.catalogue import language
from msctl.locale.labels import period_label
from msctl.model.errors import BadCondition, MsctlError, UnknownField
from msctl.model.period import Period, parse_period
from msctl.report import columns
from msctl.report.conditions import Condition
from msctl.report.conditions import parse as parse_condition
from msctl.report.errors import FilterNeedsNumber, UnknownFilterKey
from msctl.report.filter_terms import Counted, During, Having, Moment, Not, Status, Term, Word
from msctl.report.subject import Subject
from msctl.text.fold import fold

KEYS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    # key: the column it asks, what ``:`` means, its other names
    "unit": ("units", "~", ("单位",)),
    "lead": ("lead", "~", ("牵头", "牵头单位")),
    "responsible": ("responsible", "~", ("责任", "责任单位")),
    "status": ("status", "", ("状态", "完成情况")),
    "standing": ("", "", ("现状",)),
    "category": ("category", "~", ("类别",)),
    "kind": ("kind", "~", ("类型", "项目类型")),
    "mark": ("marks", "~", ("标识", "marks")),
    "number": ("number", "=", ("序号",)),
    "name": ("name", "~", ("名称", "项目", "项目名称")),
    "content": ("content", "~", ("内容", "建设内容")),
    "plan": ("plan", "~", ("计划", "进度计划")),
    "report": ("report", "~", ("进展", "进展情况", "progress")),
    "note": ("note", "~", ("备注",)),
    "money": ("planned", "=", ("资金", "计划资金", "计划投资", "planned")),
    "invested": ("invested", "=", ("完成投资", "已投")),
    "light": ("light", "~", ("亮灯", "灯")),
    "year": ("year", "=", ("年度",)),
    "region": ("region", "~", ("地区",)),
    "period": ("", "", ("期次", "时间")),
    "changed": ("", "", ("已改", "未存档")),
    "unsaved": ("", "", ("未保存",)),
    "due": ("", "", ("待报", "待填报")),
}
"""The short keys of filters; other columns and field paths are keys by their own names."""

_NAMES = {name: key for key, (_, _, others) in KEYS.items() for name in (key, *others)}
_MOMENTS = ("changed", "unsaved", "due")
_TERM = re.compile(r'(?:"[^"]*"?|[^\s"])+')
_FORM = re.compile(
    r"""(?P<key>[^\s=!~<>:"]+(?:"[^"]*"[^=!~<>:"]*)?)(?P<op>!=|!~|<=|>=|=|~|<|>|:)"""
)
_ASCII = str.maketrans(
    dict(zip("：＞＜＝～！－“”", ':><=~!-""', strict=True)) | {"≥": ">=", "≤": "<="}
)
_SEVERAL = re.compile("[,，、|]")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted: all terms hold."""

    terms: tuple[Term, ...] = ()
    period: Period | None = None
    troubles: tuple[MsctlError, ...] = ()
    """what is wrong with terms that were left out"""

    def holds(self, subject: Subject) -> bool:
        """Whether a project is wanted."""
        period = self.period
        return all(term.holds(subject, period) for term in self.terms)

    def narrows(self, older: "Filter") -> bool:
        """Whether all that this one wants is among what an older one wanted."""
        if self.period != older.period:
            return False
        return all(
            term in self.terms
            or (
                isinstance(term, Word)
                and any(isinstance(own, Word) and term.text in own.text for own in self.terms)
            )
            for term in older.terms
        )

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that are looked for in the texts."""
        return tuple(term for term in self.terms if isinstance(term, Word))

    @property
    def needs_pinyin(self) -> bool:
        """Whether the names must be spelled before it can be answered."""
        return any(isinstance(term, Word) and term.is_latin for term in self._plain)

    def asks(self, moment: str) -> bool:
        """Whether it asks what is ``changed``, ``unsaved`` or ``due``."""
        return Moment(moment) in self._plain

    @property
    def _plain(self) -> list[Term]:
        return [term.term if isinstance(term, Not) else term for term in self.terms]


def read_filter(text: str) -> Filter:
    """Read a filter while it is typed: terms with a mistake are left out and told."""
    terms: list[Term] = []
    troubles: list[MsctlError] = []
    for match in _TERM.finditer(text.translate(_ASCII)):
        try:
            found = _term(match.group())
        except MsctlError as error:
            troubles.append(error)
        else:
            if found is not None:
                terms.append(found)
    return _about_period(terms, tuple(troubles))


def parse_filter(text: str) -> Filter:
    """Read a whole filter. Raises the first mistake: UnknownFilterKey, FilterNeedsNumber, and what
    ``conditions.parse`` raises."""
    found = read_filter(text)
    if found.troubles:
        raise found.troubles[0]
    return found


def wanted(subjects: Iterable[Subject], asked: Filter) -> list[Subject]:
    """The subjects that a filter wants, their names spelled where that is needed."""
    found = []
    for subject in subjects:
        if asked.needs_pinyin and not subject.pinyin:
            subject.spell()
        if asked.holds(subject):
            found.append(subject)
    return found


def _about_period(terms: Sequence[Term], troubles: tuple[MsctlError, ...]) -> Filter:
    """Give the period to the terms it belongs to."""
    plain = [term.term if isinstance(term, Not) else term for term in terms]
    period = next((term.period for term in plain if isinstance(term, During)), None)
    belongs = any(isinstance(term, Status | Counted) or term == Moment("due") for term in plain)
    given = tuple(
        replace(term, belongs=True) if belongs and isinstance(term, During) else term
        for term in terms
    )
    return Filter(given, period, troubles)


def _term(text: str) -> Term | None:
    if text[:1] == "-" and len(text) > 1:
        found = _term(text[1:])
        return Not(found) if found is not None else None
    match = _FORM.match(text)
    if match is not None:
        return _keyed(text, match["key"], match["op"], text[match.end() :].replace('"', ""))
    period = None if text[:1] == '"' else _period(text)
    if period is not None:
        return During(period)
    word = fold(text.replace('"', ""))
    return Word(word) if word else None


def _keyed(text: str, name: str, op: str, value: str) -> Term:
    key = _NAMES.get(fold(name))
    if key in _MOMENTS:
        return Moment(str(key))
    if key == "period":
        return During(_period(value) or parse_period(value))
    if key == "standing":
        counted = Counted(_parts(value))
        return Not(counted) if op.startswith("!") else counted
    if key == "status":
        status = Status(_parts(value))
        return Not(status) if op.startswith("!") else status
    column, plain, _ = KEYS.get(key or "", (name, "~", ()))
    _check(column, name)
    if op != ":":
        return Having((_condition(text, column, op, value),))
    if not value:
        return Having((Condition(column, "!=", ""),))
    plain = "=" if columns.is_numeric(column) else plain
    parts = [part for part in _SEVERAL.split(value) if part]
    return Having(tuple(_condition(text, column, plain, part) for part in parts))


def _parts(value: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in _SEVERAL.split(value) if part)


def _check(column: str, name: str) -> None:
    try:
        columns.check_column(column)
    except UnknownField as error:
        near = tuple(get_close_matches(name, _NAMES, n=2, cutoff=0.5))
        raise UnknownFilterKey(key=name, near=near or error.details["near"]) from None


def _condition(text: str, column: str, op: str, value: str) -> Condition:
    try:
        return parse_condition(f"{column}{op}{value}")
    except BadCondition:
        raise FilterNeedsNumber(term=text) from None


def _period(text: str) -> Period | None:
    """A period by its key in any case, or by what it is called. A bare Y is pinyin."""
    found = _periods(language()).get(text)
    if found is None and any(character.isdigit() for character in text):
        try:
            found = parse_period(text.upper())
        except MsctlError:
            return None
    return found


@cache
def _periods(language: str) -> dict[str, Period]:
    keys = ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "Y", *(f"M{month:02}" for month in range(1, 13)))
    return {period_label(period): period for period in map(parse_period, keys)}
