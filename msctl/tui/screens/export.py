"""Export: the ledger's official table to a file, with a preview."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, ScrollableContainer
from textual.content import Content
from textual.widgets import Input, Label, Static

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId
from msctl.tui.commands import bindings_at
from msctl.tui.export_file import FORMATS, default_name, preview, table_bytes, write_file
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.choice import Choice
from msctl.tui.widgets.typing import Line


class ExportScreen(Page):
    """Chooses layout, format and file, and writes it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("export")
    KEYS = ("write", "next-pane", "back", "help")

    def __init__(self, ledger: LedgerId) -> None:
        super().__init__()
        self._ledger = ledger
        self._layout_choice = Choice([], "", id="layout")
        self._format_choice = Choice([(name, name) for name in FORMATS], "csv", id="format")
        self._file = Line(id="file", select_on_focus=False)
        self._proposed = ""
        self._preview = Static(Content(""))

    def body(self) -> ComposeResult:
        """The choices and the preview."""
        yield title(t("tui.export.title", ledger=self._title_text()))
        for label, widget in (
            ("layout", self._layout_choice),
            ("format", self._format_choice),
            ("file", self._file),
        ):
            with Horizontal(classes="row"):
                yield Label(t(f"tui.export.{label}"), markup=False)
                yield widget
        with ScrollableContainer(id="preview"):
            yield self._preview

    def _title_text(self) -> str:
        snapshot = self.host.session.snapshot
        return f"{snapshot.region(self._ledger.region).name} {snapshot.ledger(self._ledger).title}"

    def on_mount(self) -> None:
        """The ledger's layouts; the file name takes the keys."""
        names = self.host.session.snapshot.ledger(self._ledger).layout_names
        self._layout_choice.set_options([(name, name) for name in names], names[0] if names else "")
        self._name_file()
        self._draw()
        self._file.focus()

    @on(Choice.Chosen)
    def _chosen(self, event: Choice.Chosen) -> None:
        self._name_file()
        if event.choice.id == "layout":
            self._draw()

    def _name_file(self) -> None:
        """Propose a name until somebody writes their own."""
        if self._file.value == self._proposed:
            layout, format_name = self._layout_choice.value, self._format_choice.value
            self._proposed = default_name(self._ledger, layout, format_name)
            self._file.value = self._proposed

    def _draw(self) -> None:
        try:
            text = preview(self.host.session.snapshot, self._ledger, self._layout_choice.value)
        except MsctlError as error:
            self.host.tell(error)
            text = ""
        self._preview.update(Content(text))

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write the file; an existing one is asked about."""
        path = Path(self._file.value.strip() or self._proposed).expanduser()
        if path.exists():
            options = [(key, t(f"tui.export.{key}")) for key in ("keep", "overwrite")]
            question = Ask(t("tui.export.question"), [str(path)], options)
            self.app.push_screen(question, lambda answer: self._overwrite(answer, path))
        else:
            self._write(path)

    def _overwrite(self, answer: str | None, path: Path) -> None:
        if answer == "overwrite":
            self._write(path)

    def _write(self, path: Path) -> None:
        snapshot = self.host.session.snapshot
        try:
            data = table_bytes(
                snapshot, self._ledger, self._layout_choice.value, self._format_choice.value
            )
            write_file(path, data)
        except MsctlError as error:
            self.host.tell(error)
            return
        self.host.say(t("tui.export.done", file=str(path.absolute()), count=len(data)))
        self.dismiss()
