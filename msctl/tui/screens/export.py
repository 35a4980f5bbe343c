"""Export: a ledger's table or notice to a file, with a preview as text."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, ScrollableContainer
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from msctl.locale.catalogue import t
from msctl.locale.commands import COMMANDS
from msctl.locale.labels import period_label
from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId, ProjectId, ledger_of
from msctl.model.period import parse_period
from msctl.tui.background import Job
from msctl.tui.commands import bindings_at
from msctl.tui.compare_sides import reported_periods
from msctl.tui.copying import Form, offer
from msctl.tui.export_file import (
    Wanted,
    can_fill,
    can_mark,
    can_stamp,
    default_name,
    formats,
    layouts,
    make,
    preview,
    target,
    wants_period,
    write_file,
)
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.choice import Choice
from msctl.tui.widgets.typing import Line

_LAST, _ALL, _CHOSEN = "last", "all", "chosen"
_FIRST_FORMAT = "xlsx"
"""what an office opens and passes on most"""


class ExportScreen(Page):
    """Chooses layout, period, scope, format and file, and writes it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("export")
    KEYS = ("write", "next-pane", "copy", "back", "help")

    def __init__(self, ledger: LedgerId, chosen: Sequence[ProjectId] = ()) -> None:
        """The screen.

        Args:
            ledger: What is written.
            chosen: Projects of it that may be written alone.
        """
        super().__init__()
        self._ledger = ledger
        self._chosen = tuple(chosen)
        self._layout_choice = Choice([], "", id="layout")
        self._period = Choice([], "", id="period")
        scopes = [(_ALL, t("exporting.all")), (_CHOSEN, t("exporting.chosen", count=len(chosen)))]
        self._scope = Choice(scopes[: 2 if chosen else 1], _ALL, id="scope")
        self._format_choice = Choice([], _FIRST_FORMAT, id="format")
        self._extras = {
            name: Choice([("", t("exporting.no")), ("yes", t(f"exporting.{name}"))], "", id=name)
            for name in ("fill", "bom", "stamp")
        }
        self._file = Line(id="file", select_on_focus=False)
        self._proposed = ""
        self._text = ""
        self._preview = Static(Content(""))

    def body(self) -> ComposeResult:
        """The choices and the preview."""
        yield title(t("tui.export.title", ledger=self._title_text()))
        for label, widget in self._lines():
            with Horizontal(classes="row", id=f"row-{label}"):
                yield Label(t(f"exporting.label.{label}"), markup=False)
                yield widget
        with ScrollableContainer(id="preview"):
            yield self._preview

    def _lines(self) -> list[tuple[str, Widget]]:
        return [
            ("layout", self._layout_choice),
            ("period", self._period),
            ("scope", self._scope),
            ("format", self._format_choice),
            *self._extras.items(),
            ("file", self._file),
        ]

    def _title_text(self) -> str:
        snapshot = self.host.session.snapshot
        return f"{snapshot.region(self._ledger.region).name} {snapshot.ledger(self._ledger).title}"

    def on_mount(self) -> None:
        """The ledger's layouts and periods; the file name takes the keys."""
        session = self.host.session
        ledger = session.snapshot.ledger(self._ledger)
        listed = layouts(ledger)
        self._layout_choice.set_options(listed, listed[0][0])
        periods = reported_periods(session, self._ledger)
        options = [(period.key, period_label(period)) for period in periods]
        self._period.set_options([(_LAST, t("exporting.last")), *options], _LAST)
        self._offer_formats(_FIRST_FORMAT)
        self._extras["bom"].choose("yes")
        self._show()
        self._file.focus()
        if unsaved := self._unsaved():
            self.host.say(unsaved.strip())

    def _unsaved(self) -> str:
        """That what is typed and not saved is not written, in words; empty where nothing is."""
        session = self.host.session
        records = [r for r in session.unsaved if ledger_of(r) == self._ledger]
        count = sum(len(session.unsaved_paths(record)) for record in records)
        key = COMMANDS["save"].shown_key
        return t("exporting.unsaved", count=count, key=key) if count else ""

    def _offer_formats(self, chosen: str) -> None:
        names = formats(self._layout_choice.value)
        options = [(name, t(f"exporting.format.{name}")) for name in names]
        self._format_choice.set_options(options, chosen if chosen in names else names[0])

    @property
    def _wanted(self) -> Wanted:
        period = self._period.value
        wanted = Wanted(
            self._ledger,
            self._layout_choice.value,
            self._format_choice.value,
            None if period in ("", _LAST) else parse_period(period),
            self._chosen if self._scope.value == _CHOSEN else (),
        )
        return Wanted(
            wanted.ledger,
            wanted.layout,
            wanted.format_name,
            wanted.period if self._has_period(wanted) else None,
            wanted.projects,
            fill=can_fill(wanted) and bool(self._extras["fill"].value),
            bom=can_mark(wanted) and bool(self._extras["bom"].value),
            stamp=can_stamp(wanted) and bool(self._extras["stamp"].value),
        )

    def _has_period(self, wanted: Wanted) -> bool:
        ledger = self.host.session.snapshot.ledger(self._ledger)
        try:
            return wants_period(ledger, wanted.layout)
        except MsctlError:
            return False  # the preview tells what is wrong with the layout

    @on(Choice.Chosen)
    def _on_chosen(self, event: Choice.Chosen) -> None:
        if event.choice.id == "layout":
            self._offer_formats(self._format_choice.value)
        self._show()

    def _show(self) -> None:
        """The lines that count, the proposed name, and the preview."""
        wanted = self._wanted
        shown = {
            "period": self._has_period(wanted),
            "scope": bool(self._chosen),
            "fill": can_fill(wanted),
            "bom": can_mark(wanted),
            "stamp": can_stamp(wanted),
        }
        for label, is_shown in shown.items():
            self.query_one(f"#row-{label}").display = is_shown
        self._name_file(wanted)
        self._draw(wanted)

    def _name_file(self, wanted: Wanted) -> None:
        """Propose a name until somebody writes their own."""
        if self._file.value == self._proposed:
            self._proposed = default_name(self._ledger, wanted.layout, wanted.format_name)
            self._file.value = self._proposed

    def _draw(self, wanted: Wanted) -> None:
        root, snapshot = self._root, self.host.session.snapshot
        self.host.in_background(
            "preview", lambda: preview(root, snapshot, wanted), self._drawn, self._not_drawn
        )

    @property
    def _root(self) -> Path:
        return self.host.session.records.root

    def _drawn(self, text: str) -> None:
        self._text = text
        self._preview.update(Content(text))

    def _not_drawn(self, error: MsctlError) -> None:
        self._drawn("")
        self.host.tell(error)

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write the file; an existing one is asked about."""
        try:
            path, is_there = target(self._file.value.strip(), self._proposed)
        except MsctlError as error:
            self.host.tell(error)
            return
        if is_there:
            options = [(key, t(f"tui.export.{key}")) for key in ("keep", "overwrite")]
            question = Ask(t("tui.export.question"), [str(path)], options)
            self.app.push_screen(question, lambda answer: self._overwrite(answer, path))
        else:
            self._write(path)

    def _overwrite(self, answer: str | None, path: Path) -> None:
        if answer == "overwrite":
            self._write(path)

    def _write(self, path: Path) -> None:
        root, snapshot, wanted = self._root, self.host.session.snapshot, self._wanted

        def work(job: Job) -> int:
            data = make(root, snapshot, wanted)
            # stopped meanwhile: nothing is written
            job.step()
            write_file(path, data)
            return len(data)

        host = self.host
        what = t("exporting.writing", file=path.name)
        host.background.run_in_steps(
            "export",
            Job(host.post_message, what, tells_steps=False),
            work,
            lambda count: self._written(path, count),
            host.tell,
        )

    def _written(self, path: Path, count: int) -> None:
        done = t("tui.export.done", file=str(path.absolute()), count=count)
        self.host.say(done + self._unsaved())
        if self.is_attached:
            self.dismiss()

    def action_copy(self) -> None:
        """Copy the preview, or the table for a spreadsheet."""
        root, snapshot, wanted = self._root, self.host.session.snapshot, self._wanted
        forms = [Form("all", lambda: self._text)]
        if not wanted.is_notice:
            for name in ("md", "tsv"):
                one = Wanted(
                    wanted.ledger, wanted.layout, name, wanted.period, wanted.projects, wanted.fill
                )
                forms.append(Form(name, lambda one=one: make(root, snapshot, one).decode("utf-8")))  # type: ignore[misc]
        offer(self.host, forms)
