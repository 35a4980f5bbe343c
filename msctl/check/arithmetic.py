"""Doubts about sums: sources and total, periods and target, parts and whole, lists and counts."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from msctl.check.case import Case, Doubt, Row, Wording
from msctl.check.style import Style
from msctl.model.fields import FUNDING
from msctl.model.money import plain
from msctl.model.paths import FieldPath
from msctl.model.project import Measure
from msctl.text.alike import alike
from msctl.text.counts import Quantity, quantities

_WHOLES = ("total", "this_year")
_SOME = Decimal("0.5")
"""the part of a measure's name that a text must share with it to be about it"""
_NEAR = Decimal("0.9")
"""parts that add up to this much of the whole are probably meant to be all of it"""
OF_WHICH = re.compile("其中|含")
_END = re.compile("[。；;\n]")
_NOT_A_PART = re.compile("共计|合计|总计|另|年度|[本今当全]年|剩余|其余")
"""what stands behind these is said of the whole again, or of something else"""
_LISTED = re.compile(
    r"(?P<count>\d{1,2})(?P<unit>[个家所处条块项座部支辆台间栋幢])(?P<noun>[\u4e00-\u9fff]{0,8})"
    r"(?:[（(](?P<bracket>[^（）()]+)[）)]|[：:](?P<after>[^，。；：,;:\n]+))"
)
_UP_TO = re.compile(
    r"(?:^|[，。；：,;:\n])(?P<list>[^，。；：,;:\n]*?)等(?P<count>\d{1,2})(?P<unit>[个家所处条块项座])"
)
_NO_LIST = re.compile(r"等|含|其中|如|以上|\d|：|:")


def funding_sum(case: Case) -> Iterator[Doubt]:
    """The sources add up to the whole. One source alone may be one of several, and money that the
    table of fields does not know may be a source or none."""
    record = case.project.record
    sources = [key for key in record.keys(("funding",)) if key not in _WHOLES]
    amounts = [a for key in sources if (a := record.decimal("funding", key)) is not None]
    wholes = [w for key in _WHOLES if (w := record.decimal("funding", key)) is not None]
    total = sum(amounts, Decimal(0))
    if not wholes or (len(amounts) < 2 and total <= max(wholes)):
        return
    names = [key for key in FUNDING if key in sources]
    known = sum((record.decimal("funding", key) or Decimal(0) for key in names), Decimal(0))
    if total not in wholes and known not in wholes:
        path = FieldPath.of(
            "funding", "total" if record.decimal("funding", "total") else "this_year"
        )
        quote = " + ".join(plain(record.decimal("funding", key) or Decimal(0)) for key in names)
        yield Doubt(path, quote or plain(total), plain(wholes[0]), plain(total))


def funding_year(case: Case) -> Iterator[Doubt]:
    """What is spent this year is no more than the whole."""
    total = case.project.record.decimal("funding", "total")
    year = case.project.record.decimal("funding", "this_year")
    if total is not None and year is not None and year > total:
        yield Doubt(FieldPath.of("funding", "this_year"), plain(year), plain(total), plain(year))


def plan_money(case: Case) -> Iterator[Doubt]:
    """The plan's money adds up to the funding of the year; not what goes beyond the year."""
    record = case.project.record
    stated = record.decimal("funding", "this_year") or record.decimal("funding", "total")
    project = case.project
    owners = {task.key: task for task in (project.whole, *project.tasks)}.values()
    known = [amount for task in owners if (amount := task.planned) is not None]
    if stated is None or not known:
        return
    total = sum(known, Decimal(0))
    plans = [plan for row in case.rows for plan in row.plans]
    if any(plan.period.year is not None for plan in plans):
        return
    whole = all(plan.investment is not None for plan in plans)
    if total > stated or (total < stated and whole):
        key = "this_year" if record.decimal("funding", "this_year") else "total"
        yield Doubt(FieldPath.of("funding", key), plain(stated), plain(stated), plain(total))


def series_target(case: Case) -> Iterator[Doubt]:
    """The periods of a measure, or the last of them, reach its target by the end of the year."""
    for row in case.rows:
        for measure in row.measures:
            series, typed = _planned_series(row, measure)
            if measure.target is None or len(series) < 2 or measure.mode == "level":
                continue
            last, total = series[-1], sum(series, Decimal(0))
            reached = {"cumulative": {last}, "per-period": {total}}.get(
                measure.mode if typed else "", {last, total}
            )
            missed = not any(_fits(value, measure) for value in reached)
            # a plan that ends within the year may go on
            if missed and (_covers_the_year(row, measure) or min(reached) > measure.target):
                found = total if last not in reached or len(reached) > 1 else last
                yield Doubt(
                    row.at("measure", measure.name, "target"),
                    "、".join(map(plain, series)),
                    plain(measure.target),
                    plain(found),
                    {"measure": measure.name},
                )


