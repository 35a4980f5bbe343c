"""The rows of a grid: their keys in the order shown, and each row made when it is looked at."""

from collections.abc import Callable, Iterable, Sequence

from msctl.tui.widgets.grid_line import GridRow


class GridRows:
    """Keys, their places, and what makes the row of a key.

    Ten thousand keys cost next to nothing; ten thousand rows of texts would, so that only those in
    sight are made.
    """

    def __init__(self, keys: Sequence[str], make: Callable[[str], GridRow]) -> None:
        """Raises ValueError for a key given twice."""
        self.keys = keys
        self._make = make
        self._places = dict(zip(keys, range(len(keys)), strict=True))
        if len(self._places) != len(keys):
            raise ValueError("two rows of a grid have the same key")

    @classmethod
    def of(cls, rows: Iterable[GridRow]) -> "GridRows":
        """Rows that are made already."""
        made = list(rows)
        found = {row.key: row for row in made}
        return cls([row.key for row in made], found.__getitem__)

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, place: int) -> GridRow:
        return self._make(self.keys[place])

    def place(self, key: str | None) -> int | None:
        """Where a key stands; None when it is not shown."""
        return None if key is None else self._places.get(key)
