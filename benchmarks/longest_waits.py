"""How long the screens do not answer: for each thing to do in a ledger of many projects, the
longest time that the thread of the screens is busy without a turn of its loop.

    python benchmarks/longest_waits.py [PROJECTS [PART...]]

Parts are arranging, bulk, filling, saving, pasting, pages, palette, jumps and findings; all without
one named.

Invented records stand in a temporary folder, all in one ledger, and the real screens run on them
without a terminal. What takes longer than 100 ms belongs into a worker. A time is the processor's
of that thread, so that the work of others on the machine does not count.
"""

import asyncio
import gc
import sys
import tempfile
import time
from asyncio.events import Handle
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from invented_records import commit, invent
from textual import events
from textual.pilot import Pilot

from msctl.locale.catalogue import set_language
from msctl.store.records import Records
from msctl.store.settings import Settings
from msctl.tui.app import MsctlApp

PROJECTS = 10_000
SIZE = (160, 45)
FILTERS = {
    "word": "老旧",
    "pinyin": "ljxq",
    "unit:": "unit:甲局",
    "status:": "status:滞后",
    "standing:": "现状:滞后",
    "period": "Q2",
    "status: and period": "status:behind Q2",
    "due:": "due:",
    "category:": "category:交通",
    "money>": "money>500",
    "plan:": "plan:投资",
    "unsaved:": "unsaved:",
    "light:": "light:red",
    "not status:": "-status:completed",
}


class Longest:
    """The longest turn of the loop since it was asked last, in milliseconds."""

    def __init__(self) -> None:
        self.value = 0.0
        run = Handle._run

        def timed(handle: Handle) -> None:
            begin = time.thread_time()
            run(handle)
            self.value = max(self.value, (time.thread_time() - begin) * 1000)

        Handle._run = timed  # type: ignore[assignment, method-assign]

    def take(self) -> float:
        """The time, and begin anew."""
        found, self.value = self.value, 0.0
        return found


