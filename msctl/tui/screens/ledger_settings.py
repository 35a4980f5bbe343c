"""A ledger's settings: its status words, its legend and its own fields; Enter changes the one at
the cursor."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.fields import LEDGER
from msctl.model.paths import FieldPath, LedgerId
from msctl.report.status_words import Use
from msctl.tui.commands import COMMANDS, bindings_at
from msctl.tui.ledger_settings import (
    WORD,
    about,
    meaning_word,
    remove_word,
    setting_rows,
    uses,
)
from msctl.tui.legend import MARK, MARKS, mark_uses, remove_mark
from msctl.tui.screens.list_page import ListPage
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridColumn
from msctl.tui.wording import projects_word, record_title, value_word

_LABEL = 22


class LedgerSettingsScreen(ListPage):
    """Lists the status words of a ledger with what they mean, its marks with their signs, then its
    fields with their values."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("ledger_settings")
    FRAME = ("stack", "-list")
    KEYS = (
        *("change", "add-word", "add-mark", "remove-word", "save", "undo", "back"),
        *("history", "help"),
    )

    def __init__(self, ledger: LedgerId) -> None:
        super().__init__()
        self._ledger = ledger

    def on_mount(self) -> None:
        """Show what is known."""
        self._fill()

    def on_screen_resume(self) -> None:
        """Something was changed on the screen above."""
        self._fill()

    def records_read(self) -> None:
        """The records were read anew."""
        self._fill()

    def _fit(self) -> None:
        room = max(20, self._grid.size.width - _LABEL - 6)
        self._grid.set_columns(
            [
                GridColumn("unsaved", "", 1, style="bold $warning"),
                GridColumn("field", t("tui.fields.field"), _LABEL),
                GridColumn("value", t("tui.fields.value"), room),
            ]
        )
        self._draw()

    def _fill(self) -> None:
        session = self.host.session
        unsaved = len(session.unsaved_paths(self._ledger))
        marks = f"  * {t('tui.top.unsaved', count=unsaved)}" if unsaved else ""
        place = record_title(session.snapshot, self._ledger)
        self._title.update(Content(t("ledger.title", ledger=place) + marks))
        self._grid.set_rows(setting_rows(session, self._ledger))
        self._draw()

    @property
    def _word(self) -> str:
        """The status word at the cursor; empty on another row."""
        return self._after(WORD)

    @property
    def _mark(self) -> str:
        """The mark at the cursor; empty on another row."""
        return self._after(MARK)

    def _after(self, begin: str) -> str:
        key = self._grid.cursor_row_key or ""
        return key.removeprefix(begin) if key.startswith(begin) else ""

    @property
    def _path(self) -> FieldPath | None:
        """The field at the cursor; None on another row."""
        key = self._grid.cursor_row_key
        try:
            path = FieldPath.parse(key) if key else None
        except MsctlError:
            return None  # the key of a word that is no path
        return path if path and LEDGER.find(path) is not None else None

    def _fill_sheet(self, sheet: Sheet) -> None:
        session = self.host.session
        if self._word:
            self._tell_word(sheet, self._word)
        elif self._mark:
            self._tell_mark(sheet, self._mark)
        elif self._path is not None:
            path = self._path
            if text := value_word(path, session.text(self._ledger, path), LEDGER):
                sheet.text(text, "bold")
            sheet.text(about(path), "$foreground-muted")
        elif self._grid.cursor_row_key == MARKS:
            sheet.text(
                t("ledger.about-marks", key=COMMANDS["add-mark"].shown_key), "$foreground-muted"
            )
        else:
            sheet.text(
                t("ledger.about-words", key=COMMANDS["add-word"].shown_key), "$foreground-muted"
            )

    def _tell_word(self, sheet: Sheet, word: str) -> None:
        session = self.host.session
        meaning = session.ledger(self._ledger).status.get(word)
        if meaning is None:
            return
        found = uses(session, self._ledger, word)
        sheet.pieces([(word, "bold"), (f"  {meaning_word(meaning)}", "")])
        if found:
            sheet.text(t("ledger.used", count=len(found), places=self._places(found)))
        else:
            sheet.text(t("ledger.unused"), "$foreground-muted")

    def _tell_mark(self, sheet: Sheet, mark: str) -> None:
        session = self.host.session
        sign = session.ledger(self._ledger).marks.get(mark, "")
        sheet.pieces([(mark, "bold"), (f"  {sign}", "")])
        if found := mark_uses(session, self._ledger, mark):
            sheet.text(t("ledger.mark-used", count=len(found), places=self._places(found)))
        else:
            sheet.text(t("ledger.mark-unused"), "$foreground-muted")

    def _places(self, found: Sequence[Use]) -> str:
        return projects_word(self.host.session.snapshot, [use.project for use in found])

    # What can be done.

    @on(Grid.Selected)
    def action_change(self) -> None:
        """Change the field at the cursor, what the word means, or the sign of the mark."""
        from msctl.tui.screens.ledger_form import LedgerFormScreen
        from msctl.tui.screens.mark import MarkScreen
        from msctl.tui.screens.word import WordScreen

        if self._word:
            self.app.push_screen(WordScreen(self._ledger, word=self._word))
        elif self._mark:
            self.app.push_screen(MarkScreen(self._ledger, self._mark))
        elif self._path is not None:
            self.app.push_screen(LedgerFormScreen(self._ledger, [self._path]))
        elif self._grid.cursor_row_key == MARKS:
            self.action_add_mark()
        else:
            self.action_add_word()

    def action_add_word(self) -> None:
        """List another status word."""
        from msctl.tui.screens.word import WordScreen

        self.app.push_screen(WordScreen(self._ledger))

    def action_add_mark(self) -> None:
        """Put another mark into the legend."""
        from msctl.tui.screens.mark import MarkScreen

        self.app.push_screen(MarkScreen(self._ledger))

    def action_remove_word(self) -> None:
        """Take the word or the mark at the cursor off its list."""
        session, word, mark = self.host.session, self._word, self._mark
        if not word and not mark:
            self.host.say(t("ledger.no-word-here"))
            return
        try:
            if word:
                remove_word(session, self._ledger, word)
            else:
                remove_mark(session, self._ledger, mark)
        except MsctlError as error:
            self.host.tell(error)
            return
        key = t("tui.keyname.undo")
        gone = t("ledger.word-removed", word=word, key=key)
        self.host.say(gone if word else t("ledger.mark-removed", mark=mark, key=key))
        self.host.refresh_lists()
        self._fill()

    def action_history(self) -> None:
        """Show who changed the ledger."""
        from msctl.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(None, ledger=self._ledger))

    def action_save(self) -> None:
        """Save what is typed into the ledger."""
        self.host.save([self._ledger])
