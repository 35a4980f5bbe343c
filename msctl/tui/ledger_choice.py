"""Which rows of a ledger's list are chosen, for a command about several projects."""

from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.paths import ProjectId
from msctl.tui.ledger_order import between, is_heading, toggled

if TYPE_CHECKING:
    from msctl.tui.widgets.ledger_pane import LedgerPane


class LedgerChoice:
    """Chooses rows of a list."""

    def __init__(self, pane: "LedgerPane") -> None:
        self._pane = pane
        self._anchor: str | None = None

    @property
    def targets(self) -> list[ProjectId]:
        """What a command for several projects is about: those chosen and not filtered away, in
        the order shown; else the one with the cursor."""
        view = self._pane.view
        if view is None:
            return []
        chosen = [ProjectId(key) for key in self._members() if key in view.selected]
        return chosen or [own for own in (self._pane.project,) if own]

    def row(self) -> None:
        """Choose the row with the cursor or take the choice back, and go on to the next; of a
        group all its rows."""
        view, grid = self._pane.view, self._pane.grid
        key = grid.cursor_row_key
        if key is not None and view is not None:
            self._anchor = key
            members = view.members(key) if is_heading(key) else (key,)
            self._choose(toggled(view.selected, members))
            grid.action_move(1)

    def range(self) -> None:
        """Choose all rows from the one chosen last to the one with the cursor."""
        view, grid = self._pane.view, self._pane.grid
        key = grid.cursor_row_key
        if key is not None and view is not None:
            self._choose(view.selected | between(grid.keys, self._anchor, key))

    def everything(self) -> None:
        """Choose all rows that the filter leaves; once more, none."""
        view = self._pane.view
        if view is not None:
            found = set(self._members())
            self._choose(set() if found <= view.selected else found)

    def invert(self) -> None:
        """Choose the rows that are not chosen, of those that the filter leaves."""
        view = self._pane.view
        if view is not None:
            self._choose(view.selected ^ set(self._members()))

    def _choose(self, chosen: set[str]) -> None:
        view = self._pane.view
        if view is not None:
            touched = view.selected ^ chosen
            view.selected = chosen
            view.redraw(touched)
            self._pane.grid.refresh()
            self._pane.say(t("grid.selected", count=len(chosen)))

    def _members(self) -> list[str]:
        """All projects that the filter leaves, those of folded groups too, in the order shown."""
        view = self._pane.view
        found: list[str] = []
        for key in self._pane.grid.keys:
            if not is_heading(key):
                found.append(key)
            elif view is not None and key in view.folded:
                found += view.members(key)
        return found
