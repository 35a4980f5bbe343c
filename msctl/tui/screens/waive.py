"""Waive: the reason for which a finding is accepted."""

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from msctl.locale.catalogue import t
from msctl.tui.commands import bindings_at
from msctl.tui.findings_view import Found, draw
from msctl.tui.screens.page import Page, title
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.typing import Line


class WaiveScreen(Page):
    """The finding, and a line for the reason."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("waive")
    KEYS = ("accept", "back", "help")

    def __init__(
        self, found: Found, name: str, chosen: Callable[[Found, str, str, str], None]
    ) -> None:
        """The screen.

        Args:
            found: What is to be waived.
            name: Who waives it.
            chosen: Takes the finding, the reason, the name and the day.
        """
        super().__init__()
        self._found = found
        self._author = name
        self._chosen = chosen
        self._day = f"{dt.date.today():%Y-%m-%d}"
        self._reason = Line(id="reason", placeholder=t("findings.reason-hint"))
        self._static = Static(Content(""), classes="sheet")

    def body(self) -> ComposeResult:
        """Reason, name and day, then the finding."""
        yield title(t("findings.waive-title"))
        with Horizontal(classes="row"):
            yield Label(t("findings.reason"), markup=False)
            yield self._reason
        with Horizontal(classes="row"):
            yield Label(t("findings.by"), markup=False)
            yield Static(Content(f" {self._author}  {self._day}"))
        with VerticalScroll():
            yield self._static

    def on_mount(self) -> None:
        """The reason takes the keys."""
        self._reason.focus()

    def on_resize(self) -> None:
        """Wrap anew."""
        sheet = Sheet(self.app.size.width - 4)
        draw(sheet, self.host.session.snapshot, self._found)
        self._static.update(sheet.content)

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Waive it, if there is a reason."""
        reason = self._reason.value.strip()
        if not reason:
            self.host.say(t("findings.no-reason"))
            return
        self.dismiss()
        self._chosen(self._found, reason, self._author, self._day)
