"""The fields that text is typed into: words, undo, pastes, line breaks and the caret."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Offset, Region
from textual.pilot import Pilot
from textual.widgets import Static

from msctl.tui.compat import place_caret, use_kinsoku_in_labels
from msctl.tui.widgets.line_history import STEPS, LineHistory
from msctl.tui.widgets.typing import Area, Line

LONG = "（一）完成《村道》路面【硬化】工程、边沟并通过验收，满意度：九成八；管护责任到人？是！好。"


class Fields(App[None]):
    """A line and an area, which lies below what the screen shows."""

    CSS = (
        "Line { border: none; height: 1; width: 20; } Area { border: none; height: 6; width: 21; }"
    )

    def __init__(self) -> None:
        super().__init__()
        self.line, self.area = Line(select_on_focus=False), Area(soft_wrap=True)

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield self.line
            yield Static("说明\n" * 30)
            yield self.area

    def post_display_hook(self) -> None:
        place_caret(self)


@asynccontextmanager
async def fields() -> AsyncIterator[tuple[Fields, Pilot[None]]]:
    app = Fields()
    async with app.run_test(size=(60, 12)) as pilot:
        app.line.focus()
        await pilot.pause()
        yield app, pilot


async def type_in(app: App[Any], text: str, pilot: Pilot[Any]) -> None:
    for character in text:
        app.post_message(events.Key(character, character))
    await pilot.pause()


async def test_word_keys_take_one_token_in_a_line() -> None:
    async with fields() as (app, pilot):
        await type_in(app, "完成投资 三千", pilot)
        await pilot.press("ctrl+w")
        assert app.line.value == "完成投资 "
        await pilot.press("ctrl+left", "ctrl+backspace")
        assert app.line.value == "投资 "
        await pilot.press("ctrl+delete")
        assert app.line.value == " "
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert app.line.value == "完成投资 三千"
        assert app.line.cursor_position == 7
        await pilot.press("ctrl+y")
        assert app.line.value == "完成投资 "
        await pilot.press("ctrl+z", "ctrl+z")
        assert app.line.value == "", "what was typed in one go is one step"


async def test_word_keys_take_one_token_in_an_area() -> None:
    async with fields() as (app, pilot):
        app.area.focus()
        app.area.text = "已完成。\n老旧小区加装"
        await pilot.press("ctrl+end", "ctrl+w")
        assert app.area.text == "已完成。\n老旧小区"
        await pilot.press("ctrl+left", "ctrl+delete")
        assert app.area.text == "已完成。\n老旧"
        await pilot.press("ctrl+home")
        assert app.area.cursor_location == (0, 0)
        await pilot.press("ctrl+right")
        assert app.area.cursor_location == (0, 1)
        await pilot.press("ctrl+end")
        assert app.area.cursor_location == (1, 2)


async def test_nothing_of_a_paste_into_a_line_is_lost() -> None:
    async with fields() as (app, pilot):
        await type_in(app, "甲丙", pilot)
        await pilot.press("left")
        app.line.post_message(events.Paste("一\r\n二\n三"))
        await pilot.pause()
        assert app.line.value == "甲一 二 三丙"
        await pilot.press("ctrl+z")
        assert app.line.value == "甲丙"


async def test_no_line_of_an_area_or_a_label_begins_with_a_closing_mark() -> None:
    use_kinsoku_in_labels()
    async with fields() as (app, pilot):
        app.area.text = LONG
        label = app.query_one(Static)
        for width in range(8, 44):
            app.area.styles.width = width + 3
            label.styles.width = width
            label.update(LONG)
            await pilot.pause()
            lines = app.area.wrapped_document.lines[0]
            assert "".join(lines) == LONG
            shown = [label.render_line(y).text for y in range(label.size.height)]
            assert "".join(line.rstrip() for line in shown) == LONG
            assert not [line for line in [*lines, *shown] if line[:1] in "，。、；：？！）】》"]


async def test_the_caret_is_on_the_edit_position() -> None:
    async with fields() as (app, pilot):
        await type_in(app, "甲ab", pilot)
        x, y = app.line.content_region.offset
        assert app.cursor_position == Offset(x + 4, y), "at the end of a line"
        await pilot.press("left")
        assert app.cursor_position == Offset(x + 3, y)
        await pilot.press("end")
        await type_in(app, LONG[:20], pilot)
        assert app.cursor_position == app.line.cursor_screen_offset
        assert app.cursor_position.x <= app.line.content_region.right
        # the area scrolls into sight when it gets the focus
        app.area.text = "一二三"
        app.area.move_cursor(app.area.document.end)
        await pilot.press("tab")
        await pilot.pause()
        region = app.area.content_region
        assert 0 < region.y < app.size.height
        assert app.cursor_position == Offset(region.x + 6, region.y)


async def test_a_field_that_is_gone_can_still_be_drawn() -> None:
    """The screen may draw what it showed before it is laid out anew."""
    async with fields() as (app, pilot):
        for field in (app.line, app.area):
            await field.remove()
            # as when it was never drawn: what is kept of a drawing hides that the styles are gone
            field._rich_style_cache.clear()
            field._styles_cache.clear()
            assert [strip.cell_length for strip in field.render_lines(Region(0, 0, 9, 2))] == [9, 9]
        await pilot.pause()


def test_a_pause_or_another_kind_of_edit_begins_a_new_step() -> None:
    times = iter([0.0, 0.1, 5.0, 5.1])
    history = LineHistory(lambda: next(times))
    history.note(("", 0), ("a", 1))
    history.note(("a", 1), ("ab", 2))
    history.note(("ab", 2), ("abc", 3))  # after a pause
    history.note(("abc", 3), ("ab", 2))
    assert history.undo(("ab", 2)) == ("abc", 3)
    assert history.undo(("abc", 3)) == ("ab", 2)
    assert history.undo(("ab", 2)) == ("", 0)
    assert not history.can_undo
    assert history.redo(("", 0)) == ("ab", 2)


def test_a_line_remembers_a_hundred_steps() -> None:
    history = LineHistory(lambda: 0.0)
    for number in range(STEPS + 20):
        history.note(("x" * number * 2, 0), ("x" * (number + 1) * 2, 0))
    steps = 0
    while history.can_undo:
        history.undo(("", 0))
        steps += 1
    assert steps == STEPS
