"""Blame: for each field of a project its value, who set it, when, and with which commit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from msctl.export.table import Table, TableColumn, plain_table
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, ProjectId
from msctl.text.safe import single_line
from msctl.tui.commands import bindings_at
from msctl.tui.copying import Form, offer, text_of
from msctl.tui.screens.list_page import ListPage
from msctl.tui.screens.project import project_word_of
from msctl.tui.sheet import LABEL_STYLE, Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import told, value_word

if TYPE_CHECKING:
    from msctl.history.blame import BlameLine


class BlameScreen(ListPage):
    """The fields of a project with the commits that set them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("blame")
    FRAME = ("stack", "-list")
    KEYS = ("open-commit", "blame-before", "copy", "next-pane", "back", "help")

    def __init__(self, project: ProjectId, path: FieldPath = FieldPath()) -> None:
        super().__init__()
        self._project = project
        self._begins_at = str(path)
        self._lines: dict[str, BlameLine] = {}
        self._trail: list[str] = []
        """the commits before which it was asked, one after the other"""

    def on_mount(self) -> None:
        """Look the commits up."""
        self.records_read()

    def records_read(self) -> None:
        """The values may be others now."""
        self._ask(list(self._trail))

    def _ask(self, trail: list[str]) -> None:
        """Look up who set the values before the last commit of a trail."""
        archive, project = self.host.archive, self._project
        before = trail[-1] if trail else None

        def found(lines: "Sequence[BlameLine]") -> None:
            if self.is_attached:
                self._trail = trail
                self._found(lines)

        self.host.in_background(
            "blame", lambda: archive.blame(project, before), found, self._refused
        )

    def _show_title(self) -> None:
        line = t("tui.blame.title", project=project_word_of(self, self._project))
        if self._trail:
            line += f"  {t('history.before', commit=self._trail[-1][:10])}"
        self._title.update(Content(single_line(line)))

    def _found(self, lines: "Sequence[BlameLine]") -> None:
        first = not self._lines
        self._show_title()
        self._lines = {str(line.path): line for line in lines}
        self._grid.empty = t("tui.history.none")
        self._grid.set_rows(_row(line) for line in lines)
        sought = bool(self._begins_at) and (first or bool(self._trail))
        if sought and not self._grid.move_to(self._begins_at) and self._trail:
            self.host.say(t("history.not-before", commit=self._trail[-1][:10]))
        self._draw()

    def _refused(self, error: MsctlError) -> None:
        self._grid.empty = told(error)
        self.host.tell(error)

    def _fit(self) -> None:
        width = self._grid.size.width
        field = min(28, width // 4)
        subject = min(40, width // 4)
        room = width - field - subject - 10 - 8 - 6
        self._grid.set_columns(
            [
                GridColumn("field", t("tui.fields.field"), field),
                GridColumn("value", t("tui.fields.value"), max(8, room)),
                GridColumn("author", t("tui.history.author"), 8),
                GridColumn("time", t("tui.history.time"), 10),
                GridColumn("subject", t("tui.history.subject"), subject),
            ]
        )
        self._draw()

    def _fill_sheet(self, sheet: Sheet) -> None:
        line = self._lines.get(self._grid.cursor_row_key or "")
        if line is not None:
            sheet.text(field_label(line.path), "bold")
            sheet.text(_set_by(line), LABEL_STYLE)
            sheet.text(value_word(line.path, line.value))

    @on(Grid.Selected)
    def action_open_commit(self) -> None:
        """Show the commit that set the field under the cursor."""
        from msctl.tui.screens.history import HistoryScreen

        _, commit = self._set_here
        if commit is not None:
            self.app.push_screen(HistoryScreen(self._project, commit))

    def action_blame_before(self) -> None:
        """Who had set the values before the commit that set the one under the cursor."""
        path, commit = self._set_here
        if commit is not None:
            self._begins_at = path
            self._ask([*self._trail, commit])

    @property
    def _set_here(self) -> tuple[str, str | None]:
        """The field under the cursor and the commit that set it; that it is not committed is
        told."""
        path = self._grid.cursor_row_key or ""
        line = self._lines.get(path)
        if line is not None and line.commit is None:
            self.host.say(t("tui.blame.not-committed"))
        return path, line.commit if line else None

    def action_back(self) -> None:
        """Return to the state looked at before, then to the screen below."""
        if self._trail:
            self._ask(self._trail[:-1])
        else:
            self.dismiss()

    def action_copy(self) -> None:
        """Copy the fields with who set them."""
        offer(self.host, [Form(form, text_of(self._table, form)) for form in ("md", "tsv")])

    def _table(self) -> Table:
        keys = ("field", "value", "author", "time", "subject", "commit")
        heads = (
            *(t("tui.fields.field"), t("tui.fields.value"), t("tui.history.author")),
            *(t("tui.history.time"), t("tui.history.subject"), t("past.commit")),
        )
        rows = [(*_row(line).cells, line.commit) for line in self._lines.values()]
        columns = [TableColumn(key, head) for key, head in zip(keys, heads, strict=True)]
        return plain_table(columns, rows)


def _row(line: "BlameLine") -> GridRow:
    author, day = line.author, f"{line.time.astimezone():%Y-%m-%d}" if line.time else ""
    if line.commit is None:
        author = t("tui.blame.uncommitted")
    cells = (field_label(line.path), value_word(line.path, line.value), author, day, line.subject)
    style = "$text-warning" if line.commit is None else None
    return GridRow(str(line.path), cells, (None, None, style))


def _set_by(line: "BlameLine") -> str:
    if line.commit is None or line.time is None:
        return t("tui.blame.not-committed")
    when = f"{line.time.astimezone():%Y-%m-%d %H:%M}"
    return f"{when} {line.author} {line.commit[:10]} {line.subject}"
