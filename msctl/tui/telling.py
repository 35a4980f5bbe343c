"""An app that tells in one line what just happened and what is wrong."""

from typing import Any

from textual import events
from textual.app import App
from textual.reactive import reactive
from textual.worker import Worker, WorkerState

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.text.width import cells
from msctl.tui.key_turns import KeyTurns
from msctl.tui.wording import told


class TellingApp(App[None], inherit_bindings=False):
    """Its screens show what is told on their status line."""

    said: reactive[tuple[str, bool]] = reactive(("", False))
    """what just happened, and whether it is trouble"""

    _told_input_method = False

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.turns = KeyTurns(self, super().on_event)

    def say(self, text: str) -> None:
        """Tell what just happened."""
        self.said = (text, False)

    def mention(self, text: str) -> None:
        """Tell what came from elsewhere; it does not take an error away that nobody has seen."""
        if not self.said[1]:
            self.say(text)

    def tell(self, error: MsctlError) -> None:
        """Tell an error in its sentence; it stays until the next key."""
        self.said = (told(error), True)

    def notify(self, message: str, **options: Any) -> None:
        """Textual's own notices go to the status line: a toast cuts wide characters in two
        (Textualize/textual#6357)."""
        self.say(message)

    def stop_work(self) -> bool:
        """Stop what runs in the background; False where nothing does."""
        return False

    async def on_event(self, event: events.Event) -> None:
        """A key takes an error away before it does what it does; Escape first stops what runs."""
        if isinstance(event, events.Key) and self.said[1]:
            self.said = ("", False)
        if isinstance(event, events.Key) and event.key == "escape" and self.stop_work():
            return
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.turns.take(event)
        else:
            await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """A wide character that nothing took comes from an input method that is switched on."""
        character = event.character or ""
        if cells(character) == 2 and not self._told_input_method:
            self._told_input_method = True
            self.say(t("tui.input-method"))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A job that broke in a way nobody foresaw is told, too."""
        if event.state is WorkerState.ERROR:
            self.said = (t("error.unexpected", reason=repr(event.worker.error)), True)
