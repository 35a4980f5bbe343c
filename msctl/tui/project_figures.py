"""The figures of a project as a reader sees them: measures against their targets, and its money."""

from collections.abc import Collection
from decimal import ROUND_DOWN, Decimal

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label, period_label
from msctl.model.ledger import Ledger
from msctl.model.money import plain
from msctl.model.paths import FieldPath
from msctl.model.period import sort_periods
from msctl.model.project import Measure, Project, Task
from msctl.model.values import to_text
from msctl.report.progress import is_reached, reported
from msctl.text.bar import stacked
from msctl.tui.sheet import LABEL_STYLE, Sheet
from msctl.tui.wording import own_label

BAR = 12
"""cells of a bar: one is about eight per cent"""


def show_measures(sheet: Sheet, task: Task, unsaved: Collection[FieldPath]) -> None:
    """The numeric targets that stand in the task itself: target, what is reached, period by
    period."""
    for measure in task.measures:
        prefix = (*task.prefix, "measure", measure.name)
        own = [path for path, _ in task.project.record.under(prefix)]
        if own:
            mark = "*" if set(own) & set(unsaved) else ""
            _measure(sheet, measure, mark, task.project.id.year)


def _measure(sheet: Sheet, measure: Measure, mark: str, year: int) -> None:
    facts = []
    if measure.target is not None:
        # "exactly" goes without saying
        words = [] if measure.relation == "exactly" else [t(f"field.choice.{measure.relation}")]
        label = own_label(FieldPath.of("measure", "NAME", "target"))
        facts.append(" ".join([label, *words, plain(measure.target), measure.unit]).rstrip())
    sheet.text(f"{mark}{measure.name}  {'  '.join(facts)}".rstrip())
    figure = reported(measure, None, year)
    if figure is not None and measure.target:
        reached = is_reached(measure, None, year)
        done = t("edit.project.reached" if reached else "edit.project.not-reached")
        share = (figure * 100 / measure.target).quantize(Decimal(1), ROUND_DOWN)
        told = f"{bar(figure, measure.target)} {plain(figure)} ({share}%) {done}"
        sheet.text(told, "$text-success" if reached else "$text-warning", indent=2)
    for key, series in (("plan", measure.plan), ("report", measure.report)):
        figures = t("message.and").join(
            f"{period_label(period)} {plain(series[period])}"
            for period in sort_periods(list(series), year)
        )
        if figures:
            label = own_label(FieldPath.of("measure", "NAME", key, "Q1"))
            mode = t(f"field.choice.{measure.mode}") if len(series) > 1 else ""
            sheet.text(f"{label}{f'（{mode}）' if mode else ''} {figures}", LABEL_STYLE, indent=2)


def bar(part: Decimal, whole: Decimal) -> str:
    """How much of a whole is there, in brackets; more than the whole fills it."""
    done = max(Decimal(0), min(part, whole))
    return f"[{stacked([done, whole - done], '#-', BAR)}]"


def show_funding(
    sheet: Sheet, project: Project, ledger: Ledger, unsaved: Collection[FieldPath]
) -> None:
    """The sources of the money with their shares of the total, and planned against invested."""
    unit = ledger.money_unit
    total = project.record.decimal("funding", "total")
    rows = [path for path, _ in project.record.under(("funding",))]
    room = max([10, *(len(field_label(path)) * 2 + 2 for path in rows)])
    for path in rows:
        amount = project.record.get(path)
        text = f"{to_text(amount)} {unit}"
        is_source = path not in (("funding", "total"), ("funding", "this_year"))
        if total and isinstance(amount, Decimal) and is_source:
            text = f"{text.ljust(14)} {bar(amount, total)}"
        label = f"{'*' if path in unsaved else ''}{field_label(path)}"
        sheet.labelled(label, [(text, "")], min(room, max(10, sheet.width // 3)))
    planned = [a for task in project.tasks if (a := task.planned) is not None]
    spent = [r.investment for task in project.tasks for r in task.reports]
    invested = [amount for amount in spent if amount is not None]
    if planned and invested:
        whole, done = sum(planned, Decimal(0)), sum(invested, Decimal(0))
        told = t("edit.project.invested", done=plain(done), planned=plain(whole), unit=unit)
        sheet.text(f"{bar(done, whole)} {told}" if whole else told, indent=0)
