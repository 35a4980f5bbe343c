"""The form: a period's report, or any chosen fields, with what is needed beside them."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Label, Static

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label, period_label
from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT, Field, Kind
from msctl.model.paths import FieldPath, ProjectId
from msctl.tui.commands import bindings_at
from msctl.tui.form_context import Report, context, report_of
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.page import Page, title
from msctl.tui.screens.project import project_word_of
from msctl.tui.widgets.choice import Choice
from msctl.tui.widgets.field_editor import FieldEditor
from msctl.tui.wording import fields_word, own_label

_KEEP_AFTER = 1.0
"""seconds between a key and its entry in the journal"""


class FormScreen(Page):
    """Edits fields of one project; what is typed is kept by the session at every key."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("form")
    KEYS = ("save", "discard", "back", "help")

    def __init__(self, project: ProjectId, paths: Sequence[FieldPath] = ()) -> None:
        """A form.

        Args:
            project: What is edited.
            paths: The fields; none means the report of a task and period, chosen in the form.
        """
        super().__init__()
        self._project = project
        self._paths = tuple(paths)
        self._report: Report | None = None
        self._keeping: Timer | None = None
        self._title = title("")
        self._beside = Static(Content(""), id="context")
        self._editors = Vertical(id="editors")

    def body(self) -> ComposeResult:
        """The choice of what to report, the editors, and what to know beside them."""
        yield self._title
        with VerticalScroll(id="form-scroll", can_focus=False):
            if not self._paths:
                self._report = report_of(self.host.session, self._project)
                if len(self._report.tasks) > 1:
                    with Horizontal(classes="row"):
                        yield Label(t("tui.form.task"), markup=False)
                        yield Choice(self._report.task_options(), self._report.task, id="task")
                with Horizontal(classes="row"):
                    yield Label(t("tui.form.period"), markup=False)
                    yield Choice(
                        self._report.period_options(), self._report.period.key, id="period"
                    )
            with Vertical(id="form-body"):
                yield self._beside if not self.is_wide else self._editors
                yield self._editors if not self.is_wide else self._beside

    async def on_mount(self) -> None:
        """The first field takes the keys."""
        await self._build(focus=True)

    def on_resize(self) -> None:
        """Wrap the context anew."""
        self.call_after_refresh(self._draw_context)

    def records_read(self) -> None:
        """Others may have changed what an untouched form shows."""
        if not self.host.session.unsaved_paths(self._project):
            self.call_later(self._build, focus=True)

    @property
    def paths(self) -> tuple[FieldPath, ...]:
        """The fields of the form now."""
        return self._paths or (self._report.paths if self._report else ())

    async def _build(self, *, focus: bool) -> None:
        await self._editors.remove_children()
        editors = [self._editor(path) for path in self.paths]
        await self._editors.mount_all(editors)
        for editor in editors:
            self._mark(editor)
        self._draw_title()
        self._draw_context()
        if focus and editors:
            editors[0].widget.focus()

    def _editor(self, path: FieldPath) -> FieldEditor:
        session = self.host.session
        found = PROJECT.require(path)
        label = field_label(path) if self._paths else own_label(path)
        if found.kind is Kind.MONEY:
            label += f" ({session.snapshot.ledger(self._project.ledger).money_unit})"
        words = self._words(found)
        if found.kind is Kind.STATUS and not words:
            label += f"  {t('tui.form.no-words')}"
        return FieldEditor(path, found, label, session.text(self._project, path), words)

    def _words(self, found: Field) -> tuple[str, ...]:
        if found.kind is Kind.STATUS:
            return tuple(self.host.session.snapshot.ledger(self._project.ledger).status)
        return found.choices

    @on(Choice.Chosen, "#task")
    @on(Choice.Chosen, "#period")
    async def _chosen(self, event: Choice.Chosen) -> None:
        if self._report is not None:
            self._report = (
                self._report.with_task(event.value)
                if event.choice.id == "task"
                else self._report.with_period(event.value)
            )
            await self._build(focus=False)

    @on(FieldEditor.Typed)
    def _typed(self, event: FieldEditor.Typed) -> None:
        if self._take(event.editor):
            self._keep()
            self._mark(event.editor)
            self._draw_title()

    def _take(self, editor: FieldEditor) -> bool:
        """Give the session what an editor holds; whether the record could be opened for it."""
        try:
            self.host.session.type(self._project, editor.path, editor.text)
        except MsctlError as error:
            self.host.tell(error)
            return False
        return True

    def _take_last(self) -> None:
        """Take what every editor holds: the message of the last key may still be on its way."""
        for editor in self.query(FieldEditor):
            self._take(editor)

    def _keep(self) -> None:
        """Journal what is typed, at most once a second: each time is a write to the disk."""
        if self._keeping is None:
            self._keeping = self.set_timer(_KEEP_AFTER, self._kept)

    def _kept(self) -> None:
        self._keeping = None
        self.host.keep_typed()

    def _mark(self, editor: FieldEditor) -> None:
        """Show honestly whether the field is unsaved, and what is wrong with it."""
        from msctl.tui.wording import told

        session = self.host.session
        unsaved = editor.path in session.unsaved_paths(self._project)
        text = session.text(self._project, editor.path)
        error = session.read(self._project, editor.path, text)[1] if unsaved else None
        trouble = told(error) if error else ""
        editor.show(unsaved=unsaved, trouble=trouble, count=len(text))

    def _draw_title(self) -> None:
        what = t("tui.form.fields")
        if self._report is not None:
            what = period_label(self._report.period)
        unsaved = len(self.host.session.unsaved_paths(self._project))
        marks = f"  * {t('tui.top.unsaved', count=unsaved)}" if unsaved else ""
        place = project_word_of(self, self._project)
        self._title.update(Content(t("tui.form.title", project=place, what=what) + marks))

    def _draw_context(self) -> None:
        width = self._beside.size.width - (1 if self.is_wide else 0)
        lines = 12 if self.app.size.height >= 40 else 3
        shown = context(self.host.session, self._project, self._report, max(30, width), lines)
        self._beside.update(shown)

    # What can be done.

    def action_save(self) -> None:
        """Write what is typed into this project, and close the form."""
        self._take_last()
        if self.host.save([self._project]):
            self.dismiss()
        else:
            for editor in self.query(FieldEditor):
                self._mark(editor)
            self._focus_trouble()

    def _focus_trouble(self) -> None:
        for editor in self.query(FieldEditor):
            if editor.has_class("wrong"):
                editor.widget.focus()
                return

    async def action_discard(self) -> None:
        """Put the recorded values back; asks first."""
        if self.host.session.unsaved_paths(self._project):
            options = [(key, t(f"tui.discard.{key}")) for key in ("stay", "discard")]
            self.app.push_screen(Ask(*self._question("tui.discard.question"), options), self._drop)

    async def _drop(self, answer: str | None) -> None:
        if answer == "discard":
            self.host.session.discard(self._project)
            self.host.keep_typed()
            self.host.say(t("tui.discarded"))
            await self._build(focus=True)

    def action_back(self) -> None:
        """Close the form; what is unsaved is asked about."""
        self._take_last()
        if not self.host.session.unsaved_paths(self._project):
            self.dismiss()
            return
        keys = ("stay", "save", "later", "discard")
        options = [(key, t(f"tui.close.{key}")) for key in keys]
        self.app.push_screen(Ask(*self._question("tui.close.question"), options), self._close)

    def _question(self, key: str) -> tuple[str, list[str]]:
        paths = self.host.session.unsaved_paths(self._project)
        return t(key, count=len(paths)), [fields_word([path]) for path in paths]

    def _close(self, answer: str | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "discard":
            self.host.session.discard(self._project)
            self.host.keep_typed()
            self.host.say(t("tui.discarded"))
            self.dismiss()
        elif answer == "later":
            self.host.keep_typed()
            self.host.say(t("tui.kept"))
            self.dismiss()
