"""How a ledger's list is arranged: sorted by a column, in groups, with some of its columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.locale.commands import COMMANDS
from msctl.tui.ledger_making import unless_stopped
from msctl.tui.ledger_order import GROUPS, Sorting
from msctl.tui.ledger_view import FoundOrders, LedgerView

if TYPE_CHECKING:
    from msctl.tui.widgets.ledger_pane import LedgerPane


class LedgerArranging:
    """Arranges a list."""

    def __init__(self, pane: "LedgerPane") -> None:
        self._pane = pane
        self._asked: tuple[LedgerView, str] | None = None
        """which column's order is being found"""

    def sort(self) -> None:
        """Sort by the column with the cursor: upwards, downwards, printed order."""
        grid = self._pane.grid
        key = grid.cursor_column_key
        if not grid.has_cell_cursor or key is None:
            self._pane.say(t("grid.sort-hint", key=COMMANDS["sort"].shown_key))
            return
        self.sort_by(key)

    def sort_by(self, key: str) -> None:
        """Sort by a column: upwards, asked once more downwards, then in printed order."""
        view = self._pane.view
        if view is None or view.column(key) is None:
            return
        view.sorting = view.sorting.next(key)
        self._pane.fit()
        self._pane.fill()
        if self._asked is None:
            self._tell_sorting()

    def _tell_sorting(self) -> None:
        view = self._pane.view
        column = view.column(view.sorting.column) if view else None
        if view is None or column is None:
            self._pane.say(t("grid.sorted-not"))
        elif view.sorting.downwards:
            self._pane.say(t("grid.sorted-down", column=column.name))
        else:
            self._pane.say(t("grid.sorted-up", column=column.name))

    def is_ready(self, view: LedgerView) -> bool:
        """Whether the rows can be put in order at once; else their order is being found in a
        worker, and the list is filled once it is there."""
        if view.sorts_at_once(view.sorting.column):
            return True
        self._find_order(view)
        return False

    def _find_order(self, view: LedgerView) -> None:
        """Find what the column of the sorting sorts by, then show the rows in their order."""
        asked = (view, view.sorting.column)
        if asked == self._asked:
            return
        key = view.sorting.column
        column = view.column(key)
        what = t("grid.sorting", column=column.name if column else key)

        def then(found: FoundOrders | None) -> None:
            if self._asked != asked:
                return  # another one was asked for meanwhile
            self._asked = None
            if view is not self._pane.view or view.sorting.column != key:
                return
            if found is None:
                view.sorting = Sorting()
                self._pane.fit()
            else:
                view.keep_orders(found)
            self._pane.fill()
            if found is None:
                self._pane.say(t("background.stopped", what=what))
            elif self._asked is None:
                self._tell_sorting()

        self._asked = asked
        work = unless_stopped(lambda job: view.find_orders(key, job.step))
        self._pane.work("order", what, len(view.projects), work, then)

    def group(self) -> None:
        """Group by category, by unit, not at all."""
        view = self._pane.view
        if view is None:
            return
        view.group = GROUPS[(GROUPS.index(view.group) + 1) % len(GROUPS)]
        if view.group == "category" and view.column("category") is None:
            view.group = "unit"
        view.folded.clear()
        self._pane.fill()
        self._pane.say(t(f"grid.group-{view.group or 'none'}"))

    def choose_columns(self, keys: Sequence[str] | None) -> None:
        """Show other columns; None for the usual ones."""
        view = self._pane.view
        if view is not None:
            view.choose(keys)
            self._pane.fit()
            self._pane.fill()
