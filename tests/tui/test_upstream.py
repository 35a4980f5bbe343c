"""What is worked around is still so in Textual and Rich. A test that fails here is good news: the
workaround that its docstring names can go."""

import html
import re
import subprocess
import sys

import pytest
from rich._wrap import divide_line
from textual import events
from textual._wrap import compute_wrap_offsets
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import Input, TextArea

TEXT = "完成路面硬化工程，并通过验收"


class Plain(App[None]):
    """Textual's own fields."""

    CSS = "Input, TextArea { border: none; padding: 0; width: 40; }"

    def __init__(self) -> None:
        super().__init__()
        self.line, self.area = Input(select_on_focus=False), TextArea()
        self.area.text = TEXT
        self.area.move_cursor(self.area.document.end)

    def compose(self) -> ComposeResult:
        yield self.line
        yield self.area


async def test_a_line_is_one_cell_off_at_its_end() -> None:
    """`Line.cursor_screen_offset`; no issue is open."""
    app = Plain()
    async with app.run_test() as pilot:
        app.line.focus()
        app.line.value = "甲乙"
        await pilot.pause()
        assert app.line.cursor_screen_offset.x == app.line.content_region.x + 5


async def test_an_area_that_is_gone_cannot_be_drawn() -> None:
    """`Area.render_lines`: a screen that is drawn between the removal and the next layout fails."""
    app = Plain()
    async with app.run_test():
        await app.area.remove()
        app.area._rich_style_cache.clear()  # as when it was never drawn
        with pytest.raises(KeyError):
            app.area.render_lines(Region(0, 0, 9, 2))


async def test_a_line_drops_all_lines_of_a_paste_but_the_first() -> None:
    """`Line.on_paste`."""
    app = Plain()
    async with app.run_test() as pilot:
        app.line.focus()
        app.line.post_message(events.Paste("一\n二"))
        await pilot.pause()
        assert app.line.value == "一"


async def test_a_line_takes_a_clause_for_a_word_and_cannot_undo() -> None:
    """`Line`'s word keys and its history."""
    app = Plain()
    async with app.run_test() as pilot:
        app.line.focus()
        app.line.value = TEXT[:8]
        await pilot.press("ctrl+w")
        assert app.line.value == ""
        await pilot.press("ctrl+z")
        assert app.line.value == ""


async def test_an_area_forgets_where_its_cursor_is_until_it_moves() -> None:
    """`Area.cursor_screen_offset`."""
    app = Plain()
    async with app.run_test() as pilot:
        app.area.focus()
        await pilot.pause()
        assert app.area.cursor_location == (0, len(TEXT))
        assert app.area.cursor_screen_offset.x == app.area.content_region.x


async def test_keys_that_come_together_change_places() -> None:
    """`run_own_binding`, Textualize/textual#6605."""
    app = Plain()
    async with app.run_test() as pilot:
        app.line.focus()
        await pilot.pause()
        for key in ("a", "b", "backspace", "c"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert app.line.value == "ab"


def test_a_line_may_begin_with_a_closing_mark() -> None:
    """`use_kinsoku_in_areas` and `use_kinsoku_in_labels`."""
    own = getattr(compute_wrap_offsets, "is_kinsoku", False)
    assert not own
    assert TEXT[compute_wrap_offsets(TEXT, 16, 4)[0]] == "，"
    assert TEXT[divide_line(TEXT, 16)[0]] == "，"


PLAIN_APP = """
import os, signal
from textual.app import App

class Plain(App):
    def on_mount(self):
        self.set_timer(0.1, lambda: os.kill(os.getpid(), signal.SIGTERM))

Plain().run(headless=True)
"""


def test_a_signal_kills_an_app() -> None:
    """`save_on_signals`, Textualize/textual#5140."""
    done = subprocess.run([sys.executable, "-c", PLAIN_APP], capture_output=True, timeout=60)
    assert done.returncode == -15


async def test_a_picture_squeezes_chinese() -> None:
    """`corrected` of docs/pictures/draw.py, Textualize/rich#2742."""
    app = Plain()
    async with app.run_test():
        svg = app.export_screenshot()
    found = re.search(f'textLength="([0-9.]+)"[^>]*>([^<]*{TEXT[:4]}[^<]*)<', svg)
    assert found is not None
    assert round(float(found[1]), 1) == round(len(html.unescape(found[2])) * 12.2, 1)
