"""Which columns a ledger's grid shows, and in which order; remembered for the ledger."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from msctl.locale.catalogue import t
from msctl.tui.commands import bindings_at
from msctl.tui.ledger_columns import LedgerColumn, default_keys
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow


class ColumnsScreen(Page):
    """Space shows or hides a column, `+` and `-` move it; the grid behind follows at once."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("columns")
    KEYS = ("tick", "column-up", "column-down", "usual-columns", "back")

    def __init__(
        self,
        columns: Sequence[LedgerColumn],
        chosen: Sequence[str],
        choose: Callable[[Sequence[str] | None], None],
    ) -> None:
        """The screen.

        Args:
            columns: All columns there are.
            chosen: The keys of those shown behind number and name, in their order.
            choose: Takes the keys to show; None for the usual ones.
        """
        super().__init__()
        self._columns = {c.key: c for c in columns if c.key not in ("number", "name")}
        self._usual = default_keys(columns)
        self._choose = choose
        self._take(chosen)
        self._grid = Grid(frozen=0, cell_cursor=False)

    def _take(self, chosen: Sequence[str]) -> None:
        self._shown = set(chosen)
        self._order = [*chosen, *(key for key in self._columns if key not in self._shown)]

    def body(self) -> ComposeResult:
        """The columns, one a line."""
        yield title(t("grid.columns.title"))
        yield self._grid

    def on_mount(self) -> None:
        """All columns, those shown first."""
        self._grid.set_columns(
            [
                GridColumn("shown", t("grid.columns.shown"), 4),
                GridColumn("name", t("grid.columns.name"), 40),
            ]
        )
        self._draw()
        self._grid.focus()

    def _draw(self) -> None:
        self._grid.set_rows(
            GridRow(key, ("[x]" if key in self._shown else "[ ]", self._columns[key].name))
            for key in self._order
        )

    def _tell(self) -> None:
        self._draw()
        self._choose([key for key in self._order if key in self._shown])

    def on_key(self, event: events.Key) -> None:
        """The space bar ticks, as in other lists."""
        if event.key == "space":
            event.stop()
            self.action_tick()

    @on(Grid.Selected)
    def action_tick(self) -> None:
        """Show or hide the column with the cursor."""
        key = self._grid.cursor_row_key
        if key is not None:
            self._shown ^= {key}
            self._tell()

    def action_column_up(self) -> None:
        """Move the column with the cursor to the left."""
        self._move(-1)

    def action_column_down(self) -> None:
        """Move the column with the cursor to the right."""
        self._move(1)

    def _move(self, by: int) -> None:
        key = self._grid.cursor_row_key
        if key is None:
            return
        place = self._order.index(key)
        other = max(0, min(place + by, len(self._order) - 1))
        self._order.insert(other, self._order.pop(place))
        self._tell()

    def action_usual_columns(self) -> None:
        """Show the usual columns again."""
        self._take(self._usual)
        self._draw()
        self._choose(None)