class Screens:
    """The screens, driven by keys."""

    def __init__(self, app: MsctlApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.longest = Longest()

    async def rest(self) -> None:
        """Wait until nothing goes on."""
        quiet = 0
        while quiet < 3:
            await asyncio.sleep(0.05)
            busy = any(not worker.is_finished for worker in self.app.workers)
            quiet = 0 if busy or self.app.keeping.writer.is_busy else quiet + 1

    async def measure(self, name: str, *steps: str | Callable[[], object]) -> None:
        """Press keys, or do what stands in their place, and tell the longest wait."""
        await self.rest()
        gc.collect()
        await asyncio.sleep(0)
        self.longest.take()
        begin = time.perf_counter()
        for step in steps:
            if isinstance(step, str):
                await self.pilot.press(step)
            else:
                found = step()
                if isinstance(found, Awaitable):
                    await found
        await self.rest()
        whole = time.perf_counter() - begin
        print(
            f"{name:34}{self.longest.take():8.0f} ms{whole:8.1f} s  {self.app.said[0]}", flush=True
        )

    async def home(self) -> None:
        """Go back to the ledger."""
        while self.app.screen is not self.app.main:
            await self.pilot.press("escape")

    async def paste(self, text: str) -> None:
        """Paste a text where the focus is."""
        focused = self.app.focused
        assert focused is not None
        focused.post_message(events.Paste(text))
        await self.pilot.pause()


async def arranging(own: Screens) -> None:
    """Filters, orders, groups and columns."""
    app, pane = own.app, own.app.main._list
    await own.measure("page down", "pagedown", "pagedown")
    await own.measure("last row", "end")
    await own.measure("first row", "home")
    for name, text in FILTERS.items():
        await own.measure(f"filter {name}", partial(pane.open_filter, text))
        pane.close_filter()
        pane.grid.focus()
    await own.measure(
        "filter taken back", partial(pane.open_filter, "status:滞后"), pane.close_filter
    )
    pane.grid.focus()
    await own.measure("sort by units", partial(pane.arranging.sort_by, "units"))
    await own.measure("sort by a field", partial(pane.arranging.sort_by, "content"))
    await own.measure("sort once more", partial(pane.arranging.sort_by, "content"))
    await own.measure("printed order", partial(pane.arranging.sort_by, "content"))
    await own.measure("group by category", "equals_sign")
    await own.measure("group by unit", "equals_sign")
    await own.measure("fold a group", "home", "enter")
    await own.measure("no groups", "equals_sign")
    await own.measure("column chooser", app.main.action_columns)
    await own.measure("chosen columns", "space", "escape")


async def bulk(own: Screens) -> None:
    """Many projects chosen and changed as one step."""
    app, pane = own.app, own.app.main._list
    await own.measure("select all", pane.choice.everything)
    await own.measure("copy all", app.main.action_copy_cells)
    await own.measure("select none", pane.choice.everything)
    await own.measure("select inverted", pane.choice.invert)
    await own.measure("bulk screen for all", app.main.action_bulk_edit)
    await own.measure("bulk status for all", "f9")
    await own.measure("undo of the bulk", "ctrl+z")
    await own.measure("redo of the bulk", "ctrl+y")
    await own.measure("journal", app.keep_typed)
    await own.measure("undo again", "ctrl+z")
    await own.measure("no choice", pane.choice.everything)


async def filling(own: Screens) -> None:
    """One value for all projects."""
    app, pane = own.app, own.app.main._list
    await own.measure("cells", "home", "right")
    pane.choice.everything()
    pane.grid.move_to(pane.grid.keys[0], "period.Q1")
    await own.measure("fill down screen for all", app.main.action_bulk_edit)
    await own.measure("fill down", "f9")
    await own.measure("undo of filling down", "ctrl+z")
    pane.choice.everything()
    pane.back()


async def saving(own: Screens) -> None:
    """All projects changed as one step and saved; taken back in the files and written again."""
    app, pane = own.app, own.app.main._list
    pane.choice.everything()
    await own.measure("bulk screen to save", app.main.action_bulk_edit)
    await own.measure("bulk status to save", "f9")
    await own.measure("no choice to save", pane.choice.everything)
    await own.measure("save all", "ctrl+s")
    await own.measure("undo of saving all", "ctrl+z")
    await own.measure("redo of saving all", "ctrl+y")
    await own.measure("undo of saving again", "ctrl+z")
    await own.measure("undo of all that is typed", "ctrl+z")


async def pasting(own: Screens) -> None:
    """Rows of a table pasted, saved, looked at and taken back."""
    titles = ["序号", "项目名称", "建设内容"]
    rows = [f"{number}\t\t粘贴{number}" for number in range(1, 1001)]
    table = "\n".join(["\t".join(titles), *rows])
    await own.measure("paste 1,000 rows", partial(own.paste, table))
    await own.measure("take what is pasted", "f9")
    await own.measure("steps", "ctrl+e")
    await own.measure("back from steps", "escape")
    await own.measure("save 1,000", "ctrl+s")
    await own.measure("review of 1,000", "f9")
    await own.measure("a page of the review", "pagedown", "end")
    await own.measure("back from the review", "escape")
    await own.measure("undo of the save", "ctrl+z")


async def pages(own: Screens) -> None:
    """The pages about a whole ledger."""
    app = own.app
    await own.measure("compare", app.main.action_compare)
    await own.measure("compare sides", "f2", "escape")
    await own.measure("back from comparing", own.home)
    await own.measure("export screen", "f8")
    await own.measure("back from exporting", own.home)
    await own.measure("queue", "f12")
    await own.measure("back from the queue", own.home)
    await own.measure("history of the ledger", "f3")
    await own.measure("back from history", own.home)


async def palette(own: Screens) -> None:
    """The list of all commands and places."""
    await own.measure("palette", "ctrl+p")
    await own.measure("search in the palette", "j", "z")
    await own.measure("back from the palette", "escape")


async def jumps(own: Screens) -> None:
    """From one project to the next of a kind, and all read again."""
    app = own.app
    await own.measure("jump to what is behind", app.main.action_next_behind)
    await own.measure("jump to unreported", app.main.action_next_unreported)
    await own.measure("jump to changed", app.main.action_next_changed)
    await own.measure("next count", app.main.action_next_standing)
    await own.measure("all again", app.main._list.close_filter)
    await own.measure("reload", "f5")


async def findings(own: Screens) -> None:
    """What the checks say."""
    app = own.app
    await own.measure("findings", app.action_findings)
    await own.measure("findings of one weight", "f4")
    await own.measure("findings of all weights", "f4", "f4", "f4")
    await own.measure("units of findings", partial(app.run_action, "screen.only_unit"))
    await own.measure("findings of a unit", "down", "enter")
    await own.measure("how to copy findings", partial(app.run_action, "screen.copy"))
    await own.measure("copy findings", "end", "enter")
    await own.measure("back from findings", "escape")


PARTS = {
    part.__name__: part
    for part in (arranging, bulk, filling, saving, pasting, pages, palette, jumps, findings)
}


async def main(projects: int, parts: Sequence[str]) -> None:
    set_language("zh")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "records"
        invent(root, projects, each=projects)
        commit(root)
        app = MsctlApp(Records(root), Settings(Path(folder) / "settings.toml"))
        async with app.run_test(size=SIZE) as pilot:
            own = Screens(app, pilot)
            await own.measure("start")
            await own.measure("open ledger", "enter")
            for name in parts or PARTS:
                await PARTS[name](own)
            await own.measure("overview", app.main.action_back)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else PROJECTS, sys.argv[2:]))
