"""Doubts about status words: 已完成 beside words or figures that say otherwise."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msctl.check.case import Case, Doubt, LedgerCase, Row, percent
from msctl.model.money import plain
from msctl.model.paths import FieldPath
from msctl.model.period import parse_period
from msctl.model.project import Measure, Report
from msctl.text.alike import same_unit
from msctl.text.figures import Figure
from msctl.text.fold import simplified
from msctl.text.stated import done_only

YEAR = parse_period("Y")
_UNDONE = re.compile(
    r"正在|正全力|尚未|暂未|仍在|未完成|未完工|收尾|停工|停滞|试运[营行管]|试营业|试送|预热|装修入场|进场装修|无法推进|前期工作"
)
_STOPPED = re.compile(r"停工|停滞|无法推进|尚未开工|未能开工|被迫中止")
_PARTLY = re.compile(r"完成(?:总工程量的|工程量的|总量的|率达|率)?(?:约)?(\d+(?:\.\d+)?)%")
_FAR = Decimal("1.5")
"""times the target; less is what a good year brings"""
_MIXED = re.compile(r"\d+[^，。；,;\d]{0,6}(?:完成(?:或|和|及)正在|正在(?:或|和|及)(?:已)?完成)")
_STAGE = re.compile(r"(?:正在|正)[^，。；,;]{0,8}(?:设计|方案|选址|立项|招标|招投标|可研|审批)")
_PROGRESS = re.compile(r"(?:进度|完成|完成率)(?:为|达|到|约)?(\d+(?:\.\d+)?)%")
_EARLY = 30
"""percent; a project that is still being designed has not done so much of its work"""
_DEADLINE = re.compile(
    r"(?:(?P<year>20\d\d)年|年内)?(?:(?P<month>1[0-2]|[1-9])月(?:底)?前?|(?P<half>上半年)|(?P<quarter>[一二三四])季度)(?:底?前)?"
    r"[^，。；,;\d]{0,4}?(?P<act>完工|竣工|建成|完成(?!率|主体)|投入使用|投用|交付)"
)
_QUARTERS = "一二三四"


def done_doubtful(case: Case) -> Iterator[Doubt]:
    """What is completed is not said to be under way, on trial or at a standstill."""
    for row in case.rows:
        for report in row.reports:
            standing = case.standing(report)
            words = _UNDONE if standing.state == "completed" else None
            if words is None and standing.pace in ("on-track", "ahead"):
                words = _STOPPED
            text = simplified(report.progress)
            match = words.search(text) if words else None
            if match:
                quote = _clause(report.progress, match.start())
                path = row.at("report", report.period.key, "status")
                yield Doubt(path, quote, found=report.status)


def done_partly(case: Case) -> Iterator[Doubt]:
    """What is completed is not reported as done by less than 100%."""
    for row, report in _completed(case):
        for match in _PARTLY.finditer(simplified(report.progress)):
            if Decimal(match[1]) < 100:
                quote = _clause(report.progress, match.start())
                path = row.at("report", report.period.key, "status")
                yield Doubt(path, quote, "100%", f"{match[1]}%", {"status": report.status})


def done_below_target(case: Case) -> Iterator[Doubt]:
    """What is completed has reached its targets."""
    for row, report in _completed(case):
        for measure, value, quote in _reported(row, report):
            missed = _missed(measure, value)
            if missed and measure.target is not None:
                path = row.at("report", report.period.key, "status")
                details = {"measure": measure.name, "unit": measure.unit, "status": report.status}
                yield Doubt(path, quote, plain(measure.target), plain(value), details)


def far_above(case: Case) -> Iterator[Doubt]:
    """A figure far above its target: the target, or what was counted, may be another."""
    for row in case.rows:
        for report in row.reports:
            for measure, value, quote in _reported(row, report):
                target = measure.target
                counted = measure.relation in ("exactly", "about") and measure.mode != "level"
                if target and counted and target > 1 and value >= target * _FAR:
                    path = row.at("report", report.period.key, "progress")
                    share = f"{100 * value / target:.0f}"
                    details = {"measure": measure.name, "unit": measure.unit, "share": share}
                    yield Doubt(path, quote, plain(target), plain(value), details)


def mixed_count(case: Case) -> Iterator[Doubt]:
    """A figure is of what is done, not of what is done or being done."""
    for row in case.rows:
        for report in row.reports:
            for match in _MIXED.finditer(simplified(report.progress)):
                quote = _clause(report.progress, match.start())
                yield Doubt(row.at("report", report.period.key, "progress"), quote)


def stage_share(case: Case) -> Iterator[Doubt]:
    """What is still being designed or tendered is not half done."""
    for row in case.rows:
        for report in row.reports:
            for sentence in re.split("[。；;\n]", report.progress):
                text = simplified(sentence).replace(" ", "")
                stage, share = _STAGE.search(text), _PROGRESS.search(text)
                if stage is None or share is None or share.start() < stage.start():
                    continue
                if Decimal(share[1]) >= _EARLY:
                    path = row.at("report", report.period.key, "progress")
                    yield Doubt(path, sentence.strip(), stage[0], f"{share[1]}%")


def deadline_passed(case: Case) -> Iterator[Doubt]:
    """What had to be done by the end of the period is completed, or called behind. Of several
    stages the last one counts."""
    for row in case.rows:
        stages = list(_deadlines(row.content, case.year))
        if not stages:
            continue
        due, match = max(stages, key=lambda stage: stage[0])
        for report in row.reports:
            standing = case.standing(report)
            late = report.period.last_day(case.year) >= due and not report.period.ongoing
            told = standing.state in ("completed", "cancelled", "adjusted", "stalled")
            if late and standing.state and not told and standing.pace != "behind":
                path = row.at("report", report.period.key, "status")
                quote = row.task.text("content")[match.start() : match.end()]
                yield Doubt(path, quote, due.isoformat(), report.status)


def _deadlines(content: str, year: int) -> Iterator[tuple[dt.date, re.Match[str]]]:
    """The days by which something is to be finished; what 已 stands before is history."""
    for match in _DEADLINE.finditer(content):
        if "已" not in content[max(0, match.start() - 3) : match.end()]:
            yield _due(match, year), match


def _due(match: re.Match[str], year: int) -> dt.date:
    own = int(match["year"] or year)
    if match["month"]:
        month = int(match["month"])
    else:
        month = 6 if match["half"] else 3 * (_QUARTERS.index(match["quarter"]) + 1)
    return dt.date(own + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def all_the_same(case: LedgerCase) -> Iterator[Doubt]:
    """Not every row is completed while some of them say otherwise."""
    found = [(row, report) for one in case.cases for row in one.rows for report in row.reports]
    words = {report.status for _, report in found}
    if len(found) < 10 or len(words) != 1 or not words - {""}:
        return
    [word] = words
    doubted = [
        one.project.number
        for one in case.cases
        if any((*done_doubtful(one), *done_partly(one), *done_below_target(one)))
    ]
    if doubted:
        details = {"count": len(found), "doubted": tuple(doubted)}
        yield Doubt(FieldPath.of("status", word, "state"), word, found=word, details=details)


def two_standards(case: LedgerCase) -> Iterator[Doubt]:
    """Of two projects of a period, the one that did less is not on track while the other is
    behind."""
    behind: list[tuple[Decimal, Case]] = []
    on_track: list[tuple[Decimal, Case, Row, Report]] = []
    for one in case.cases:
        if len(one.rows) != 1 or len(one.rows[0].reports) != 1:
            continue
        row, report = one.rows[0], one.rows[0].reports[0]
        shares = [
            value / measure.target
            for measure, value, _ in _reported(row, report)
            if measure.target and measure.relation != "at-most" and measure.mode != "level"
        ]
        pace = one.standing(report).pace
        if not shares or len(shares) != len(row.measures):
            continue
        if pace == "behind":
            behind.append((min(shares), one))
        elif pace == "on-track":
            on_track.append((max(shares), one, row, report))
    for share, one, row, report in on_track:
        more = [(other, slow) for other, slow in behind if other > share]
        if more:
            other, slow = min(more, key=lambda pair: pair[0])
            details = {
                "share": percent(100 * share),
                "other": slow.project.number,
                "other_share": percent(100 * other),
                "status": report.status,
            }
            path = row.at("report", report.period.key, "status")
            yield Doubt(path, report.status, "", report.status, details, one.project.id)


def _completed(case: Case) -> Iterator[tuple[Row, Report]]:
    for row in case.rows:
        for report in row.reports:
            if case.standing(report).state == "completed":
                yield row, report


def _reported(row: Row, report: Report) -> Iterator[tuple[Measure, Decimal, str]]:
    """The figure of each measure in a report, typed or stated, with the words it stands in."""
    typed = {m.name for m in row.measures if report.period in m.report}
    for measure in row.measures:
        if measure.name in typed:
            value = measure.report[report.period]
            if measure.mode == "per-period":
                value = sum(measure.report.values(), Decimal(0))
            yield measure, value, plain(value)
    if len(typed) == len(row.measures) or not report.progress:
        return
    stated = row.stated(report.progress)
    # of several reports a text may tell its own period's part only
    whole = len(row.reports) == 1 or report.period == YEAR
    for measure in row.measures:
        told = measure.name in stated and measure.name not in typed
        if told and (whole or measure.mode == "cumulative"):
            yield measure, stated[measure.name].value, stated[measure.name].quote
    if whole and len(row.measures) == 1 and not typed and not stated:
        yield from _finished(row.measures[0], row.figures(done_only(report.progress)))


_FINISHED = re.compile(r"(?:完工|竣工|建成|改造完成|投入使用)")


def _finished(
    measure: Measure, figures: Sequence[Figure]
) -> Iterator[tuple[Measure, Decimal, str]]:
    """The one count that is said to be finished, beside others of what is being done."""
    found = [
        figure
        for figure in figures
        if same_unit(figure.unit, measure.unit) and _FINISHED.search(simplified(figure.quote))
    ]
    if len(found) == 1:
        yield measure, found[0].value, found[0].quote


def _missed(measure: Measure, value: Decimal) -> bool:
    target = measure.target
    if target is None:
        return False
    if measure.relation == "at-most":
        return value > target
    if measure.relation == "about":
        return value * 10 < target * 9
    return value < target


def _clause(text: str, at: int) -> str:
    """The clause that stands around a place."""
    marks = "，。；,;\n"
    start = max((text.rfind(mark, 0, at) for mark in marks), default=-1) + 1
    ends = [end for mark in marks if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))].strip()
