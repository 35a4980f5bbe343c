"""Adding a field: its path typed, with what can be named in sight; Enter opens it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.text.safe import printable
from msctl.text.wrap import wrap
from msctl.tui.commands import bindings_at
from msctl.tui.field_names import Group, groups, matching, named_fields
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.widgets.typing import Line
from msctl.tui.wording import project_title, told


class AddFieldScreen(Page):
    """Names fields of one project that it does not have yet."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("add_field")
    KEYS = ("choose", "back", "help")

    def __init__(self, project: ProjectId) -> None:
        super().__init__()
        self._project = project
        self._groups: list[Group] = []
        self._grid = Grid(frozen=0, cell_cursor=False, empty=t("edit.add.none"))
        self._line = Line(placeholder=t("edit.add.hint"), id="filter", select_on_focus=False)
        self._says = Static(Content(""), classes="sheet")

    def body(self) -> ComposeResult:
        """What is typed, what it names, and what can be named."""
        place = project_title(self.host.session.snapshot, self._project)
        yield title(t("edit.add.title", project=place))
        yield self._line
        yield self._says
        yield self._grid

    def on_mount(self) -> None:
        """All groups."""
        found = self.host.session.project(self._project)
        self._groups = groups(found) if found else []
        self._grid.set_columns(
            [
                GridColumn("label", t("tui.fields.field"), 24),
                GridColumn("path", t("edit.add.path"), 44),
            ]
        )
        self._line.focus()
        self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        typed = self._line.value
        fitting = matching(self._groups, typed)
        self._grid.set_rows(GridRow(g.begin, (g.label, g.shown)) for g in fitting)
        says = wrap(printable(self._named(typed)), self.app.size.width - 2)
        self._says.update(Content("\n".join(says)))

    def _named(self, typed: str) -> str:
        """What the typed path names, or what is wrong with it."""
        if not typed.strip() or typed in {group.begin for group in self._groups}:
            return t("edit.add.how")
        try:
            return t("message.and").join(field_label(path) for path in named_fields(typed))
        except MsctlError as error:
            # words that name no path are looked for in the list
            return told(error) if "." in typed else ""

    def on_key(self, event: Key) -> None:
        """The arrows move in the list while the line keeps the focus."""
        if event.key in ("up", "down") and self._line.has_focus:
            self._grid.action_move(-1 if event.key == "up" else 1)
            event.stop()

    @on(Input.Submitted)
    @on(Grid.Selected)
    def action_choose(self) -> None:
        """Open what is named; a group of the list is put into the line to be completed."""
        from msctl.tui.screens.form import FormScreen

        typed = self._line.value
        try:
            paths = named_fields(typed)
        except MsctlError as error:
            begin = self._grid.cursor_row_key
            if begin is not None and not typed.startswith(begin):
                self._line.value = begin
                self._line.action_end()
                self._line.focus()
            else:
                self.host.tell(error)
            return
        self.app.switch_screen(FormScreen(self._project, paths))
