"""What a filter leaves of a ledger's list, as it is typed."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.report.subject import Subject
from msctl.tui.finder import Finder
from msctl.tui.ledger_counts import AT_ONCE
from msctl.tui.ledger_view import LedgerView
from msctl.tui.searching import Searching
from msctl.tui.session import Session
from msctl.tui.widgets.ledger_message import Told

if TYPE_CHECKING:
    from msctl.tui.widgets.ledger_pane import LedgerPane


class LedgerFiltering:
    """Fills a list with the projects that its filter wants."""

    def __init__(self, pane: "LedgerPane") -> None:
        self._pane = pane
        self._searching = Searching()
        self._is_wrong = False
        """whether the filter has a mistake"""
        self.finder = Finder(())
        self.changed: Collection[ProjectId] | None = None
        """which projects are not committed; None while nobody knows"""

    @property
    def is_on(self) -> bool:
        """Whether a filter is typed."""
        return bool(self._pane.filter.text.strip())

    def fill(self, view: LedgerView, session: Session) -> None:
        """Show the rows that are wanted, all where there is no filter."""
        if not self.is_on:
            if self._searching.is_telling:
                self._pane.say("")
            self._searching.drop()
            self._pane.show_rows(None)
            self._tell_trouble(())
            return
        finder = self.finder
        if not finder.is_ready and len(view.projects) > AT_ONCE:
            self._pane.filter.tell(t("grid.preparing"))
            return
        finder.at_moment(self.changed, frozenset(session.unsaved_projects))
        search = finder.search(self._pane.filter.text)
        self._tell_trouble(search.troubles)

        def then(found: Sequence[Subject] | None) -> None:
            if finder is not self.finder:
                return
            if found is None:
                self._pane.show_rows(None)
                self._pane.filter.tell(t("grid.not-filtered"))
                self._pane.say(t("background.stopped", what=t("grid.filtering")))
            elif finder.is_of_now(search):
                self._pane.show_rows(finder.keep(search, found))
                if self._searching.is_telling:
                    self._pane.say("")
            else:
                self._pane.fill()

        self._searching.run(search, self._pane.work, then)

    def _tell_trouble(self, troubles: Sequence[MsctlError]) -> None:
        """A filter that is wrong says so at every key, and stops saying so."""
        if troubles:
            self._pane.post_message(Told("", troubles[0]))
        elif self._is_wrong:
            self._pane.say("")
        self._is_wrong = bool(troubles)
