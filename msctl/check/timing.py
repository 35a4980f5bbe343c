"""Doubts about time: figures that fall, periods left out, years that are not the ledger's, nodes
given twice or in the wrong order, dates that are past."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msctl.check.case import Case, Doubt, Row
from msctl.model.money import plain
from msctl.model.period import Period, parse_period
from msctl.text.fold import simplified

QUARTERS = tuple(parse_period(f"Q{quarter}") for quarter in range(1, 5))
_MARKS = re.compile("[，。；：、,;:\n]")
_TERM = re.compile(
    r"(?P<year>20\d\d)年?(?:度)?(?P<term>春季?学期|秋季?学期|[一二三四]季度|[上下]半年)"
)
_TERMS = {
    "春": (1, 7),
    "秋": (8, 12),
    "上": (1, 6),
    "下": (7, 12),
    **{word: (3 * i + 1, 3 * i + 3) for i, word in enumerate("一二三四")},
}
_DATE = re.compile(r"(?P<year>20\d\d)年(?P<month>\d{1,2})月")
_USE = re.compile(r"投入(?:使用|运营|运行|营业)|正式(?:运营|开放|营业|启用)")
_USED = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|[1-9])月(?:\d{1,2}日|底|初|中旬|上旬|下旬)?(?:正式|已)?(?:投入(?:使用|运营|运行|营业)|(?:运营|开放|营业|启用))"
)
_START = re.compile(r"进场施工|开工建设|开工(?!率)")
_TENDER = re.compile(r"招投标|招标投标|招标采购|招标")
_NODES = re.compile(r"进场施工|开工建设|主体完工|竣工验收|全部竣工|开工(?!率)")
_PROCESS = re.compile(
    r"完成|组织|做好|启动|开展|并|及|、|施工招标|招标投标|招投标|招标|施工单位|立项|财承|财评|设计|前期手续办理|全部|工程|项目|工作|年内|月底前|\d+月"
)


def figure_falls(case: Case) -> Iterator[Doubt]:
    """A cumulative figure does not fall."""
    for row in case.rows:
        for measure in row.measures:
            if measure.mode == "cumulative":
                for side, series in (("plan", measure.plan), ("report", measure.report)):
                    places = ("measure", measure.name, side)
                    yield from _falling(row, places, (), series)
        planned = {p.period: p for p in row.plans if p.investment is not None}
        if any(plan.mode == "cumulative" for plan in planned.values()):
            money = {period: plan.investment for period, plan in planned.items()}
            yield from _falling(row, ("plan",), ("investment",), money)
        for amounts in row.sums(case.ledger.money_unit).values():
            told = {period: one for period, one in amounts.items() if one.cumulative}
            values = {period: one.value for period, one in told.items()}
            for doubt, period in _falls(case.year, values):
                quote = told[period].quote
                yield Doubt(row.at("plan", period.key, "text"), quote, doubt[0], doubt[1])


def _falling(
    row: Row, before: Sequence[str], after: Sequence[str], series: Mapping[Period, Decimal | None]
) -> Iterator[Doubt]:
    for (most, value), period in _falls(row.project.id.year, series):
        yield Doubt(row.at(*before, period.key, *after), value, most, value)


def _falls(
    year: int, series: Mapping[Period, Decimal | None]
) -> Iterator[tuple[tuple[str, str], Period]]:
    """What fell: the most before and the figure, with its period."""
    most: Decimal | None = None
    for period in sorted(series, key=lambda one: one.sort_key(year)):
        value = series[period]
        if value is None:
            continue
        if most is not None and value < most:
            yield (plain(most), plain(value)), period
        most = value if most is None else max(most, value)


def missing_quarter(case: Case) -> Iterator[Doubt]:
    """A plan of several quarters has every quarter up to its last, or is by half years."""
    for row in case.rows:
        own = [p.period for p in row.plans if p.text]
        quarters = [period for period in own if period in QUARTERS]
        by_halves = quarters == [QUARTERS[1], QUARTERS[3]]
        if len(quarters) < 2 or len(quarters) != len(own) or by_halves:
            continue
        last = QUARTERS.index(quarters[-1])
        missing = tuple(period for period in QUARTERS[:last] if period not in quarters)
        if missing:
            path = row.at("plan", quarters[-1].key, "text")
            yield Doubt(path, "", _keys(missing), _keys(quarters), {"missing": missing})


def odd_period(case: Case) -> Iterator[Doubt]:
    """A plan is by quarters where the ledger's plans are; told once for a row."""
    if not case.style.quarterly:
        return
    for row in case.rows:
        odd = [
            plan.period
            for plan in row.plans
            if plan.text and plan.period not in QUARTERS and not plan.period.ongoing
        ]
        if odd:
            path = row.at("plan", odd[0].key, "text")
            yield Doubt(path, found=_keys(odd), details={"periods": tuple(odd)})


