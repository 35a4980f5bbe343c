"""Review and commit: what is not saved and not committed by field, what goes in, and why."""

from functools import cache
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from msctl.check.words import table_of
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.paths import RecordId, ledger_of, parse_record_id
from msctl.report.revisions import Revision
from msctl.tui.authorship import with_author
from msctl.tui.change_view import change_label, record_title, show_changes, show_record
from msctl.tui.commands import COMMANDS, bindings, bindings_at
from msctl.tui.compare_view import Entry, moment_entries, plain_text, table
from msctl.tui.copying import Form, offer, text_of
from msctl.tui.history_view import kind_of
from msctl.tui.picking import Picked, Picking, Row, is_broken
from msctl.tui.screens.list_page import ListPage
from msctl.tui.screens.pick import PickScreen
from msctl.tui.sheet import Sheet
from msctl.tui.typed_ledgers import listed_words
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.widgets.typing import Line
from msctl.tui.wording import changes_word, fields_word, record_word, told

_UNSAVED = "unsaved:"
"""before a record's id in the key of a row that is not in its file yet"""


class ReviewScreen(ListPage):
    """Shows what is unsaved and uncommitted, and commits what is ticked."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("review")
    FRAME = ("panes", "")
    KEYS = (
        *("commit", "tick", "tick-all", "save", "only-field", "copy", "back"),
        *("next-pane", "sync", "help"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._picking = Picking()
        self._rows: dict[str, Row] = {}
        self._kind = ""
        self._proposed = ""
        self._message = Line(id="message", select_on_focus=False)

    def _make_grid(self) -> Grid:
        return TickGrid(frozen=0, cell_cursor=False, empty=t("tui.reading"))

    def _between(self) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Label(t("tui.review.message"), markup=False)
            yield self._message

    def on_mount(self) -> None:
        """Show what is known."""
        self._title.update(Content(t("tui.review.title")))
        self.pending_read()

    def _fit(self) -> None:
        self._grid.set_columns(
            [
                GridColumn("in", "", 3),
                GridColumn("count", t("tui.history.count"), 3, "right"),
                GridColumn("record", t("tui.review.record"), max(20, self._grid.size.width - 10)),
            ]
        )
        self._draw()

    def pending_read(self) -> None:
        """The changes were read anew."""
        host = self.host
        self._picking.take(host.archiving.pending or ())
        trouble = host.archiving.trouble
        if host.archiving.pending is not None or trouble is not None:
            self._grid.empty = told(trouble) if trouble else t("tui.review.none")
        self._fill()

    def _fill(self) -> None:
        session = self.host.session
        rows = self._picking.rows(self._kind)
        self._rows = {row.key: row for row in rows}
        unsaved = [
            GridRow(
                f"{_UNSAVED}{record}",
                (
                    "*",
                    str(len(session.unsaved_paths(record))),
                    t(
                        "review.unsaved-row",
                        project=record_word(session.snapshot, record),
                        fields=fields_word(session.unsaved_paths(record), table_of(record)),
                    ),
                ),
                ("bold $warning",) * 3,
            )
            for record in session.unsaved
        ]
        self._grid.set_rows([*unsaved, *map(self._grid_row, rows)])
        self._propose()
        self._draw()

    def _grid_row(self, row: Row) -> GridRow:
        mark = self._picking.mark(row)
        if row.change is not None:
            return GridRow(row.key, (mark, "", f"  {change_label(row.change)}"))
        name = record_title(self.host.session.snapshot, row.record)
        if is_broken(row.record):
            name = t("review.unreadable-row", project=name)
            return GridRow(row.key, (mark, "-", name), ("bold $text-error",) * 3)
        return GridRow(row.key, (mark, str(len(row.record.changes)), name), (None, None, "bold"))

    def _propose(self) -> None:
        """Word the message from what is ticked, until somebody writes their own."""
        if self._message.value == self._proposed:
            changes = self._picking.picked().changes
            self._proposed = changes_word(self.host.session.snapshot, changes) if changes else ""
            self._message.value = self._proposed

    def _fill_sheet(self, sheet: Sheet) -> None:
        key = self._grid.cursor_row_key or ""
        row = self._rows.get(key)
        if row is not None:
            sheet.text(record_title(self.host.session.snapshot, row.record), "bold")
            sheet.text(row.record.file, "$foreground-muted")
            if row.change is not None:
                show_changes(sheet, [row.change])
            else:
                show_record(sheet, row.record)
        elif key.startswith(_UNSAVED):
            self._draw_unsaved(sheet, parse_record_id(key.removeprefix(_UNSAVED)))

    def _draw_unsaved(self, sheet: Sheet, record: RecordId) -> None:
        session = self.host.session
        key = COMMANDS["save"].shown_key
        sheet.text(t("review.unsaved-hint", key=key), "bold $warning")
        show_changes(sheet, session.changes(record))
        for path, error in session.errors(record).items():
            sheet.text(f"{field_label(path, table_of(record))}  {told(error)}", "$text-error")
        words = session.words_taken_up(ledger_of(record), [record])
        if words:
            sheet.text(t("ledger.taken-up", words=tuple(words)), "bold")
            show_changes(sheet, listed_words(ledger_of(record), words))

    # What can be done.

    @on(Grid.Selected)
    def _toggle(self) -> None:
        row = self._rows.get(self._grid.cursor_row_key or "")
        if row is not None:
            self._picking.toggle(row)
            self._fill()

    def action_tick(self) -> None:
        """Put what is under the cursor into the commit, or leave it out."""
        if self._grid.has_focus:
            self._toggle()

    def action_tick_all(self) -> None:
        """Put all that is listed into the commit, or leave it out when all is in."""
        self._picking.toggle_all(list(self._rows.values()))
        self._fill()

    def action_only_field(self) -> None:
        """List one kind of field only; what is ticked stays ticked."""
        changes = [change for record in self._picking.records for change in record.changes]
        kinds = dict.fromkeys(kind_of(c) for c in changes if c.id.count("/") == 3)
        options = [("", t("compare.all-fields")), *((kind, kind) for kind in kinds)]

        def chosen(kind: str) -> None:
            self._kind = kind
            self._fill()

        self.app.push_screen(PickScreen(t("compare.which-field"), options, chosen))

    def action_save(self) -> None:
        """Save what is typed, so that it can be committed."""
        self.host.save(then=self._fill)

    @on(Input.Submitted)
    def action_commit(self) -> None:
        """Commit what is ticked, signed with a name."""
        picked = self._picking.picked()
        if not (picked.files or picked.fields):
            self.host.say(t("tui.review.nothing"))
        elif not self._message.value.strip():
            self.host.say(t("tui.review.no-message"))
            self._message.focus()
        else:
            message = self._message.value
            with_author(self.host, lambda _name: self._commit(message, picked))

    def _commit(self, message: str, picked: Picked) -> None:
        self.host.say(t("tui.review.working"))
        self.host.archiving.commit(message, picked)

    def committed(self) -> None:
        """Done: back to where we were."""
        self.dismiss()

    def action_copy(self) -> None:
        """Copy what is listed."""
        records = dict.fromkeys(row.record.file for row in self._rows.values())
        listed = [record for record in self._picking.records if record.file in records]
        snapshot, sides = self.host.session.snapshot, (t("tui.old"), t("tui.new"))

        @cache
        def entries() -> list[Entry]:
            return moment_entries(snapshot, [Revision(record, ()) for record in listed])

        offer(
            self.host,
            (
                Form("all", lambda: plain_text(entries(), sides)),
                Form("md", text_of(lambda: table(entries(), sides), "md")),
                Form("tsv", text_of(lambda: table(entries(), sides), "tsv")),
            ),
        )


class TickGrid(Grid):
    """A grid whose rows are ticked with the space bar or Enter."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("tick")

    def action_tick(self) -> None:
        """As Enter."""
        self.action_select()
