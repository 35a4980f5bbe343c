"""What a grid tells its owner beside what every list of rows does: at which column a row was
chosen, and when its cursor becomes one of cells and one of rows again."""

from typing import TYPE_CHECKING

from msctl.tui.widgets import row_message
from msctl.tui.widgets.row_message import RowMessage

if TYPE_CHECKING:
    from msctl.tui.widgets.grid import Grid


class Selected(row_message.Selected, namespace="grid"):
    """A row was chosen with Enter or the mouse, at a column."""

    def __init__(self, grid: "Grid", row_key: str, column_key: str) -> None:
        super().__init__(grid, row_key)
        self.column_key = column_key


class HeaderSelected(RowMessage, namespace="grid"):
    """A title was clicked: the owner may sort by that column."""

    def __init__(self, grid: "Grid", column_key: str) -> None:
        super().__init__(grid)
        self.column_key = column_key


class CellsEntered(RowMessage, namespace="grid"):
    """The cursor is one of cells now."""


class CellsLeft(RowMessage, namespace="grid"):
    """The cursor is one of whole rows again."""