def past_term(case: Case) -> Iterator[Doubt]:
    """A term of an earlier year in the very months of this year's plan was copied from there."""
    for row in case.rows:
        for plan in row.plans:
            period = plan.period
            if period.year not in (None, case.year) or period.ongoing:
                continue
            for match in _TERM.finditer(simplified(plan.text)):
                first, last = _TERMS[match["term"][0]]
                named = int(match["year"])
                if named < case.year and first <= period.end and period.start <= last:
                    path = row.at("plan", period.key, "text")
                    yield Doubt(path, match[0], str(case.year), str(named))


def beyond_year(case: Case) -> Iterator[Doubt]:
    """What is planned for a period of the year has no date of a later one."""
    for row in case.rows:
        for plan in row.plans:
            if plan.period.year is not None or plan.period.ongoing:
                continue
            for match in _DATE.finditer(plan.text):
                if int(match["year"]) > case.year:
                    path = row.at("plan", plan.period.key, "text")
                    yield Doubt(path, match[0], str(case.year), match["year"])


def same_node(case: Case) -> Iterator[Doubt]:
    """Work starts once, is topped out once and is accepted once."""
    for row in case.rows:
        seen: dict[str, list[tuple[str, Period]]] = {}
        for plan in row.plans:
            for node, subject, quote in _nodes(simplified(plan.text), _NODES):
                word = "开工" if node == "开工建设" else node
                for other, period in seen.get(word, ()):
                    again = period != plan.period and _same(subject, other)
                    # a start that comes with its tender is asked about by another rule
                    if again and not _TENDER.search(quote):
                        path = row.at("plan", plan.period.key, "text")
                        details = {"node": node, "before": period, "now": plan.period}
                        yield Doubt(path, quote, period.key, plan.period.key, details)
                        break
                seen.setdefault(word, []).append((subject, plan.period))


def start_before_tender(case: Case) -> Iterator[Doubt]:
    """Work begins after the tender for it."""
    for row in case.rows:
        started: list[tuple[str, Period, str]] = []
        for plan in row.plans:
            text = simplified(plan.text)
            for _, subject, quote in _nodes(text, _TENDER):
                for other, period, node in started:
                    if _same(subject, other):
                        path = row.at("plan", plan.period.key, "text")
                        details = {"node": node, "before": period, "now": plan.period}
                        yield Doubt(path, quote, period.key, plan.period.key, details)
                        break
            started += [(s, plan.period, node) for node, s, _ in _nodes(text, _START)]


def _keys(periods: Sequence[Period]) -> str:
    return "、".join(period.key for period in periods)


def _nodes(text: str, nodes: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """The nodes of a text: the word, what it is said of, the clause."""
    for clause in _MARKS.split(text):
        match = nodes.search(clause)
        if match:
            yield match.group(), _PROCESS.sub("", clause[: match.start()]), clause


def _same(one: str, other: str) -> bool:
    """Whether two nodes are of the same work: both of all of it, or one named in the other."""
    if not one or not other:
        return one == other
    return one in other or other in one


def late_use(case: Case) -> Iterator[Doubt]:
    """What is reported to be in use since a month is not planned to be earlier."""
    for row in case.rows:
        promised = [p.period for p in row.plans if _USE.search(simplified(p.text))]
        if not promised:
            continue
        last = promised[-1]
        due = last.last_day(case.year)
        for report in row.reports:
            for match in _USED.finditer(simplified(report.progress)):
                used = dt.date(int(match["year"] or case.year), int(match["month"]), 1)
                if used > due:
                    path = row.at("report", report.period.key, "progress")
                    details = {"period": last}
                    yield Doubt(path, match[0], last.key, match[0], details)
