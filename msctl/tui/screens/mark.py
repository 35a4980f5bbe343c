"""A mark of a ledger's legend: its name, and the sign that is printed behind it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId
from msctl.tui.commands import bindings_at
from msctl.tui.errors import NoSign
from msctl.tui.legend import list_mark, trouble_with
from msctl.tui.screens.page import Page, title
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.typing import Line
from msctl.tui.wording import record_title, told


class MarkScreen(Page):
    """Asks for a mark and its sign; both become one step that can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("mark")
    KEYS = ("accept", "next-pane", "back", "help")

    def __init__(self, ledger: LedgerId, mark: str = "") -> None:
        """The screen.

        Args:
            ledger: Whose mark it is.
            mark: The mark whose sign is changed; empty for one that is to be listed.
        """
        super().__init__()
        self._ledger = ledger
        self._mark = mark
        self._line = Line(id="mark", placeholder=t("ledger.mark-hint"))
        self._sign = Line(id="sign", placeholder=t("ledger.sign-hint"))
        self._says = Static(Content(""), classes="sheet")
        self._known = Static(Content(""), classes="sheet")

    def body(self) -> ComposeResult:
        """The mark, its sign, how it will be printed, and the marks there are."""
        place = record_title(self.host.session.snapshot, self._ledger)
        new = t("ledger.new-mark", ledger=place)
        yield title(t("ledger.change-mark", ledger=place) if self._mark else new)
        with Horizontal(classes="row"):
            yield Label(t("ledger.mark-label"), markup=False)
            yield Static(Content(f" {self._mark}")) if self._mark else self._line
        with Horizontal(classes="row"):
            yield Label(t("ledger.sign-label"), markup=False)
            yield self._sign
        yield self._says
        with VerticalScroll(can_focus=False):
            yield self._known

    def on_mount(self) -> None:
        """The first line takes the keys."""
        self._sign.value = self.host.session.ledger(self._ledger).marks.get(self._mark, "")
        (self._sign if self._mark else self._line).focus()
        self._tell()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._tell)

    @property
    def mark(self) -> str:
        """The mark as it will be written."""
        return self._mark or " ".join(self._line.value.split())

    @property
    def sign(self) -> str:
        """The sign as it will be written."""
        return " ".join(self._sign.value.split())

    def _trouble(self) -> MsctlError | None:
        """What keeps the mark from being listed."""
        if self._mark:
            return None if self.sign else NoSign(mark=self._mark)
        return trouble_with(self.host.session, self._ledger, self.mark, self.sign)

    @on(Input.Changed)
    def _tell(self) -> None:
        """Say what is wrong, or how the mark will be printed; and the marks there are."""
        width = self.app.size.width - 4
        says, trouble = Sheet(width), self._trouble()
        if trouble is not None:
            says.text(told(trouble), "$text-warning")
        else:
            says.text(t("ledger.will-print", mark=self.mark, sign=self.sign))
        self._says.update(says.content)
        known = Sheet(width)
        marks = self.host.session.ledger(self._ledger).marks
        if marks:
            known.heading(t("ledger.marks", count=len(marks)))
        for mark, sign in marks.items():
            known.labelled(mark, [(sign, "")], 24)
        self._known.update(known.content)

    @on(Input.Submitted, "#mark")
    def _next(self) -> None:
        """Enter in the name goes on to the sign."""
        self._sign.focus()

    @on(Input.Submitted, "#sign")
    def action_accept(self) -> None:
        """List the mark, or its other sign."""
        self.host.turns.defer(self._accept)

    def _accept(self) -> None:
        trouble = self._trouble()
        if trouble is not None:
            self.host.tell(trouble)
            return
        mark, key = self.mark, t("tui.keyname.undo")
        if self._mark:
            name = t("ledger.step-change-mark", mark=mark)
            said = t("ledger.mark-changed", mark=mark, key=key)
        else:
            name = t("ledger.step-add-mark", mark=mark)
            said = t("ledger.mark-added", mark=mark, key=key)
        try:
            list_mark(self.host.session, self._ledger, mark, self.sign, name)
        except MsctlError as error:
            self.host.tell(error)
            return
        self.dismiss()
        self.host.refresh_lists()
        self.host.say(said)
