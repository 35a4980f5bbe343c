"""An entry of one of a ledger's lists: its fields, what will come of it, what is listed already."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Label, Static

from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId
from msctl.tui.screens.page import Page, title
from msctl.tui.sheet import Sheet
from msctl.tui.wording import record_title, told


class ListedPage(Page):
    """The base of the pages that ask for an entry; it becomes one step that can be undone."""

    def __init__(self, ledger: LedgerId) -> None:
        super().__init__()
        self._ledger = ledger
        self._says = Static(Content(""), classes="sheet")
        self._known = Static(Content(""), classes="sheet")

    def _heading(self, place: str) -> str:
        """The title, with the ledger in words."""
        raise NotImplementedError

    def _rows(self) -> Iterable[tuple[str, Widget]]:
        """The fields and their labels."""
        raise NotImplementedError

    def _trouble(self) -> MsctlError | None:
        """What keeps the entry from being listed."""
        raise NotImplementedError

    def _foretell(self, sheet: Sheet) -> None:
        """What will come of the entry."""
        raise NotImplementedError

    def _show_listed(self, sheet: Sheet) -> None:
        """The entries there are."""
        raise NotImplementedError

    def _list(self) -> str:
        """List the entry; what is said of it. Raises what a session refuses with."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The fields, what will come of them, and the entries there are."""
        yield title(self._heading(record_title(self.host.session.snapshot, self._ledger)))
        for label, field in self._rows():
            with Horizontal(classes="row"):
                yield Label(label, markup=False)
                yield field
        yield self._says
        with VerticalScroll(can_focus=False):
            yield self._known

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self.tell)

    def tell(self) -> None:
        """Say what is wrong, or what will come of the entry; and the entries there are."""
        width = self.app.size.width - 4
        says, trouble = Sheet(width), self._trouble()
        if trouble is not None:
            says.text(told(trouble), "$text-warning")
        else:
            self._foretell(says)
        self._says.update(says.content)
        known = Sheet(width)
        self._show_listed(known)
        self._known.update(known.content)

    def action_accept(self) -> None:
        """List the entry, or what is new about it."""
        self.host.turns.defer(self._accept)

    def _accept(self) -> None:
        trouble = self._trouble()
        if trouble is not None:
            self.host.tell(trouble)
            return
        try:
            said = self._list()
        except MsctlError as error:
            self.host.tell(error)
            return
        self.dismiss()
        self.host.refresh_lists()
        self.host.say(said)
