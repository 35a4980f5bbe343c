"""Reported figures: the numbers that the text of a report states for fields beside it.

Only what is stated of a known measure is taken, and only money that the text calls 完成投资; what
is unsure is left to the reader. A person accepts each.
"""

from msctl.importing.proposals import INVESTMENT, MEASURE, Proposed
from msctl.model.paths import FieldPath
from msctl.model.period import Period
from msctl.model.project import Task
from msctl.text.amounts import reported_amount
from msctl.text.stated import done_only, stated_figures


def reported_figures(task: Task, period: Period, text: str, money_unit: str) -> list[Proposed]:
    """What a text says in numbers about a task's period: figures of its measures, and money."""
    found = []
    for measure, figure in stated_figures(task.measures, text):
        path = measure_place(task, measure.name) + FieldPath.of("report", period.key)
        found.append(Proposed(MEASURE, path, figure.value, figure.quote))
    if amount := reported_amount(done_only(text), money_unit):
        path = task.prefix + FieldPath.of("report", period.key, "investment")
        found.append(Proposed(INVESTMENT, path, amount.amount, amount.quote))
    return found


def measure_place(task: Task, name: str) -> FieldPath:
    """Where a measure of a task stands: in the task, else in its project."""
    own = task.prefix + FieldPath.of("measure", name)
    return own if any(task.project.record.under(own)) else FieldPath.of("measure", name)
