"""A comparison of two periods or moments as text for a terminal or a file."""

from collections.abc import Iterable, Iterator, Sequence

from msctl.cli.change_parts import parts
from msctl.cli.change_text import marked, record_lines
from msctl.cli.colour import Paint
from msctl.export.comparison import (
    delta,
    figures_text,
    flag_words,
    measure_line,
    revision_words,
)
from msctl.locale.catalogue import t
from msctl.locale.labels import pace_label, period_label, state_label
from msctl.model.changes import Change
from msctl.model.paths import FieldPath
from msctl.report import columns
from msctl.report.compare import FLAGS, ComparedTask, Comparison, Figure
from msctl.report.revisions import Revision
from msctl.report.standing import StandingAt
from msctl.text.safe import printable, single_line


def comparison_lines(
    comparison: Comparison, chosen: Sequence[ComparedTask], paint: Paint
) -> Iterator[str]:
    """The counts and sums over all tasks, then the chosen tasks one by one."""
    projects = {one.task.project.id: one.task.project for one in comparison.tasks}
    heading = t(
        "cli.compare.heading",
        start=period_label(comparison.start),
        end=period_label(comparison.end),
        projects=len(projects),
        tasks=sum(len(project.tasks) for project in projects.values()),
        different=len(comparison.different),
    )
    yield paint("head", heading)
    counts = [f"{t(f'report.compare.flag.{flag}')} {comparison.count(flag)}" for flag in FLAGS]
    yield "  ".join(counts)
    if (comparison.invested.old, comparison.invested.new) != (None, None):
        yield _money(comparison.invested)
    for one in chosen:
        yield ""
        yield from _task_lines(comparison, one, paint)


def revision_lines(revisions: Iterable[Revision], paint: Paint) -> Iterator[str]:
    """Each record's changes as ``diff`` shows them, its flags beside its name."""
    for one in revisions:
        title, *rest = record_lines(one.change, paint=paint)
        flags = revision_words(one)
        yield f"{title}  {t('cli.compare.flags', flags=flags)}" if flags else title
        yield from rest


def _task_lines(comparison: Comparison, one: ComparedTask, paint: Paint) -> Iterator[str]:
    yield _title(one, paint)
    if one.plan is not None and one.plan.text:
        label = t("cli.compare.plan", period=period_label(one.plan.period))
        yield _field(label, one.plan.text)
    old, new = (_standing(side.standing) for side in (one.old, one.new))
    if old or new:
        text = new if old == new else f"{old or '-'} -> {new or '-'}"
        yield _field(t("field.report.status"), text)
    yield from _progress(comparison, one, paint)
    if (one.invested.old, one.invested.new) != (None, None):
        yield f"  {_money(one.invested)}"
    for figure in one.measures:
        yield f"  {single_line(measure_line(figure))}"


def _title(one: ComparedTask, paint: Paint) -> str:
    name = f"{one.address} {one.task.project.name}"
    if one.task.key is not None:
        name += f" {t('field.task', key=one.task.key)} {one.name}"
    title = paint("strong", single_line(name).rstrip())
    return f"{title}  {t('cli.compare.flags', flags=flag_words(one))}" if one.flags else title


def _progress(comparison: Comparison, one: ComparedTask, paint: Paint) -> Iterator[str]:
    """What was done: said once where the words are the same, else what differs as ``diff`` shows
    it."""
    old, new = one.old.progress, one.new.progress
    label = t("field.report.progress")
    if old == new:
        if new:
            yield _field(label, new)
        return
    path = FieldPath.of("report", comparison.end.key, "progress")
    yield f"  {label}"
    for part in parts(Change(str(one.task.project.id), path, old or None, new or None)):
        text = f"    {t(f'cli.diff.{part.word}')} {marked(part, paint)}"
        yield text.replace("\n", "\n       ")


def _standing(standing: StandingAt) -> str:
    """The office's word and what it means, unless it is the meaning's own word."""
    labels = [state_label(standing.state), pace_label(standing.pace)]
    meaning = t("message.and").join(label for label in labels if label and label != standing.status)
    if not meaning:
        return standing.status
    return t("cli.compare.standing", status=standing.status, meaning=meaning)


def _field(label: str, text: str) -> str:
    value = printable(text).replace("\n", "\n    ")
    return "  " + t("cli.show.field", label=label, value=value)


def _money(figure: Figure) -> str:
    label = t("report.figure.in-unit", label=columns.label("invested"), unit=figure.unit)
    told = figures_text(figure)
    note = f"  {delta(figure)}" if delta(figure) else ""
    return t("cli.show.field", label=label, value=single_line(told)) + note
