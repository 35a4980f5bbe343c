"""Every text on every screen can be read in every theme: contrast of 4.5:1 and more."""

from collections.abc import Iterator
from typing import Any

import pytest
from invented import LEDGER, County
from rich.color import ColorType
from screen import LARGE, front, press, running, settle
from textual.color import Color

from msctl.model.paths import LedgerId
from msctl.tui.app import MsctlApp
from msctl.tui.themes import FRAMES, themes

ENOUGH = 4.5
WALK = (
    *("f1", "escape", "ctrl+p", "escape", "ctrl+t", "escape", "f2", "tab", "escape"),
    *("f3", "escape", "f4", "escape", "f8", "escape", "f9", "escape", "ctrl+l", "escape"),
    *("f7", "好", "escape", "ctrl+x", "escape", "ctrl+f", "escape", "f12", "escape"),
)
"""Keys that lead through the screens from the grid."""


def contrasts(app: MsctlApp) -> Iterator[tuple[float, str, str]]:
    """The contrast of every text on the screen, the text and its style; frames are no text."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            text, style = segment.text.strip(), segment.style
            if not text or set(text) <= {"|", "-", "+"} or style is None or style.color is None:
                continue
            if style.reverse or style.bgcolor is None:
                continue
            colors = style.color, style.bgcolor
            if all(color.type is ColorType.TRUECOLOR for color in colors):
                front_, back = (Color.from_rich_color(color) for color in colors)
                yield contrast(front_, back), text, str(style)


def contrast(one: Color, other: Color) -> float:
    """WCAG 2.1: relative luminance against relative luminance."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    parts = []
    for value in color.rgb:
        part = value / 255
        parts.append(part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_the_measure_of_contrast() -> None:
    assert round(contrast(Color(0, 0, 0), Color(255, 255, 255)), 1) == 21.0
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) < ENOUGH


@pytest.mark.parametrize("theme", [theme.name for theme in themes("ascii")])
async def test_every_text_of_every_screen_can_be_read(theme: str, archive: County) -> None:
    archive.replace(f"{LEDGER}/01-cun-daolu", "路基4公里", "路基7公里")
    low: set[tuple[str, str, str, str]] = set()
    seen: set[str] = set()

    def look(app: MsctlApp) -> None:
        seen.add(front(app))
        low.update(
            (front(app), f"{value:.1f}", text, style)
            for value, text, style in contrasts(app)
            if value < ENOUGH
        )

    async with running(archive, LARGE) as (app, pilot):
        app.settings.choose("theme", theme)
        app.theme = theme
        await settle(app, pilot)
        look(app)
        app.open_ledger(LedgerId(LEDGER))
        await press(app, pilot, "down")
        look(app)
        for key in WALK:
            await press(app, pilot, key)
            look(app)
    assert len(seen) > 10, seen
    assert sorted(low) == []


@pytest.mark.parametrize("frames", FRAMES)
def test_a_theme_says_all_that_the_styles_ask_for(frames: str) -> None:
    names: list[Any] = [theme.variables.keys() for theme in themes(frames)]
    assert names[0] == names[1] == names[2]
