"""How much faster the list of a ledger is than Textual's DataTable, side by side in one run.

    python benchmarks/grid_against_datatable.py [ROWS] [MORE_ROWS]

The list is the real one: its view, its finder, its session and its grid, with invented projects
in memory; ten columns. DataTable does the least that shows the same: a row cursor, `sort` by a key,
`clear` and `add_row` of the rows that a plain filter finds, `update_cell`. Each step forces what
it changed on the screen to be drawn as terminal text, as a real terminal gets it. A time is the
processor's, so that what else runs on the machine counts for neither, and the best of several
rounds, in which the two take turns. Times differ between machines; the ratios hardly do. With
MORE_ROWS the list is measured once more with so many
rows, against itself.
"""

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from rich.text import Text
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import DataTable

from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.store.records import Records
from msctl.tui.ledger_view import LedgerView
from msctl.tui.session import Session
from msctl.tui.widgets.ledger_pane import LedgerPane

ROWS = 10_000
ROUNDS = 3
REPEATS = 11
"""times that a step is taken in a round; the median counts"""
QUIET = 3
"""turns of the loop without anything to draw until a step counts as done"""
SIZE = (200, 46)
LEDGER = LedgerId("jia-xian/2024/minsheng")
WORDS = (
    "老旧小区加装电梯改造保障性住房区域供水管网街头游园农贸市场助餐服务网络前期手续开工建设完成投资"
)
UNITS = ("住建局", "教体局", "卫健局", "民政局", "交通局", "农业农村局")
STATUS = ("按计划", "进展缓慢", "已完成")
COLUMNS = ("units", "category", "period.Q1", "period.Q2", "period.Q3", "period.Q4", "planned")
"""behind the unsaved mark, the number and the name: ten columns"""
QUERY = ("老", "老旧", "老旧小")
PLACE = FieldPath.of("report", "Q3", "status")

Times = dict[str, float]
Step = Callable[[], object]


def project(number: int) -> Project:
    chance = random.Random(number)

    def wording(least: int, most: int) -> str:
        return "".join(chance.choices(WORDS, k=chance.randint(least, most)))

    fields: dict[FieldPath, object] = {
        FieldPath.of("number"): str(number + 1),
        FieldPath.of("name"): wording(6, 16),
        FieldPath.of("category"): f"{number % 9}、{wording(4, 4)}",
        FieldPath.of("content"): wording(40, 120),
        FieldPath.of("units", "lead"): (chance.choice(UNITS),),
        FieldPath.of("funding", "total"): Decimal(chance.randint(1, 9000)),
    }
    for quarter in range(1, 5):
        fields[FieldPath.of("plan", f"Q{quarter}", "text")] = wording(8, 30)
    for quarter in range(1, 3):
        fields[FieldPath.of("report", f"Q{quarter}", "progress")] = wording(10, 40)
        fields[FieldPath.of("report", f"Q{quarter}", "status")] = chance.choice(STATUS)
    return Project(ProjectId(f"{LEDGER}/p{number:06}"), Record(fields))  # type: ignore[arg-type]


def snapshot(count: int) -> Snapshot:
    status = {
        FieldPath.of("status", word, "pace"): pace
        for word, pace in zip(STATUS[:2], ("on-track", "behind"), strict=True)
    }
    status[FieldPath.of("status", STATUS[2], "state")] = "completed"
    projects = (project(number) for number in range(count))
    return Snapshot(
        {LEDGER.region: Region(LEDGER.region, Record({}))},
        {LEDGER: Ledger(LEDGER, Record(dict(status)))},
        {own.id: own for own in projects},
    )


class Bench(App[None]):
    """A screen with one widget."""

    def __init__(self, widget: LedgerPane | DataTable[Text]) -> None:
        super().__init__()
        self.widget = widget
        self.drawn = 0

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """A headless app throws its pictures away; here they become terminal text first."""
        if isinstance(renderable, CompositorUpdate):
            self.drawn += len(renderable.render_segments(self.console))

    @property
    def is_measuring(self) -> bool:
        """DataTable measures new rows when it is idle and shows nothing of them before."""
        return isinstance(self.widget, DataTable) and self.widget._require_update_dimensions

    def compose(self) -> ComposeResult:
        yield self.widget


async def drawn(app: Bench) -> int:
    """Let the widgets tell the screen what has changed, and draw that until nothing is left; the
    length of the terminal text."""
    app.drawn = before = quiet = 0
    while quiet < QUIET or app.is_measuring:
        await asyncio.sleep(0)
        # Private, because the public way to a frame waits for a timer of 16 ms.
        app.screen._on_timer_update()
        quiet = 0 if app.drawn != before else quiet + 1
        before = app.drawn
    return app.drawn


async def timed(app: Bench, step: Step) -> float:
    """Milliseconds of work from a step to its picture, with the layout it asks for."""
    start = time.process_time()
    step()
    assert await drawn(app)
    return (time.process_time() - start) * 1000


async def median(app: Bench, steps: Iterator[Step]) -> float:
    return statistics.median([await timed(app, next(steps)) for _ in range(REPEATS)])


