"""Scroll bars drawn with blanks only.

Textual draws their ends with eighths of a block, which are two cells wide on many Chinese
terminals and would push what stands to their right.
"""

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainBar(ScrollBarRender):
    """A scroll bar whose thumb begins and ends with a whole cell."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def use_plain_bars() -> None:
    """Draw all scroll bars so; the documented way is a class variable."""
    ScrollBar.renderer = PlainBar
