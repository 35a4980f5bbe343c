"""Help: what the screen in front is for, what has the focus there, and every key, read from the
bindings."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from msctl.locale.catalogue import has, t
from msctl.locale.commands import PLACES, key_word
from msctl.tui.commands import COMMANDS, ID_PREFIX, Command, bindings_at, why_not
from msctl.tui.screens.page import WIDE, Page, title
from msctl.tui.sheet import Sheet

_KEYS = 18
"""cells for the keys beside what they do"""


class HelpScreen(Page):
    """Explains the screen it was called from."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("help")
    KEYS = ("back",)

    def __init__(self, asked: Screen[Any]) -> None:
        super().__init__()
        self._asked = asked
        # the focus is still where the question was asked
        self._focused = asked.focused
        self._focused_keys = dict(keys_of(asked.focused, asked.active_bindings))
        self._static = Static(classes="sheet")

    def body(self) -> ComposeResult:
        """One text."""
        yield title(t("tui.help-title"))
        with VerticalScroll():
            yield self._static

    def on_resize(self) -> None:
        """Wrap anew."""
        self._static.update(self._sheet(self.app.size.width - 4).content)

    def _sheet(self, width: int) -> Sheet:
        sheet = Sheet(width)
        place = place_of(self._asked)
        if has(f"tui.about.{place}"):
            sheet.text(t(f"tui.about.{place}"))
        if width >= WIDE - 4:
            left, right = width * 3 // 5, width - width * 3 // 5 - 2
            blocks = [self._commands(left), self._focus(right, place)]
            sheet.blank()
            sheet.beside([block.lines for block in blocks], [left + 1, right])
        else:
            for block in (self._commands(width), self._focus(width, place)):
                sheet.blank()
                sheet.lines += block.lines
        return sheet

    def _commands(self, width: int) -> Sheet:
        """What the screen can do."""
        sheet = Sheet(width)
        sheet.heading(t("tui.help-keys"))
        for command in commands_of(self._asked):
            reason = why_not(self._asked, command.name)
            help_ = f"{command.help} {t('keys.not-now', reason=reason)}" if reason else command.help
            sheet.labelled(command.shown_keys, [(help_, "")], _KEYS)
        return sheet

    def _focus(self, width: int, place: str) -> Sheet:
        """What has the focus: a list, a field; and what the words in cells mean."""
        sheet = Sheet(width)
        kind = _kind_of(self._focused)
        if kind:
            sheet.heading(t("keys.focused", kind=t(f"keys.kind.{kind}.name")))
            sheet.text(t(f"keys.kind.{kind}.about"))
        for word, keys in self._focused_keys.items():
            sheet.labelled(" ".join(map(key_word, keys)), [(word, "")], _KEYS)
        sheet.labelled(t("tui.moving.tab.keys"), [(t("tui.moving.tab.does"), "")], _KEYS)
        if place in ("main", "overview", "project"):
            sheet.heading(t("tui.help-cells"))
            for key in CELL_KEYS:
                sheet.labelled(t(f"tui.cell.{key}"), [(t(f"report.standing.{key}"), "")], _KEYS)
        return sheet


CELL_KEYS = (
    *("completed", "ahead", "on-track", "in-progress", "behind", "stalled", "preparing"),
    *("not-started", "adjusted", "cancelled", "reported", "unreported", "none"),
)


def place_of(screen: Screen[Any]) -> str:
    """The name of a screen in the table of commands."""
    name = type(screen).__name__.removesuffix("Screen")
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()


def commands_of(screen: Screen[Any]) -> Iterator[Command]:
    """The commands of a screen, then those of the app."""
    names = dict.fromkeys(PLACES.get(place_of(screen), ()))
    for binding in (*screen.BINDINGS, *screen.app.BINDINGS):
        if isinstance(binding, Binding) and (binding.id or "").startswith(ID_PREFIX):
            names[(binding.id or "").removeprefix(ID_PREFIX)] = None
    yield from (COMMANDS[name] for name in names)


def keys_of(
    widget: Widget | None, active: dict[str, ActiveBinding]
) -> Iterator[tuple[str, list[str]]]:
    """What the keys of a widget do, in words, and the keys; those of terminals beyond a VT100, and
    those that select, are left out."""
    found: dict[str, list[str]] = {}
    for key, bound in active.items():
        word = _word(bound.binding)
        if bound.node is widget and word and not key.startswith(_RARE):
            found.setdefault(word, []).append(key)
    yield from found.items()


_RARE = ("super+", "alt+", "shift+", "ctrl+shift+")


def _word(binding: Binding) -> str:
    for key in (f"keys.binding.{binding.id}", f"keys.typing.{binding.action}"):
        if has(key):
            return t(key)
    return ""


def _kind_of(widget: Widget | None) -> str:
    for base in type(widget).__mro__:
        if has(f"keys.kind.{base.__name__}.name"):
            return base.__name__
    return ""
