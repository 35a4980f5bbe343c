"""An app with the commands that every screen has: they open pages, sync and leave, and a command
that cannot be called now says why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from msctl.tui.commands import command_of, why_not
from msctl.tui.telling import TellingApp
from msctl.tui.wording import told

if TYPE_CHECKING:
    from msctl.tui.exchange import Exchange
    from msctl.tui.keeping import Keeping
    from msctl.tui.leaving import Leaving
    from msctl.tui.lookback import Lookback


class CommandedApp(TellingApp):
    """Its commands are called by a key or from the palette, whatever screen is in front."""

    keeping: "Keeping"
    exchange: "Exchange"
    lookback: "Lookback"
    leaving: "Leaving"

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run a command, unless the past is shown and it would edit, or it cannot be called
        now: then say why."""
        name = action if isinstance(action, str) else action[1]
        if self.lookback.stops(name):
            return True
        if default_namespace is None or isinstance(default_namespace, App | Screen):
            reason = why_not(self.screen, command_of(name))
            if reason:
                self.say(reason)
                return True
        return await super().run_action(action, default_namespace, namespaces)

    def why_not(self, command: str) -> str:
        """Why a command cannot be called on any screen now."""
        refused = self.lookback.refuses(command)
        return told(refused) if refused else ""

    def action_past(self) -> None:
        """Choose a moment of the past, or return to now."""
        from msctl.tui.screens.past import PastScreen

        if not self.screen.is_modal:
            self.push_screen(PastScreen())

    def action_help(self) -> None:
        """Explain the keys of the screen in front."""
        from msctl.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_palette(self) -> None:
        """List the commands of the screen in front."""
        from msctl.tui.screens.palette import PaletteScreen

        if not self.screen.is_modal:
            self.push_screen(PaletteScreen(self.screen))

    def action_settings(self) -> None:
        """Show the user's settings."""
        from msctl.tui.screens.settings import SettingsScreen

        if not self.screen.is_modal and not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def action_sync(self) -> None:
        """Bring these records and the remote's together."""
        if not self.screen.is_modal:
            self.keeping.take_typed()
            self.keeping.writer.after(self.exchange.sync)

    def action_conflicts(self) -> None:
        """Show what a sync left in question."""
        if not self.screen.is_modal:
            self.exchange.open()

    def action_leave(self) -> None:
        """Leave, once what is being written is written; what is unsaved is asked about first."""
        self.leaving.begin()
