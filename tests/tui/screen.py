"""The screen as text, for comparing it with a golden file, and what drives the app in a test."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from invented import County
from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.pilot import Pilot

from msctl.store.records import Records
from msctl.tui.app import MsctlApp

GOLDENS = Path(__file__).parent / "goldens"
REFRESH = "MSCTL_REFRESH_GOLDENS"
"""Set it to 1 to write the goldens anew, then read their difference."""

CHARACTERS = {
    "space": " ",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "comma": ",",
    "equals_sign": "=",
    "number_sign": "#",
    "slash": "/",
    "question_mark": "?",
}
"""Keys that have a name and send a character."""

SMALL = (80, 24)
LARGE = (160, 45)


def lines(app: MsctlApp) -> list[str]:
    """What the screen in front shows, line by line, blanks at the end cut off."""
    # the compositor has no public name for its lines
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def front(app: MsctlApp) -> str:
    """The name of the screen in front."""
    return type(app.screen).__name__


def text(app: MsctlApp) -> str:
    """The screen as one text."""
    return "\n".join(lines(app)) + "\n"


def assert_golden(app: MsctlApp, name: str, shown: str = "") -> None:
    """The screen, or what it shows but for what differs from run to run, equals its golden; no
    line is wider than the terminal."""
    shown = shown or text(app)
    width = app.size.width
    assert all(cell_len(line) <= width for line in shown.splitlines())
    file = GOLDENS / f"{name}-{width}x{app.size.height}.txt"
    if os.environ.get(REFRESH):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text("utf-8")


@asynccontextmanager
async def running(
    county: County, size: tuple[int, int] = SMALL, *, overview: bool = False
) -> AsyncIterator[tuple[MsctlApp, Pilot[None]]]:
    """The app on a county's records, everything read, the first ledger open unless the overview
    is wanted."""
    app = MsctlApp(Records(county.root))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.reading.is_done)
        await settle(app, pilot)
        ledgers = list(app.session.snapshot.by_ledger)
        if ledgers and not overview:
            app.open_ledger(ledgers[0])
            await settle(app, pilot)
        yield app, pilot


async def settle(app: App[Any], pilot: Pilot[Any]) -> None:
    """Wait until no worker runs and everything is drawn."""
    await handled(app, pilot)
    while not all(worker.is_finished for worker in app.workers):
        # waiting on the workers themselves would raise for one that a newer one has replaced
        await until(pilot, lambda: all(worker.is_finished for worker in app.workers))
        await handled(app, pilot)


async def handled(app: App[Any], pilot: Pilot[Any]) -> None:
    """Wait until no message waits, for whatever reason it was sent, and what it changed is drawn.

    The pilot's own way waits until the processor rests for a fiftieth of a second, after each key
    twice, and takes a starved process for a resting one.
    """
    quiet = 0
    for _ in range(2000):
        if not app.is_running:
            return
        # every widget handles what waits for it, then the screen is laid out and drawn
        await pilot.pause(0)
        quiet = quiet + 1 if is_quiet(app) else 0
        if quiet == 2:
            await app.animator.wait_until_complete()
            return
    raise AssertionError("messages without end")


def is_quiet(app: App[Any]) -> bool:
    """Whether no message or key waits and nothing is to be drawn."""
    if isinstance(app, MsctlApp) and app.turns.is_waiting:
        return False
    screen = app.screen
    if screen._layout_required or screen._dirty_widgets or screen._callbacks:
        return False
    pumps = (app, *app.screen_stack, *screen.walk_children())
    return not any(pump.message_queue_size for pump in pumps)


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Wait for a condition, half a minute and longer where the machine is busy."""
    for _ in range(3000):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not happen")


async def press(app: App[Any], pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each when what the one before it started is done."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else CHARACTERS.get(key)))
        await settle(app, pilot)


async def type_text(app: MsctlApp, pilot: Pilot[Any], typed: str) -> None:
    """Type a text, as a terminal sends it."""
    for character in typed:
        # the pilot's own key names lose some of the full-width marks
        app.post_message(events.Key(character, character))
        await handled(app, pilot)
    await settle(app, pilot)
