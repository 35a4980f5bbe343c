"""What a list of rows tells its owner: `RowList.Highlighted` and `RowList.Selected`."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from msctl.tui.widgets.row_list import RowList


class RowMessage(Message):
    """A message whose list `@on(Grid.Selected, "#id")` can name."""

    def __init__(self, sender: "RowList") -> None:
        super().__init__()
        self.list = sender

    @property
    def control(self) -> "RowList":
        """The list that sent it."""
        return self.list


class Highlighted(RowMessage, namespace="row_list"):
    """The cursor came to another row, or there are no rows any more (`row_key` is None)."""

    def __init__(self, sender: "RowList", row_key: str | None) -> None:
        super().__init__(sender)
        self.row_key = row_key

    def can_replace(self, message: Message) -> bool:
        """Where a held key runs through a list, only the row it came to is of interest."""
        return isinstance(message, Highlighted) and message.list is self.list


class Selected(RowMessage, namespace="row_list"):
    """A row was chosen with Enter or the mouse."""

    def __init__(self, sender: "RowList", row_key: str) -> None:
        super().__init__(sender)
        self.row_key = row_key
