"""All fields of a project, empty ones too; Enter edits one."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from msctl.locale.catalogue import t
from msctl.model.paths import FieldPath, ProjectId
from msctl.tui.commands import bindings_at
from msctl.tui.field_list import field_rows
from msctl.tui.screens.page import Page, title
from msctl.tui.screens.project import project_word_of
from msctl.tui.widgets.grid import Grid, GridColumn


class FieldsScreen(Page):
    """Lists the fields and their values."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("fields")
    KEYS = ("choose", "add-field", "blame", "save", "undo", "back", "help")

    def __init__(self, project: ProjectId) -> None:
        super().__init__()
        self._project = project
        self._grid = Grid(frozen=2, cell_cursor=False)

    def body(self) -> ComposeResult:
        """The list."""
        yield title(t("tui.fields.title", project=project_word_of(self, self._project)))
        yield self._grid

    def on_mount(self) -> None:
        """The list takes the keys."""
        self._grid.focus()
        self._draw()

    def on_resize(self) -> None:
        """The values take what is left."""
        room = max(20, self.app.size.width - 36)
        self._grid.set_columns(
            [
                GridColumn("unsaved", "", 1, style="bold $warning"),
                GridColumn("field", t("tui.fields.field"), 28),
                GridColumn("value", t("tui.fields.value"), room),
            ]
        )

    def on_screen_resume(self) -> None:
        """A field was edited on the form above."""
        self._draw()

    def records_read(self) -> None:
        """The records were read anew."""
        self._draw()

    def _draw(self) -> None:
        self._grid.set_rows(field_rows(self.host.session, self._project))

    @on(Grid.Selected)
    def action_edit(self) -> None:
        """Edit the field the cursor is on."""
        from msctl.tui.screens.form import FormScreen

        key = self._grid.cursor_row_key
        if key is not None:
            self.app.push_screen(FormScreen(self._project, [FieldPath.parse(key)]))

    def action_external(self) -> None:
        """Change the whole file in the user's own editor."""
        self.host.keeping.edit_file(self._project)

    def action_add_field(self) -> None:
        """Name a field that the project does not have yet."""
        from msctl.tui.screens.add_field import AddFieldScreen

        self.app.push_screen(AddFieldScreen(self._project))

    def action_blame(self) -> None:
        """Show who set the field the cursor is on."""
        from msctl.tui.screens.blame import BlameScreen

        key = self._grid.cursor_row_key
        if key is not None:
            self.app.push_screen(BlameScreen(self._project, FieldPath.parse(key)))

    def action_save(self) -> None:
        """Save what is typed."""
        self.host.save([self._project])
