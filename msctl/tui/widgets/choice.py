"""A choice of a few words, all of them in sight; left and right choose, up and down leave it.
Behind the words may stand what else can be done, which `+` does."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from msctl.locale.catalogue import t
from msctl.text.safe import single_line
from msctl.text.width import cells, cut

Option = tuple[str, str]
"""A value and the word it is shown by."""


class Choice(Widget, can_focus=True):
    """One of several options, each drawn whole; ``(*)`` marks the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", t("tui.command.previous"), show=False, id="choice.previous"),
        Binding("right", "step(1)", t("tui.command.next"), show=False, id="choice.next"),
        # who goes down a form line by line must not change what stands there
        Binding("up", "app.focus_previous", t("tui.command.previous"), show=False, id="choice.up"),
        Binding("down", "app.focus_next", t("tui.command.next"), show=False, id="choice.down"),
        Binding("home", "edge(0)", t("tui.command.first"), show=False, id="choice.first"),
        Binding("end", "edge(-1)", t("tui.command.last"), show=False, id="choice.last"),
        Binding("plus", "more", t("ledger.another"), show=False, id="choice.more"),
    ]

    DEFAULT_CSS = """
    Choice {
        height: auto;
        width: 1fr;
        color: $foreground;
        &:focus { background: $primary-muted; }
    }
    """

    class Chosen(Message):
        """Another option was chosen."""

        def __init__(self, choice: "Choice", value: str) -> None:
            super().__init__()
            self.choice = choice
            self.value = value

        @property
        def control(self) -> "Choice":
            """The choice that sent it."""
            return self.choice

    class More(Message):
        """What stands behind the words is wanted."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> "Choice":
            """The choice that sent it."""
            return self.choice

    def __init__(
        self,
        options: Sequence[Option],
        value: str,
        *,
        more: str = "",
        id: str | None = None,  # noqa: A002 -- Textual's name for it
    ) -> None:
        """A choice.

        Args:
            options: What can be chosen.
            value: What is chosen; of none of them the first one.
            more: What else can be done, in words; empty for nothing.
            id: As Textual has it.
        """
        super().__init__(id=id)
        self._options = list(options)
        self._index = self._index_of(value)
        self._more = f"+ {more}" if more else ""

    @property
    def value(self) -> str:
        """The chosen value."""
        return self._options[self._index][0] if self._options else ""

    def choose(self, value: str) -> None:
        """Choose a value without telling."""
        self._index = self._index_of(value)
        self.refresh()

    def set_options(self, options: Sequence[Option], value: str) -> None:
        """Offer other options."""
        self._options = list(options)
        self._index = self._index_of(value)
        self.refresh(layout=True)

    def _index_of(self, value: str) -> int:
        values = [option for option, _ in self._options]
        return values.index(value) if value in values else 0

    def action_step(self, by: int) -> None:
        """Choose the next or the previous option."""
        self._choose(max(0, min(self._index + by, len(self._options) - 1)))

    def action_edge(self, index: int) -> None:
        """Choose the first or the last option."""
        self._choose(index % len(self._options))

    def action_more(self) -> None:
        """Ask for what stands behind the options."""
        self.post_message(self.More(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing stands behind the options its key is free."""
        return action != "more" or bool(self._more)

    def on_click(self, event: events.Click) -> None:
        """Choose the option under the mouse."""
        for index, (x, y, width) in enumerate(self._places(self.size.width)):
            if y == event.y and x <= event.x < x + width:
                if index == len(self._options):
                    self.post_message(self.More(self))
                else:
                    self._choose(index)

    def _choose(self, index: int) -> None:
        if index != self._index:
            self._index = index
            self.refresh()
            self.post_message(self.Chosen(self, self.value))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the options take."""
        places = self._places(width)
        return places[-1][1] + 1 if places else 1

    def _places(self, width: int) -> list[tuple[int, int, int]]:
        """The column, line and width of each option, and of what stands behind them."""
        places = []
        x = y = 0
        words = [word for _, word in self._options]
        for word in [*words, self._more] if self._more else words:
            own = min(cells(single_line(word)) + 4, max(8, width))
            if x and x + own > width:
                x, y = 0, y + 1
            places.append((x, y, own))
            x += own + 2
        return places

    def render(self) -> Content:
        """The options, line by line."""
        lines: list[Content] = []
        for index, (x, y, width) in enumerate(self._places(self.size.width)):
            option = self._drawn(index, width)
            if y == len(lines):
                lines.append(option)
            else:
                lines[y] = lines[y] + "  " + option
            del x
        return Content("\n").join(lines)

    def _drawn(self, index: int, width: int) -> Content:
        if index == len(self._options):
            word = cut(single_line(self._more), width - 4)
            return Content(f"[{word}]  ")  # as wide as an option with its brackets
        chosen = index == self._index
        word = cut(single_line(self._options[index][1]), width - 4)
        return Content.styled(f"({'*' if chosen else ' '}) {word}", "bold" if chosen else "")
