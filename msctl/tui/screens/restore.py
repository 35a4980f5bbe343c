"""Restore: fields of a project back to the values they had at a commit, as a saved change."""

from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.changes import Change, compare
from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.text.safe import single_line
from msctl.tui.change_view import show_changes
from msctl.tui.commands import bindings_at
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.list_page import ListPage
from msctl.tui.screens.project import project_word_of
from msctl.tui.screens.review import TickGrid
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import told, value_word


class RestoreScreen(ListPage):
    """What a project has now against what it had at a commit; the ticked fields go back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("restore")
    FRAME = ("stack", "-list")
    KEYS = ("put-back", "tick", "tick-all", "next-pane", "back", "help")

    def __init__(
        self, project: ProjectId, commit: str, about: str, changed: frozenset[FieldPath]
    ) -> None:
        """The screen.

        Args:
            project: What is restored.
            commit: The moment.
            about: What the commit is called.
            changed: The fields that it changed; they are ticked to begin with.
        """
        super().__init__()
        self._project = project
        self._commit = commit
        self._about = about
        self._changed = changed
        self._then: Record | None = None
        self._changes: dict[str, Change] = {}
        self._ticked: set[str] = set()

    def _make_grid(self) -> Grid:
        return TickGrid(frozen=0, cell_cursor=False, empty=t("tui.reading"))

    def on_mount(self) -> None:
        """Read what it was then."""
        place = project_word_of(self, self._project)
        line = t("tui.restore.title", project=place, commit=self._about)
        self._title.update(Content(single_line(line)))
        self.host.in_background(
            "restore",
            lambda: self.host.archive.record_then(self._project, self._commit),
            self._found,
            self._refused,
        )

    def _found(self, record: Record) -> None:
        self._then = record
        self.records_read()
        self._ticked = {str(path) for path in self._changed} & self._changes.keys()
        self._fill()

    def _refused(self, error: MsctlError) -> None:
        self._grid.empty = told(error)
        self.host.tell(error)

    def records_read(self) -> None:
        """What is recorded now may be another."""
        project = self.host.session.snapshot.projects.get(self._project)
        if self._then is not None and project is not None:
            listed = compare(self._project, project.record, self._then)
            self._changes = {str(change.path): change for change in listed}
            self._ticked &= self._changes.keys()
            self._grid.empty = t("tui.restore.none")
            self._fill()

    def _fit(self) -> None:
        width = self._grid.size.width - 9
        field = min(30, width // 3)
        room = max(8, (width - field) // 2)
        self._grid.set_columns(
            [
                GridColumn("in", "", 3),
                GridColumn("field", t("tui.fields.field"), field),
                GridColumn("now", t("tui.restore.now"), room),
                GridColumn("then", t("tui.restore.then"), room),
            ]
        )
        self._draw()

    def _fill(self) -> None:
        empty = t("tui.empty")
        self._grid.set_rows(
            GridRow(
                key,
                (
                    "[x]" if key in self._ticked else "[ ]",
                    field_label(change.path),
                    value_word(change.path, change.old) or empty,
                    value_word(change.path, change.new) or empty,
                ),
            )
            for key, change in self._changes.items()
        )
        self._draw()

    def _fill_sheet(self, sheet: Sheet) -> None:
        change = self._changes.get(self._grid.cursor_row_key or "")
        if change is not None:
            show_changes(sheet, [change])

    @on(Grid.Selected)
    def _toggle(self) -> None:
        key = self._grid.cursor_row_key
        if key is not None:
            self._ticked ^= {key}
            self._fill()

    def action_tick_all(self) -> None:
        """Tick all fields, or none when all are."""
        whole = set(self._changes)
        self._ticked = set() if self._ticked == whole else whole
        self._fill()

    def action_put_back(self) -> None:
        """Put the ticked fields back; what is not committed is asked about."""
        chosen = [change for key, change in self._changes.items() if key in self._ticked]
        if not chosen:
            self.host.say(t("tui.restore.nothing"))
            return
        at_stake = self._at_stake(chosen)
        if not at_stake:
            self._put_back(chosen)
            return
        lines = [field_label(path) for path in at_stake]
        options = [(key, t(f"tui.restore.{key}")) for key in ("stay", "overwrite")]
        question = Ask(t("tui.restore.question", count=len(lines)), lines, options)
        self.app.push_screen(
            question, lambda answer: self._put_back(chosen) if answer == "overwrite" else None
        )

    def _at_stake(self, chosen: list[Change]) -> list[FieldPath]:
        """The chosen fields that hold something typed or not committed."""
        unsaved = set(self.host.session.unsaved_paths(self._project))
        pending = {
            change.path
            for record in self.host.archiving.pending or ()
            if record.id == self._project
            for change in record.changes
        }
        return [change.path for change in chosen if change.path in unsaved | pending]

    def _put_back(self, chosen: list[Change]) -> None:
        values: dict[FieldPath, Value | None] = {change.path: change.new for change in chosen}
        self.host.keeping.restore(self._project, values, self.dismiss)
