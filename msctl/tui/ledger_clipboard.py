"""Cells of a ledger's list to the clipboard, and a range of a spreadsheet into the list."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.text.safe import single_line
from msctl.tui.ledger_making import unless_stopped
from msctl.tui.ledger_order import is_heading
from msctl.tui.pasting import Pasted as PastedRange
from msctl.tui.pasting import cell_value, copied, pasted, read_table
from msctl.tui.widgets.ledger_message import Pasted

if TYPE_CHECKING:
    from msctl.tui.widgets.ledger_pane import LedgerPane

COPIED_AT_ONCE = 300
"""rows that are gathered for the clipboard while the screen waits, a fifth of a millisecond each"""


class LedgerClipboard:
    """Copies from a list and pastes into it."""

    def __init__(self, pane: "LedgerPane") -> None:
        self._pane = pane

    def copy(self, put: Callable[[str], object]) -> None:
        """Put the chosen rows under their titles, or the cell with the cursor, on the clipboard;
        many rows are gathered in a worker."""
        pane = self._pane
        view, session, column, targets = pane.view, pane.session, pane.column, pane.choice.targets
        if view is None or session is None or not targets:
            return
        if column is not None and not view.selected and pane.project is not None:
            put(cell_value(session, view, pane.project, column))
            return
        columns, what = view.shown, t("grid.copying")

        def then(text: str | None) -> None:
            if text is None:
                pane.say(t("background.stopped", what=what))
            else:
                put(text)

        if len(targets) <= COPIED_AT_ONCE:
            then(copied(session, view, targets, columns))
            return
        work = unless_stopped(lambda job: copied(session, view, targets, columns, job.step))
        pane.work("copy", what, len(targets), work, then)

    def paste(self, text: str) -> None:
        """A range goes where the cursor is, or where its titles say; a single text into the
        cell."""
        pane = self._pane
        view, session, column = pane.view, pane.session, pane.column
        if view is None or session is None:
            return
        table = read_table(text)
        if column is not None and len(table) == 1 and len(table[0]) == 1:
            pane.entry.begin(single_line(table[0][0]))
            return
        place = view.shown.index(column) if column in view.shown else None
        keys = [key for key in pane.grid.keys if not is_heading(key)]
        first = keys.index(pane.project) if pane.project else 0
        columns = view.shown[place:] if place is not None else []
        rows = keys[first:]

        def then(found: PastedRange | None) -> None:
            if found is None:
                pane.say(t("background.stopped", what=what))
            elif found.proposals or (found.problems and place is not None):
                pane.post_message(Pasted(found))
            elif found.problems:
                pane.say(t("grid.paste.no-cell"))
            else:
                pane.say(t("grid.paste.nothing"))

        what = t("grid.paste.placing")
        if len(table) <= COPIED_AT_ONCE:
            then(pasted(session, view, table, columns, rows))
            return
        work = unless_stopped(lambda job: pasted(session, view, table, columns, rows, job.step))
        pane.work("paste", what, len(table), work, then)
