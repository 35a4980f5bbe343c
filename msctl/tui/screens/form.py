"""The form: a period's report, or any chosen fields, with what is needed beside them."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label, period_label
from msctl.model.paths import FieldPath, ProjectId
from msctl.tui.commands import bindings_at
from msctl.tui.drafts import Clash
from msctl.tui.form_context import Report, context, fields_of, last_text, report_label, report_of
from msctl.tui.screens.field_form import FieldForm
from msctl.tui.widgets.choice import Choice


class FormScreen(FieldForm):
    """Edits the report of a task and period, one at a time, or chosen fields."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("form")
    KEYS: ClassVar[tuple[str, ...]] = (
        *("save", "save-next", "back", "copy-last", "take-figures", "external", "discard", "help"),
    )

    def __init__(
        self,
        project: ProjectId,
        paths: Sequence[FieldPath] = (),
        *,
        report: Report | None = None,
        begin: tuple[Clash, str] | None = None,
    ) -> None:
        """A form.

        Args:
            project: What is edited.
            paths: The fields; none means the report of a task and period, chosen in the form.
            report: The task and period to begin with.
            begin: A question about the one field, and the text to answer it with.
        """
        super().__init__(project, begin)
        self._paths = tuple(paths)
        """the chosen fields; empty for a report"""
        self._report = report
        self._choices = Vertical(id="report-of")
        self._beside = Static(Content(""), id="context")

    def body(self) -> ComposeResult:
        """The choice of what to report, the editors, and what to know beside them."""
        yield self._title
        with VerticalScroll(id="form-scroll", can_focus=False):
            yield self._choices
            with Vertical(id="form-body"):
                yield self._beside if not self.is_wide else self._editors
                yield self._editors if not self.is_wide else self._beside

    async def on_mount(self) -> None:
        """The first field takes the keys."""
        self.answer_begun()
        await self.edit(self._project, self._report)

    def on_resize(self) -> None:
        """Wrap the context anew: above the fields, or where there is room, to their right."""
        self.call_after_refresh(self._arrange)

    def _arrange(self) -> None:
        first = self._editors if self.is_wide else self._beside
        self.query_one("#form-body").move_child(first, before=0)
        self.draw_context()

    @property
    def _project(self) -> ProjectId:
        return ProjectId(self._record)

    @property
    def paths(self) -> tuple[FieldPath, ...]:
        """The fields of the form now."""
        project = self.host.session.project(self._project)
        if self._paths or self._report is None or project is None:
            return self._paths
        return fields_of(project, self._report)

    @property
    def about(self) -> str:
        """The period, or that it is single fields."""
        if self._report is None or self._paths:
            return t("tui.form.fields")
        return period_label(self._report.period)

    def label(self, path: FieldPath) -> str:
        """What a field is called: in a report without its period."""
        project = self.host.session.project(self._project)
        if self._paths or project is None:
            return field_label(path)
        return report_label(project, path)

    async def edit(self, project: ProjectId, report: Report | None) -> None:
        """Edit the report of a project, or its chosen fields."""
        self.take_typed()
        self._record = project
        if not self._paths:
            self._report = report or report_of(self.host.session, project)
        await self._choices.remove_children()
        await self._choices.mount_all(self._choose())
        await self.build(focus=True)
        # the fields before may have been left far down
        self.query_one("#form-scroll").scroll_home(animate=False, immediate=True)
        # only now it is known how wide the context is
        self.call_after_refresh(self.draw_context)
        self.call_after_refresh(self._show_focused)

    def _show_focused(self) -> None:
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def _choose(self) -> list[Horizontal]:
        report = self._report
        if report is None or self._paths:
            return []
        period = Choice(report.period_options(), report.period.key, id="period")
        rows = [Horizontal(Label(t("tui.form.period"), markup=False), period, classes="row")]
        if len(report.tasks) > 1:
            task = Choice(report.task_options(), report.task, id="task")
            rows.insert(0, Horizontal(Label(t("tui.form.task"), markup=False), task, classes="row"))
        return rows

    @on(Choice.Chosen, "#task")
    @on(Choice.Chosen, "#period")
    async def _chosen(self, event: Choice.Chosen) -> None:
        if self._report is not None:
            self.take_typed()
            self._report = (
                self._report.with_task(event.value)
                if event.choice.id == "task"
                else self._report.with_period(event.value)
            )
            await self.build(focus=False)

    def draw_context(self) -> None:
        """Target, plan, last report, and what was committed of what differs now."""
        width = self._beside.size.width - (1 if self.is_wide else 0)
        lines = 12 if self.app.size.height >= 40 else 3
        paths = self.paths
        committed = {
            change.path: change.old
            for record in self.host.archiving.pending or ()
            if record.id == self._project
            for change in record.changes
            if change.path in paths
        }
        report = None if self._paths else self._report
        shown = context(self.host.session, self._project, report, committed)
        self._beside.update(shown.content(max(30, width), lines))

    # What can be done.

    def why_not(self, command: str) -> str:
        """Texts with figures, and a next project, are those of a report."""
        is_report = self._report is not None and not self._paths
        if command == "take-figures" and not is_report:
            return t("edit.figures.only-reports")
        if command == "save-next" and not is_report:
            return t("edit.form.one-project")
        return ""

    def action_copy_last(self) -> None:
        """Copy what the field with the cursor held in the period before."""
        self.host.turns.defer(self._copy_last)

    def _copy_last(self) -> None:
        here = self.here
        project = self.host.session.project(self._project)
        if here is None or project is None:
            self.host.say(t("edit.form.no-field"))
            return
        before = last_text(project, here.path)
        if before is None:
            self.host.say(t("edit.form.no-last"))
            return
        here.write(before[1])
        self.host.say(t("edit.form.copied", period=period_label(before[0])))

    def action_take_figures(self) -> None:
        """Offer the figures that the texts state."""
        self.host.turns.defer(self._offer_figures)

    def _offer_figures(self) -> None:
        from msctl.tui.screens.figures import FiguresScreen

        self.take_typed()
        if self._report is not None:
            self.app.push_screen(FiguresScreen(self._project, self._report))

    def action_save_next(self) -> None:
        """Write what is typed, and go on to the next project of the ledger."""
        self.host.turns.defer(lambda: self.save(self.go_on))

    async def go_on(self) -> None:
        """Edit the same period of the next project."""
        listed = [p.id for p in self.host.session.projects(self._project.ledger)]
        at = listed.index(self._project) + 1 if self._project in listed else len(listed)
        if at >= len(listed) or self._report is None:
            self.host.say(t("edit.form.last"))
            self.dismiss()
            return
        report = report_of(self.host.session, listed[at])
        await self.edit(listed[at], report.with_period(self._report.period.key))
