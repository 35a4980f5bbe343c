"""Clashes: fields typed in here that others changed in the file meanwhile, one answer each."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, LedgerId, RecordId
from msctl.tui.commands import bindings_at
from msctl.tui.conflict_view import ConflictView, list_cells, list_columns
from msctl.tui.drafts import Clash
from msctl.tui.screens.list_page import ListPage
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridRow

if TYPE_CHECKING:
    from msctl.history.conflict import Conflict


class ClashesScreen(ListPage):
    """The fields in question, and the three values of the one under the cursor.

    Nothing is written before all are answered; Escape leaves everything as it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("clashes")
    KEYS = ("take-ours", "take-theirs", "take-base", "answer", "next-pane", "back", "help")

    def __init__(self, records: Sequence[RecordId] | None, then: Callable[[], object]) -> None:
        """The screen.

        Args:
            records: What is to be saved; None means all.
            then: Saves, once all is answered.
        """
        super().__init__()
        self._records = records
        self._then = then
        self._asked: dict[str, Clash | RecordId] = {}

    def on_mount(self) -> None:
        """Show what is known."""
        self._ask()

    def on_screen_resume(self) -> None:
        """A value was typed in on the screen above."""
        self._ask()

    def records_read(self) -> None:
        """The files may hold something else now."""
        self._ask()

    def _ask(self) -> None:
        """List what is in question still; with nothing left, save."""
        session = self.host.session
        gone = session.gone(self._records)
        clashes = [c for c in session.clashes(self._records) if c.record not in gone]
        self._asked = {f"{c.record} {c.path}": c for c in clashes}
        self._asked |= {str(record): record for record in gone}
        if not self._asked:
            if self.app.screen is self:
                self.dismiss()
                self._then()
            return
        self._title.update(Content(t("edit.clashes.title", count=len(self._asked))))
        self._fill()

    def _fit(self) -> None:
        self._grid.set_columns(list_columns(max(8, (self._grid.size.width - 5) // 3)))
        self._fill()

    def _fill(self) -> None:
        snapshot = self.host.session.snapshot
        self._grid.set_rows(
            GridRow(key, list_cells(snapshot, self._conflict(asked)))
            for key, asked in self._asked.items()
        )
        self._draw()

    def _fill_sheet(self, sheet: Sheet) -> None:
        asked = self._here
        if asked is not None:
            view = ConflictView(self.host.session.snapshot, self._conflict(asked))
            view.show(sheet, beside=self.is_wide)

    def _conflict(self, asked: Clash | RecordId) -> "Conflict":
        """A question in the form in which a merge's questions are shown."""
        from msctl.history.conflict import Conflict

        if isinstance(asked, Clash):
            texts = (asked.base, asked.mine, asked.theirs)
            sides = [text or None for text in texts]
            return Conflict(asked.record, asked.path, "changed", sides[0], sides[1], sides[2])
        session = self.host.session
        mine = session.with_typed(asked)
        return Conflict(asked, FieldPath(), "deleted", session.before(asked), mine, None)

    @property
    def _here(self) -> Clash | RecordId | None:
        return self._asked.get(self._grid.cursor_row_key or "")

    def _take(self, side: str) -> None:
        asked = self._here
        if isinstance(asked, Clash):
            self.host.session.answer(asked, getattr(asked, side))
        elif asked is not None and not self._take_whole(asked, side):
            return
        self._ask()

    def _take_whole(self, record: RecordId, side: str) -> bool:
        """Make a removed file anew, or drop what was typed into it."""
        if side == "theirs":
            self.host.session.discard(record)
            return True
        if side == "base":
            self.host.say(t("tui.conflicts.no-such-side", side=t("tui.conflicts.base")))
            return False
        try:
            self.host.session.write_back(record)
        except MsctlError as error:
            self.host.tell(error)
            return False
        self.host.say(t("edit.clashes.written-back"))
        return True

    def action_take_ours(self) -> None:
        """What is typed here counts."""
        self._take("mine")

    def action_take_theirs(self) -> None:
        """What the file holds now counts."""
        self._take("theirs")

    def action_take_base(self) -> None:
        """Neither: what the field held when typing began."""
        self._take("base")

    @on(Grid.Selected)
    def action_answer(self) -> None:
        """Put both values into the editor, one below the other, to make one of them."""
        from msctl.tui.screens.form import FormScreen
        from msctl.tui.screens.ledger_form import LedgerFormScreen

        asked = self._here
        if isinstance(asked, Clash):
            both = "\n".join(text for text in (asked.mine, asked.theirs) if text)
            record, begin = asked.record, (asked, both)
            if isinstance(record, LedgerId):
                self.app.push_screen(LedgerFormScreen(record, [asked.path], begin=begin))
            else:
                self.app.push_screen(FormScreen(record, [asked.path], begin=begin))
        elif asked is not None:
            self.host.say(t("tui.conflicts.sides-only"))
