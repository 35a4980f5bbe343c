"""Doubts about what is left out: numbers, figures, units, status words, plans, money."""

import re
from collections.abc import Iterator

from msctl.check.case import Case, Doubt, Row
from msctl.model.paths import FieldPath
from msctl.model.project import Report
from msctl.text.counts import quantities
from msctl.text.fold import simplified
from msctl.text.stated import done_only
from msctl.text.subjects import words

_DIGIT = re.compile(r"\d")
_PERCENT = re.compile(r"\d%")
_MILESTONE = re.compile(r"季度|半年|年底|年内|应.尽.|全覆盖")
"""a date, or all there are: 应补尽补 can be held against what there is"""
_ALL_DONE = re.compile(r"全部完成|完成全[市县区]|均已完成")
_SHARE = re.compile(r"任务(?:量)?的?(?:约)?\d+(?:\.\d+)?%")
_ANSWERING = ("lead", "responsible")


def no_number(case: Case) -> Iterator[Doubt]:
    """A task has a number, a date or a plan to be held against, or a figure that was reached."""
    for row in case.rows:
        if not row.content or row.measures or row.plans:
            continue
        told = row.content + "".join(simplified(report.progress) for report in row.reports)
        if not (_DIGIT.search(told) or _MILESTONE.search(told)):
            yield Doubt(row.at("content"), _short(row.task.text("content")))


def share_of_nothing(case: Case) -> Iterator[Doubt]:
    """A percentage of the task is of a number that the task states."""
    for row in case.rows:
        if not row.content or _DIGIT.search(row.content) or row.measures:
            continue
        for plan in row.plans:
            match = _SHARE.search(simplified(plan.text))
            if match:
                yield Doubt(row.at("plan", plan.period.key, "text"), match[0])
                break


def no_figure(case: Case) -> Iterator[Doubt]:
    """The report of a task with a number says how many are done, once the plan, if there is one,
    promises some."""
    for row in case.rows:
        targets = _counts(row)
        if not targets:
            continue
        for report in row.reports:
            typed = any(report.period in measure.report for measure in row.measures)
            done = case.standing(report).state == "completed"
            if not report.progress or typed or done or not _is_due(row, report):
                continue
            told = simplified(done_only(report.progress)).replace("多", "").replace("余", "")
            shared = _PERCENT.search(told.replace(" ", "")) or _ALL_DONE.search(told)
            if not (shared or any(quantities(told))):
                path = row.at("report", report.period.key, "progress")
                yield Doubt(path, _short(report.progress), "、".join(targets))


def _is_due(row: Row, report: Report) -> bool:
    year = row.project.id.year
    begun = [plan for plan in row.plans if plan.period.ended_by(report.period, year)]
    return not row.plans or any(any(quantities(simplified(plan.text))) for plan in begun)


def _counts(row: Row) -> list[str]:
    """The counts of more than one that a content states, as it words them."""
    content = row.content.replace("多", "").replace("余", "")
    counted = set(words()["units"])
    return [
        content[found.start : found.end]
        for found in quantities(content)
        if found.unit in counted and found.value > 1 and content[found.end :][:3] != "百分点"
    ]


def no_unit(case: Case) -> Iterator[Doubt]:
    """A row of work has a unit that answers for it, where the ledger's rows have one."""
    if not case.style.units:
        return
    for row in case.rows:
        if not any(row.task.names("units", role) for role in _ANSWERING):
            role = _ANSWERING[0] if case.project.units(_ANSWERING[0]) else _ANSWERING[1]
            path = FieldPath((*row.task.prefix, "units", role))
            yield Doubt(path, row.task.text("name") or case.project.name)


def shared_units(case: Case) -> Iterator[Doubt]:
    """Of several units, each task says which of them is its own."""
    rows = [row for row in case.rows if row.task.key is not None]
    for role in _ANSWERING:
        path = FieldPath.of("units", role)
        names = case.project.record.names(*path)
        if len(rows) > 1 and len(names) > 1 and not any(row.task.own(path) for row in rows):
            yield Doubt(path, "、".join(names), str(len(rows)), str(len(names)))


def no_status(case: Case) -> Iterator[Doubt]:
    """A report has a status word, where the ledger's reports have one."""
    if case.style.status:
        for row in case.rows:
            for report in row.reports:
                if report.progress and not report.status:
                    path = FieldPath((*row.task.prefix, "report", report.period.key, "status"))
                    yield Doubt(path, _short(report.progress))


def no_plan(case: Case) -> Iterator[Doubt]:
    """A row has a plan, where the ledger's rows have one."""
    if case.style.plans:
        for row in case.rows:
            if not row.plans:
                yield Doubt(row.task.prefix, row.task.text("name") or case.project.name)


def no_money(case: Case) -> Iterator[Doubt]:
    """A project says what it costs, where the ledger's projects do."""
    if case.style.money and not case.project.record.keys(("funding",)):
        yield Doubt(FieldPath(), case.project.name)


def _short(text: str) -> str:
    return " ".join(text[:24].split())