async def mean_key(app: Bench, find: Callable[[str], object]) -> float:
    """Of a word as it is typed: its first character finds many rows, its last one few."""
    return statistics.fmean([await timed(app, partial(find, text)) for text in QUERY])


async def pane_times(records: Snapshot) -> Times:
    pane = LedgerPane(id="list")
    app = Bench(pane)
    session = Session(Records(Path("records")), records)
    async with app.run_test(size=SIZE) as pilot:
        found = {"first paint": await timed(app, lambda: pane.show(session, LEDGER, COLUMNS))}
        await app.workers.wait_for_complete()
        await pilot.pause()
        grid, view = pane.grid, pane.view
        assert view is not None
        assert len(grid.columns) == len(COLUMNS) + 3

        def go(action: Callable[[int], None], by: int) -> Iterator[Step]:
            return cycle([lambda: action(by)])

        found["cursor move"] = await median(app, go(grid.action_move, 1))
        found["page down"] = await median(app, go(grid.action_page, 1))
        grid.action_edge(1)
        found["move at the end"] = await median(app, go(grid.action_move, -1))
        grid.action_edge(-1)
        found["first sort"] = await timed(app, lambda: pane.arranging.sort_by("period.Q2"))
        found["sort"] = await median(app, cycle([lambda: pane.arranging.sort_by("period.Q2")]))
        view.sorting = type(view.sorting)()
        pane.fill()

        pane.open_filter()
        await drawn(app)
        found["filter key"] = await mean_key(app, partial(setattr, pane.filter.input, "value"))
        pane.close_filter()
        await drawn(app)
        words = cycle(STATUS)

        def edit() -> None:
            key = pane.project
            assert key is not None
            assert session.type(key, PLACE, next(words)) is None
            session.settle()
            pane.typed([key])

        found["edit"] = await median(app, cycle([edit]))
    return found


def texts(records: Snapshot) -> list[tuple[str, ...]]:
    """The same ten cells of each project."""
    session = Session(Records(Path("records")), records)
    view = LedgerView(session, LEDGER, COLUMNS)
    view.columns(SIZE[0])
    return [view.row(own.id).cells for own in records.by_ledger[LEDGER]]


async def table_times(rows: list[tuple[str, ...]]) -> Times:
    table: DataTable[Text] = DataTable(fixed_columns=3, cursor_type="row")
    app = Bench(table)
    backwards = cycle([True, False])

    def fill(query: str = "") -> None:
        table.clear()
        for number, row in enumerate(rows):
            if not query or any(query in cell for cell in row):
                table.add_row(*map(Text, row), key=str(number))

    async with app.run_test(size=SIZE):
        for number in range(len(rows[0])):
            table.add_column(f"第{number}列", width=(1, 6, 44, 16, 12, 2, 2, 2, 2, 9)[number])
        keys = list(table.columns)
        found = {"first paint": await timed(app, fill)}
        found["cursor move"] = await median(app, cycle([table.action_cursor_down]))
        found["page down"] = await median(app, cycle([table.action_page_down]))
        table.move_cursor(row=len(rows) - 1)
        found["move at the end"] = await median(app, cycle([table.action_cursor_up]))
        table.move_cursor(row=0)

        def sort() -> None:
            table.sort(keys[6], key=lambda cell: cell.plain, reverse=next(backwards))

        found["first sort"] = await timed(app, sort)
        found["sort"] = await median(app, cycle([sort]))
        found["filter key"] = await mean_key(app, fill)
        fill()
        await timed(app, lambda: None)
        words = cycle(STATUS)

        def edit() -> None:
            row = table.coordinate_to_cell_key(table.cursor_coordinate).row_key
            table.update_cell(row, keys[6], Text(next(words)), update_width=True)

        found["edit"] = await median(app, cycle([edit]))
    return found


def best(rounds: Sequence[Times]) -> Times:
    return {name: min(times[name] for times in rounds) for name in rounds[0]}


def main() -> None:
    counts = [int(argument) for argument in sys.argv[1:]] or [ROWS]
    records = snapshot(counts[0])
    rows = texts(records)
    own_rounds, table_rounds = [], []
    for _ in range(ROUNDS):
        own_rounds.append(asyncio.run(pane_times(records)))
        table_rounds.append(asyncio.run(table_times(rows)))
    own, table = best(own_rounds), best(table_rounds)
    print(f"{counts[0]} rows of 10 columns, screen {SIZE[0]}x{SIZE[1]}, milliseconds")
    print(f"{'':16}{'list':>9}{'DataTable':>11}{'list/DataTable':>16}")
    for name, value in own.items():
        print(f"{name:16}{value:9.2f}{table[name]:11.1f}{value / table[name]:16.3f}")
    for count in counts[1:]:
        records = snapshot(count)
        more = best([asyncio.run(pane_times(records)) for _ in range(ROUNDS)])
        print(f"\n{count} rows against {counts[0]}, milliseconds")
        for name, value in own.items():
            print(f"{name:16}{more[name]:9.2f}{value:11.2f}{more[name] / value:16.1f}")


if __name__ == "__main__":
    main()
