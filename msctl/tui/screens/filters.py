"""The saved filters: use one, save what is typed under a name, delete one, learn to write them."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label, Static

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.report.filters import parse_filter
from msctl.tui.commands import bindings_at
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.widgets.typing import Line

_HELP = ("words", "fields", "status", "standing", "money", "moment", "turned")


class FiltersScreen(Page):
    """Lists the saved filters; Enter uses one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("filters")
    KEYS = ("choose", "save", "delete-filter", "next-pane", "back")

    def __init__(self, typed: str, use: Callable[[str], None]) -> None:
        """The screen.

        Args:
            typed: The filter typed now, which may be saved.
            use: Takes the text of the filter to use.
        """
        super().__init__()
        self._typed = typed
        self._use = use
        self._grid = Grid(id="saved", frozen=0, cell_cursor=False, empty=t("grid.filters.none"))
        self._named = Line(placeholder=t("grid.filters.name-hint"), id="filter-name")
        self._asked = Line(value=typed, placeholder=t("tui.filter.hint"), id="filter-text")

    def body(self) -> ComposeResult:
        """The list, a new one, and how filters are written."""
        yield title(t("grid.filters.title"))
        yield self._grid
        with Horizontal(classes="row"):
            yield Label(t("grid.filters.text"), markup=False)
            yield self._asked
        with Horizontal(classes="row"):
            yield Label(t("grid.filters.name"), markup=False)
            yield self._named
        lines = [t(f"grid.filters.help.{key}") for key in _HELP]
        yield Static(Content("\n".join(lines)), classes="sheet")

    def on_mount(self) -> None:
        """The saved ones."""
        self._grid.set_columns(
            [
                GridColumn("name", t("grid.filters.name"), 18),
                GridColumn("text", t("grid.filters.text"), 54),
            ]
        )
        self._draw()
        (self._named if self._typed else self._grid).focus()

    def _draw(self) -> None:
        saved = self.host.settings.filters
        self._grid.set_rows(GridRow(name, (name, text)) for name, text in saved.items())

    @on(Grid.Selected)
    def action_choose(self) -> None:
        """Use the filter with the cursor."""
        name = self._grid.cursor_row_key
        if name is not None and not self._named.has_focus and not self._asked.has_focus:
            self.dismiss()
            self._use(self.host.settings.filters[name])

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save the filter that is typed under its name."""
        name, text = self._named.value.strip(), self._asked.value.strip()
        if not text:
            self.host.say(t("grid.filters.no-text"))
            self._asked.focus()
            return
        if not name:
            self.host.say(t("grid.filters.no-name"))
            self._named.focus()
            return
        try:
            parse_filter(text)
            self._keep(name, text)
        except MsctlError as error:
            self.host.tell(error)
            return
        self.host.say(t("grid.filters.saved", name=name))
        self._grid.move_to(name)
        self._grid.focus()

    def action_delete_filter(self) -> None:
        """Delete the filter with the cursor; asks first."""
        name = self._grid.cursor_row_key
        if name is not None:
            options = [(key, t(f"grid.filters.{key}")) for key in ("stay", "delete")]
            lines = [self.host.settings.filters[name]]
            question = t("grid.filters.question", name=name)
            self.app.push_screen(Ask(question, lines, options), self._delete)

    def _delete(self, answer: str | None) -> None:
        name = self._grid.cursor_row_key
        if answer == "delete" and name is not None:
            try:
                self._keep(name, None)
            except MsctlError as error:
                self.host.tell(error)
                return
            self.host.say(t("grid.filters.deleted", name=name))

    def _keep(self, name: str, text: str | None) -> None:
        self.host.settings.keep_filter(name, text)
        self.host.settings.save()
        self._draw()
