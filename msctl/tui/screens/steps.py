"""The steps of this session by name: what can be undone and redone, one or many at once."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from msctl.locale.catalogue import t
from msctl.tui.commands import bindings_at
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import step_word


class StepsScreen(Page):
    """The newest step first; what is undone stands above the line of now."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("steps")
    KEYS = ("undo-to", "undo", "redo", "back", "help")

    def __init__(self) -> None:
        super().__init__()
        self._grid = Grid(frozen=0, cell_cursor=False)

    def body(self) -> ComposeResult:
        """The list."""
        yield title(t("edit.steps.title"))
        yield self._grid

    def on_mount(self) -> None:
        """The cursor stands on the last step done."""
        self._grid.focus()
        self._draw()

    def on_resize(self) -> None:
        """The names take what is left."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        room = max(20, self._grid.size.width - 12)
        self._grid.set_columns(
            [
                GridColumn("state", t("edit.steps.state"), 8),
                GridColumn("step", t("edit.steps.step"), room),
            ]
        )

    def records_read(self) -> None:
        """A step was undone or done again."""
        self._draw()

    def _draw(self) -> None:
        session = self.host.session
        steps = [*reversed(session.undone), *reversed(session.done)]
        rows = []
        for place, step in enumerate(steps):
            is_undone = place < len(session.undone)
            state = t("edit.steps.undone") if is_undone else t("edit.steps.done")
            style = "$foreground-muted" if is_undone else None
            # a step keeps its number while others are undone and redone
            key = str(len(steps) - place)
            cells = (state, step_word(session.snapshot, step))
            rows.append(GridRow(key, cells, (style, style)))
        rows.append(GridRow("0", ("", t("edit.steps.start"))))
        self._grid.set_rows(rows)
        self._grid.move_to(str(len(session.done)))

    @on(Grid.Selected)
    def action_undo_to(self) -> None:
        """Undo or redo until the step under the cursor is the last one done."""
        self._go_to(int(self._grid.cursor_row_key or 0))

    def _go_to(self, wanted: int) -> None:
        count = len(self.host.session.done)
        if count != wanted:
            step = self.host.undo if count > wanted else self.host.redo
            step(lambda: self.call_later(self._go_to, wanted))
