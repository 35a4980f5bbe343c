"""The app: the session, what runs in the background, and what every screen can do."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import Screen

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import LedgerId, ProjectId, RecordId
from msctl.store.records import Records
from msctl.store.settings import Settings
from msctl.tui.archive import Archive
from msctl.tui.archiving import Archiving
from msctl.tui.background import Background
from msctl.tui.commanded import CommandedApp
from msctl.tui.commands import bindings_at
from msctl.tui.compat import (
    came_while_leaving,
    place_caret,
    save_on_signals,
    set_terminal_title,
    use_kinsoku_in_labels,
)
from msctl.tui.exchange import Exchange
from msctl.tui.findings import Findings
from msctl.tui.keeping import EVERY, Keeping, nothing
from msctl.tui.leaving import Leaving
from msctl.tui.lookback import Lookback
from msctl.tui.messages import (
    Finished,
    Progress,
    RecordsChangedOutside,
    SyncStep,
)
from msctl.tui.opening import Opening
from msctl.tui.reading import Reading
from msctl.tui.screens.overview import OverviewScreen
from msctl.tui.screens.page import WIDE
from msctl.tui.settings import dress, has_no_colour, take_keys
from msctl.tui.themes import VARIABLES
from msctl.tui.watch import EVERY as LOOK_EVERY
from msctl.tui.watch import Watching, outside_words
from msctl.tui.widgets.scroll_bar import use_plain_bars
from msctl.tui.window_title import window_title

if TYPE_CHECKING:
    from msctl.tui.screens.main import MainScreen


T = TypeVar("T")


class MsctlApp(CommandedApp):
    """Shows the records of one root."""

    CSS_PATH = "msctl.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 -- as Textual has it
    BINDINGS: ClassVar[list[BindingType]] = bindings_at("app")

    def __init__(
        self,
        records: Records,
        settings: Settings | None = None,
        when: str | None = None,
        opening: Opening | None = None,
    ) -> None:
        """The screens.

        Args:
            records: The records root.
            settings: The user's own; None reads them.
            when: The moment to begin with; None is now.
            opening: What the first frame shows, if it is being read already.
        """
        super().__init__(ansi_color=has_no_colour() or None)
        self.settings = settings or Settings.load()
        dress(self, self.settings)
        use_plain_bars()
        use_kinsoku_in_labels()
        self.title = "msctl"
        self.background = Background(self)
        self.watching = Watching(self)
        self.keeping = Keeping(self, records)
        self.session = self.keeping.session
        self.reading = Reading(self, opening or Opening(records))
        self.archive = Archive(records)
        self.archiving = Archiving(self)
        self.exchange = Exchange(self)
        self.lookback = Lookback(self)
        self.findings = Findings(self)
        self.leaving = Leaving(self)
        self._begins_at = when
        self._awaited: LedgerId | None = None
        """the ledger to open once the records are read"""
        self.overview = OverviewScreen()
        self._main: MainScreen | None = None
        self._window_title = ""

    def post_display_hook(self) -> None:
        """After each frame the caret stands where the next character goes, and the terminal's
        title says what is unsaved."""
        place_caret(self)
        title = window_title(self.keeping.session)
        if title != self._window_title:
            self._window_title = title
            set_terminal_title(self, title)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What themes set beside colours."""
        return VARIABLES

    def refresh_css(self, animate: bool = True) -> None:
        """A theme that is set before there is a screen asks for this, and its colours are in the
        style sheet already: to read it twice takes a twentieth of the start."""
        if self.screen_stack:
            super().refresh_css(animate)

    def get_default_screen(self) -> Screen[Any]:
        """The screen below all others."""
        return self.overview

    @property
    def main(self) -> "MainScreen":
        """The grid of a ledger, made when it is first asked for; from then on it stays as it is,
        filter and cursor, while the overview is in front."""
        if self._main is None:
            from msctl.tui.screens.main import MainScreen

            self._main = MainScreen()
            self.install_screen(self._main, "ledger")
        return self._main

    @property
    def lists(self) -> "tuple[OverviewScreen | MainScreen, ...]":
        """The screens that show many projects, below all others; those that are made."""
        return (self.overview,) if self._main is None else (self.overview, self._main)

    def open_ledger(self, ledger: LedgerId) -> None:
        """Show the grid of a ledger, as soon as it is read."""
        if not self.reading.is_done:
            self._awaited = ledger
            self.say(t("overview.still-reading"))
            return
        self.main.open(ledger)
        if self.main not in self.screen_stack:
            self.push_screen(self.main)

    def go_to(self, ledger: LedgerId, project: ProjectId | None = None) -> None:
        """Show the grid of a ledger, the cursor on a project."""
        self.open_ledger(ledger)
        if project is not None:
            self.main.move_to(project)

    def on_mount(self) -> None:
        """Nothing moves by itself; a closing terminal saves."""
        self.animation_level = "none"
        take_keys(self, self.settings)
        save_on_signals(self, self.keeping.save_all)
        self.set_interval(EVERY, self.keep_typed)

    def _fatal_error(self) -> None:
        """A mistake of the program ends in a sentence; what is typed waits in the journal."""
        if os.environ.get("MSCTL_DEBUG"):
            super()._fatal_error()
            return
        if not came_while_leaving(self, self._exception):
            self.leaving.crash(self._exception)

    # What runs in the background.

    def stop_work(self) -> bool:
        """Stop what can be stopped; False where nothing runs that can."""
        return self.background.stop()

    def in_background(
        self,
        group: str,
        job: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[MsctlError], None],
    ) -> None:
        """Run a job in a thread, and what comes after it in the app; see :class:`Background`."""
        self.background.run(group, job, then, failed)

    def on_finished(self, event: Finished) -> None:
        """A job is done."""
        event.go_on()

    def on_sync_step(self, event: SyncStep) -> None:
        """A sync tells how far it is."""
        self.exchange.show_step(event)

    def on_progress(self, event: Progress) -> None:
        """A job tells how far it is."""
        self.background.show(event)

    def on_records_changed_outside(self, event: RecordsChangedOutside) -> None:
        """Show what others changed; what is typed stays, and so do the cursors."""
        if self.lookback.moment is None:
            self.mention(outside_words(event, self.session.unsaved))
        self.show_records()

    def records_there(self) -> None:
        """The records are on the screen for the first time."""
        self.set_interval(LOOK_EVERY, self.watching.tick)
        # the first ledger opened does not wait for the modules that show it
        self.run_worker(
            partial(import_module, "msctl.tui.screens.main"), group="modules", thread=True
        )
        self.keeping.recover()
        if self._begins_at is not None:
            self.lookback.open(self._begins_at)
        for trouble in self.settings.troubles[:1]:
            self.tell(trouble)
        if self._awaited is not None:
            self.open_ledger(self._awaited)

    def show_records(self) -> None:
        """Records were read anew: tell every screen."""
        self.records_changed()
        self.tell_screens("records_read")

    def tell_screens(self, news: str, *details: object) -> None:
        """Call a method of every open screen that has it."""
        for screen in self.screen_stack:
            if hasattr(screen, news):
                getattr(screen, news)(*details)

    def keep_typed(self) -> None:
        """Put what is typed into the journal, so that not even a killed process loses it."""
        self.keeping.keep()

    def refresh_lists(self) -> None:
        """Draw the overview and the grid anew."""
        for screen in self.lists:
            screen.refresh_records()

    def records_changed(self) -> None:
        """Count and draw anew after a save, an undo, a commit or a reload."""
        self.keep_typed()
        self.archiving.history.clear()
        self.refresh_lists()
        # both begin once the screen shows the change
        self.call_after_refresh(self.findings.records_changed)
        self.call_after_refresh(self.archiving.count)

    # What every screen can do.

    def save(
        self,
        records: Sequence[RecordId] | None = None,
        then: Callable[[], object] = nothing,
    ) -> None:
        """Save what is typed; see :meth:`Keeping.save`."""
        self.keeping.save(records, then)

    def undo(self, then: Callable[[], object] = nothing) -> None:
        """Take the last step back; see :meth:`Keeping.undo`."""
        self.keeping.undo(then)

    def redo(self, then: Callable[[], object] = nothing) -> None:
        """Do the step that was undone last again; see :meth:`Keeping.redo`."""
        self.keeping.redo(then)

    def unsaved_lines(self) -> list[str]:
        """What is typed and not saved, a line a project."""
        return self.keeping.unsaved_lines()

    def action_findings(self) -> None:
        """Show what the checks find: of all from the overview, of the ledger from its grid, of
        the project from above it."""
        from msctl.tui.screens.findings import FindingsScreen

        if self.screen.is_modal or isinstance(self.screen, FindingsScreen):
            return
        ledger = self.main.ledger if self.main in self.screen_stack else None
        project = self.main.project if ledger and self.screen is not self.main else None
        self.push_screen(FindingsScreen(ledger, project))

    def on_unmount(self) -> None:
        """End git's helper process; what is typed stays in the journal unless it was dropped."""
        self.keeping.close()
        self.archive.close()