def _covers_the_year(row: Row, measure: Measure) -> bool:
    periods = [*measure.plan, *(plan.period for plan in row.plans)]
    return any(period.end == 12 and period.year is None for period in periods)


def _planned_series(row: Row, measure: Measure) -> tuple[list[Decimal], bool]:
    """The planned figures by period, and whether they are typed; else those of the wording.

    Nothing when a period speaks of the measure without a figure: the sum would lack it.
    """
    figures = dict(measure.plan)
    typed = bool(figures)
    for plan in row.plans:
        if plan.period in figures:
            continue
        stated = row.stated(plan.text).get(measure.name)
        if stated is not None:
            if typed:
                return [], True
            figures[plan.period] = stated.value
        elif alike(measure.name, plan.text) >= _SOME:
            return [], typed
    year = row.project.id.year
    return [figures[p] for p in sorted(figures, key=lambda p: p.sort_key(year))], typed


def _fits(value: Decimal, measure: Measure) -> bool:
    target = measure.target
    if target is None:
        return True
    if measure.relation == "at-least":
        return value >= target
    if measure.relation == "at-most":
        return value <= target
    if measure.relation == "about":
        return abs(value - target) * 10 <= target
    return value == target


def parts_sum(wording: Wording, _style: Style) -> Iterator[Doubt]:
    """The parts that follow 其中 add up to the whole before it."""
    text = wording.plain
    for match in OF_WHICH.finditer(text):
        parts = list(quantities(text, match.end(), _end_of_parts(text, match.end())))
        if len(parts) < 2:
            continue
        unit = parts[0].unit
        values = [part.value for part in parts if part.unit == unit]
        whole = _whole_before(text, match.start(), unit)
        if whole is None or len(values) < 2:
            continue
        if (
            whole.value in accumulate(values)
            or "每" in text[max(0, whole.start - 4) : parts[-1].end]
        ):
            continue  # what stands behind the last part is something else; rates are no parts
        total = sum(values, Decimal(0))
        near = match.group() == "其中" and whole.value * _NEAR <= total < whole.value
        if total > whole.value or near:
            yield Doubt(
                wording.path,
                wording.text[whole.start : parts[-1].end],
                plain(whole.value),
                plain(total),
                {"unit": unit},
            )


def _end_of_parts(text: str, start: int) -> int:
    end = _END.search(text, start)
    stop = end.start() if end else len(text)
    closing = re.compile("[）)]").search(text, start, stop)
    opening = re.compile("[（(]").search(text, start, stop)
    if closing and not (opening and opening.start() < closing.start()):
        stop = closing.start()
    together = _NOT_A_PART.search(text, start, stop)
    return together.start() if together else stop


def _whole_before(text: str, end: int, unit: str) -> Quantity | None:
    """The last number of the unit in the clauses just before."""
    start = max((m.end() for m in _END.finditer(text, 0, max(0, end - 1))), default=0)
    found = [quantity for quantity in quantities(text, start, end) if quantity.unit == unit]
    return found[-1] if found else None


def may_list(text: str) -> bool:
    """Whether a text has a list with a number."""
    return _LISTED.search(text) is not None or _UP_TO.search(text) is not None


def list_count(wording: Wording, _style: Style) -> Iterator[Doubt]:
    """A list is as long as the number before it says; one that ends with 等 is no longer."""
    text = wording.plain
    for match in _LISTED.finditer(text):
        listed = match["bracket"] or match["after"]
        if _NO_LIST.search(listed) or text[match.end("unit") : match.end("unit") + 2] == "以上":
            continue
        count, items = int(match["count"]), listed.count("、") + 1
        if items > 1 and 0 < abs(count - items) <= 2:
            quote = wording.text[match.start() : match.end()]
            yield Doubt(wording.path, quote, str(count), str(items))
    for match in _UP_TO.finditer(text):
        count, items = int(match["count"]), match["list"].count("、") + 1
        if items > count and not re.search(r"\d", match["list"]):
            quote = wording.text[match.start("list") : match.end()]
            yield Doubt(wording.path, quote, str(count), str(items))
