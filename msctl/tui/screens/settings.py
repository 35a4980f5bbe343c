"""The user's settings: choices that show at once what they do, and the keys of every command."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from msctl.locale.catalogue import t
from msctl.locale.commands import COMMANDS
from msctl.model.errors import MsctlError
from msctl.store.settings import CHOICES
from msctl.text.width import cells
from msctl.tui.commands import bindings_at
from msctl.tui.screens.page import Page, title
from msctl.tui.settings import LATER, dress, give_key, key_listing
from msctl.tui.widgets.choice import Choice
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow


class SettingsScreen(Page):
    """Every choice is written when it is made."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("settings")
    KEYS = ("choose", "own-keys", "next-pane", "back", "help")

    def __init__(self) -> None:
        super().__init__()
        self._grid = Grid(frozen=0, cell_cursor=False)

    def body(self) -> ComposeResult:
        """The choices, a line that shows the width of characters, the keys."""
        settings = self.host.settings
        yield title(t("settings.title", file=settings.file))
        with Vertical(id="choices"):
            for name, choices in CHOICES.items():
                with Horizontal(classes="row"):
                    yield Label(t(f"settings.name.{name}"), markup=False)
                    words = [(choice, t(f"settings.{name}.{choice}")) for choice in choices]
                    yield Choice(words, settings.choice(name), id=name)
                if name == "ambiguous":
                    yield Static(Content(_sample()), classes="sample")
        yield title(t("settings.keys"))
        yield self._grid

    def on_mount(self) -> None:
        """The first choice takes the keys."""
        self.query(Choice).first().focus()
        self._show_keys()

    def on_resize(self) -> None:
        """The explanations take what is left."""
        widths = {"command": 20, "key": 18, "place": 24}
        if not self.is_wide:
            widths = {"command": 14, "key": 14, "place": 18}
        room = max(20, self.app.size.width - sum(widths.values()) - 8)
        self._grid.set_columns(
            [
                GridColumn("own", "", 1, style="bold $warning"),
                *(GridColumn(key, t(f"keys.column.{key}"), own) for key, own in widths.items()),
                GridColumn("help", t("keys.column.help"), room),
            ]
        )

    def _show_keys(self) -> None:
        self._grid.set_rows(
            GridRow(line.name, ("*" if line.is_own else "", *line.cells))
            for line in key_listing(self.host.settings)
        )

    @on(Choice.Chosen)
    def _chosen(self, event: Choice.Chosen) -> None:
        host, name = self.host, event.choice.id or ""
        host.settings.choose(name, event.value)
        if name not in LATER:
            dress(host, host.settings)
        self._save(t("settings.later" if name in LATER else "settings.saved"))

    def _save(self, done: str) -> None:
        try:
            self.host.settings.save()
        except MsctlError as error:
            self.host.tell(error)
        else:
            self.host.say(done)

    @on(Grid.Selected)
    def _ask_key(self) -> None:
        name = self._grid.cursor_row_key
        if name is not None:
            self.app.push_screen(AskKey(COMMANDS[name].label), self._give)

    def _give(self, key: str | None) -> None:
        name = self._grid.cursor_row_key
        if key is not None and name is not None:
            self._take(name, key)

    def action_own_keys(self) -> None:
        """Give the command at the cursor its own keys again."""
        name = self._grid.cursor_row_key
        if name is not None:
            self._take(name, None)

    def _take(self, name: str, key: str | None) -> None:
        trouble = give_key(self.host, self.host.settings, name, key)
        self._show_keys()
        if trouble is not None:
            self.host.tell(trouble)
        else:
            self._save(
                t("settings.key-given", name=COMMANDS[name].label, key=COMMANDS[name].shown_keys)
            )


def _sample() -> str:
    """Two lines whose bars stand below each other when the width of characters is set right."""
    marks = "“①…─”"
    return f"{marks}|\n{'1234567890'[: cells(marks)]}|  {t('settings.sample')}"


class AskKey(ModalScreen[str]):
    """Takes the next key that is pressed; Escape takes none."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label

    def compose(self) -> ComposeResult:
        """The question, as wide as the screen: an edge inside it would cut wide characters."""
        with Vertical(id="ask"):
            yield Static(Content(t("settings.press", name=self._label)))

    def on_key(self, event: events.Key) -> None:
        """Whatever it is."""
        event.stop()
        self.dismiss(None if event.key == "escape" else event.key)
