"""A listing: what the overview and the grid of a ledger have in common."""

from textual import on

from msctl.model.paths import LedgerId
from msctl.tui.screens.page import Page
from msctl.tui.top_text import TO_CONFLICTS
from msctl.tui.widgets.places_tree import PlacesTree
from msctl.tui.widgets.top_line import TopLine


class Listing(Page):
    """The base of the screens that list many projects, with the tree of ledgers beside them."""

    def __init__(self) -> None:
        super().__init__()
        self._top = TopLine()
        self._tree = PlacesTree(id="places")

    @property
    def place(self) -> LedgerId | None:
        """The ledger that is open or has the cursor."""
        raise NotImplementedError

    @on(PlacesTree.Opened)
    def _opened(self, event: PlacesTree.Opened) -> None:
        self.host.open_ledger(event.ledger)

    @on(PlacesTree.Asked)
    def _asked(self, event: PlacesTree.Asked) -> None:
        self.host.say(event.text)

    @on(TopLine.Followed)
    def _followed(self, event: TopLine.Followed) -> None:
        if event.link == TO_CONFLICTS:
            self.host.action_conflicts()
        else:
            self.show_only(event.link)

    def show_only(self, filter_text: str) -> None:
        """Show the projects that a filter wants; here are none."""

    def action_places(self) -> None:
        """Go to the tree, or show it where it has no room beside the list."""
        from msctl.tui.screens.places import PlacesScreen

        if self.is_wide:
            self._tree.focus()
        else:
            self.app.push_screen(PlacesScreen(self.place), self._went)

    def _went(self, ledger: LedgerId | None) -> None:
        if ledger is not None:
            self.host.open_ledger(ledger)

    def action_review(self) -> None:
        """Review and commit what is not committed."""
        from msctl.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen())

    def action_ledger_settings(self) -> None:
        """Show the settings of the ledger that is open or has the cursor."""
        from msctl.tui.screens.ledger_settings import LedgerSettingsScreen

        if self.place is not None:
            self.app.push_screen(LedgerSettingsScreen(self.place), self._settled)

    def _settled(self, _: object) -> None:
        self.refresh_records()

    def refresh_records(self) -> None:
        """Take in what was typed, saved or read."""
        raise NotImplementedError

    def action_queue(self) -> None:
        """Walk through what is due in the ledger that is open or has the cursor."""
        from msctl.tui.screens.queue import DueScreen

        if self.place is not None:
            self.app.push_screen(DueScreen(self.place))

    def action_reload(self) -> None:
        """Read the files again."""
        self.host.reading.begin()

    def action_save(self) -> None:
        """Save all that is typed."""
        self.host.save()

    def action_undo(self) -> None:
        """Take the last step back."""
        self.host.undo()
