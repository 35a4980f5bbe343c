"""How much faster the grid is than Textual's DataTable, measured side by side in one run.

    python benchmarks/grid_against_datatable.py [ROWS]

Each step forces the screen to be drawn to terminal text, as a real terminal gets it. Times differ
between machines; the ratios in the last column hardly do.
"""

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Callable
from itertools import cycle

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable

from msctl.tui.widgets.grid import Grid, GridColumn, GridRow

ROWS = 10_000
COLUMNS = 10
REPEATS = 15
SIZE = (200, 46)
WORDS = (
    "老旧小区加装电梯改造保障性住房区域供水管网街头游园农贸市场助餐服务网络前期手续开工建设完成投资"
)

Times = dict[str, float]
Step = Callable[[], object]


def wording(number: int, column: int) -> str:
    chance = random.Random(number * COLUMNS + column)
    return "".join(chance.choices(WORDS, k=chance.randint(6, 24)))


def draw(app: App[None]) -> int:
    """The whole screen as terminal text: a headless app never draws by itself."""
    # Private, because the public way to a frame waits for a timer of 16 ms.
    app.screen._on_timer_update()
    lines = app.screen._compositor.render_strips()
    return sum(len(line.render(app.console)) for line in lines)


async def timed(app: App[None], step: Step) -> float:
    """Milliseconds from a step to its picture, with the layout it asks for."""
    start = time.perf_counter()
    step()
    while isinstance(app, Bench) and app.is_measuring:
        await asyncio.sleep(0)
    assert draw(app)
    return (time.perf_counter() - start) * 1000


async def median(app: App[None], step: Step) -> float:
    return statistics.median([await timed(app, step) for _ in range(REPEATS)])


class Bench(App[None]):
    """A screen with one widget."""

    def __init__(self, widget: Grid | DataTable[Text]) -> None:
        super().__init__()
        self.widget = widget

    @property
    def is_measuring(self) -> bool:
        """DataTable measures new rows when it is idle and shows nothing of them before."""
        return isinstance(self.widget, DataTable) and self.widget._require_update_dimensions

    def compose(self) -> ComposeResult:
        yield self.widget


async def grid_times(rows: list[GridRow]) -> Times:
    grid = Grid([GridColumn(f"c{n}", f"第{n}列", 24) for n in range(COLUMNS)], frozen=2)
    app = Bench(grid)
    backwards = cycle([True, False])
    async with app.run_test(size=SIZE):
        return {
            "first paint": await timed(app, lambda: grid.set_rows(rows)),
            "cursor move": await median(app, lambda: grid.action_move(1)),
            "page down": await median(app, lambda: grid.action_page(1)),
            "to the end": await timed(app, lambda: grid.action_edge(1)),
            "move there": await median(app, lambda: grid.action_move(-1)),
            "sort": await median(
                app,
                lambda: grid.set_rows(
                    sorted(rows, key=lambda row: row.cells[0], reverse=next(backwards))
                ),
            ),
        }


async def table_times(rows: list[GridRow]) -> Times:
    table: DataTable[Text] = DataTable(fixed_columns=2)
    app = Bench(table)
    backwards = cycle([True, False])

    def fill() -> None:
        for row in rows:
            table.add_row(*map(Text, row.cells), key=row.key)

    async with app.run_test(size=SIZE):
        for number in range(COLUMNS):
            table.add_column(f"第{number}列", width=24, key=f"c{number}")
        return {
            "first paint": await timed(app, fill),
            "cursor move": await median(app, table.action_cursor_down),
            "page down": await median(app, table.action_page_down),
            "to the end": await timed(app, table.action_scroll_bottom),
            "move there": await median(app, table.action_cursor_up),
            "sort": await median(
                app, lambda: table.sort("c0", key=lambda cell: cell.plain, reverse=next(backwards))
            ),
        }


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    rows = [
        GridRow(str(number), tuple(wording(number, column) for column in range(COLUMNS)))
        for number in range(count)
    ]
    grid = asyncio.run(grid_times(rows))
    table = asyncio.run(table_times(rows))
    print(f"{count} rows of {COLUMNS} columns, screen {SIZE[0]}x{SIZE[1]}, milliseconds")
    print(f"{'':12}{'Grid':>10}{'DataTable':>12}{'ratio':>8}")
    for name, own in grid.items():
        print(f"{name:12}{own:10.1f}{table[name]:12.1f}{table[name] / own:7.0f}x")


if __name__ == "__main__":
    main()
