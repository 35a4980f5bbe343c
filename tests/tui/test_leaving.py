"""Leaving at once, while what the key before began is still being made."""

import asyncio

from invented import County
from screen import running, until
from textual import events
from textual.app import App
from textual.css.query import NoMatches

from msctl.tui.compat import came_while_leaving


async def test_a_screen_that_is_being_made_is_left_without_an_error(archive: County) -> None:
    """The key that leaves comes when the key before it is so far on its way."""
    for key, turns in (("f1", 3), ("f1", 1), ("ctrl+t", 3), ("f2", 3), ("f9", 4)):
        async with running(archive) as (app, pilot):
            app.post_message(events.Key(key, None))
            for _ in range(turns):
                await asyncio.sleep(0)
            app.post_message(events.Key("f10", None))
            await until(pilot, lambda app=app: not app.is_running)  # type: ignore[misc]
            assert app.return_code == 0, (key, turns)


def test_a_screen_half_built_when_the_program_leaves_is_no_mistake() -> None:
    app: App[None] = App()
    assert not came_while_leaving(app, NoMatches("Choice"))
    app._exit, app._return_code = True, 1
    assert not came_while_leaving(app, ValueError())
    assert app.return_code == 1
    assert came_while_leaving(app, NoMatches("Choice"))
    assert app.return_code == 0
