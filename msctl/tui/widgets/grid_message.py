"""What a grid tells its owner: `Grid.Highlighted`, `Grid.Selected`, `Grid.HeaderSelected`, and when
its cursor becomes one of cells and one of rows again."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from msctl.tui.widgets.grid import Grid


class GridMessage(Message):
    """A message whose grid `@on(Grid.Selected, "#id")` can name."""

    def __init__(self, grid: "Grid") -> None:
        super().__init__()
        self.grid = grid

    @property
    def control(self) -> "Grid":
        """The grid that sent it."""
        return self.grid


class Highlighted(GridMessage, namespace="grid"):
    """The cursor came to another row, or there are no rows any more (`row_key` is None)."""

    def __init__(self, grid: "Grid", row_key: str | None) -> None:
        super().__init__(grid)
        self.row_key = row_key

    def can_replace(self, message: Message) -> bool:
        """Where a held key runs through a list, only the row it came to is of interest."""
        return isinstance(message, Highlighted) and message.grid is self.grid


class Selected(GridMessage, namespace="grid"):
    """A row was chosen with Enter or the mouse, at a column."""

    def __init__(self, grid: "Grid", row_key: str, column_key: str) -> None:
        super().__init__(grid)
        self.row_key = row_key
        self.column_key = column_key


class HeaderSelected(GridMessage, namespace="grid"):
    """A title was clicked: the owner may sort by that column."""

    def __init__(self, grid: "Grid", column_key: str) -> None:
        super().__init__(grid)
        self.column_key = column_key


class CellsEntered(GridMessage, namespace="grid"):
    """The cursor is one of cells now."""


class CellsLeft(GridMessage, namespace="grid"):
    """The cursor is one of whole rows again."""
