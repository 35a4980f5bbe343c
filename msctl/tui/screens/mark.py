"""A mark of a ledger's legend: its name, and the sign that is printed behind it."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId
from msctl.tui.commands import bindings_at
from msctl.tui.errors import NoSign
from msctl.tui.legend import list_mark, trouble_with
from msctl.tui.screens.listed import ListedPage
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.typing import Line


class MarkScreen(ListedPage):
    """Asks for a mark and its sign; both become one step that can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("mark")
    KEYS = ("accept", "next-pane", "back", "help")

    def __init__(self, ledger: LedgerId, mark: str = "") -> None:
        """The screen.

        Args:
            ledger: Whose mark it is.
            mark: The mark whose sign is changed; empty for one that is to be listed.
        """
        super().__init__(ledger)
        self._mark = mark
        self._line = Line(id="mark", placeholder=t("ledger.mark-hint"))
        self._sign = Line(id="sign", placeholder=t("ledger.sign-hint"))

    def _heading(self, place: str) -> str:
        new = t("ledger.new-mark", ledger=place)
        return t("ledger.change-mark", ledger=place) if self._mark else new

    def _rows(self) -> Iterable[tuple[str, Widget]]:
        mark = Static(Content(f" {self._mark}")) if self._mark else self._line
        return ((t("ledger.mark-label"), mark), (t("ledger.sign-label"), self._sign))

    def on_mount(self) -> None:
        """The first line takes the keys."""
        self._sign.value = self.host.session.ledger(self._ledger).marks.get(self._mark, "")
        (self._sign if self._mark else self._line).focus()
        self.tell()

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

    def _foretell(self, sheet: Sheet) -> None:
        sheet.text(t("ledger.will-print", mark=self.mark, sign=self.sign))

    def _show_listed(self, sheet: Sheet) -> None:
        marks = self.host.session.ledger(self._ledger).marks
        if marks:
            sheet.heading(t("ledger.marks", count=len(marks)))
        for mark, sign in marks.items():
            sheet.labelled(mark, [(sign, "")], 24)

    @on(Input.Changed)
    def _typed(self) -> None:
        self.tell()

    @on(Input.Submitted, "#mark")
    def _next(self) -> None:
        """Enter in the name goes on to the sign."""
        self._sign.focus()

    @on(Input.Submitted, "#sign")
    def _submitted(self) -> None:
        """Enter in the sign lists the mark."""
        self.action_accept()

    def _list(self) -> str:
        mark, key = self.mark, t("tui.keyname.undo")
        if self._mark:
            name = t("ledger.step-change-mark", mark=mark)
            said = t("ledger.mark-changed", mark=mark, key=key)
        else:
            name = t("ledger.step-add-mark", mark=mark)
            said = t("ledger.mark-added", mark=mark, key=key)
        list_mark(self.host.session, self._ledger, mark, self.sign, name)
        return said
