"""The lookback: takes the screens to a moment of the past, and back to now.

The session of now waits meanwhile with all that is typed in it.
"""

from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.snapshot import Snapshot
from msctl.tui.past import Moment, PastIsReadOnly, PastSession, refusal

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp


class Lookback:
    """Shows the records as they were."""

    def __init__(self, host: "MsctlApp") -> None:
        self._host = host
        self._depth = 0
        """screens that were open when the past was entered: Escape on the last of them leaves it"""
        self.moment: Moment | None = None
        """what is shown; None is now"""

    def open(self, when: str) -> None:
        """Show the records as of a commit, tag, branch or date."""
        host = self._host
        host.say(t("past.reading", when=when))
        host.in_background("past", lambda: host.archive.past(when), self._enter, host.tell)

    def _enter(self, read: tuple[Moment, Snapshot]) -> None:
        moment, snapshot = read
        host = self._host
        if self.moment is None:
            self._depth = len(host.screen_stack)
        self.moment = moment
        host.session = PastSession(host.session.records, snapshot, moment, host.keeping.session)
        host.archive.at = moment.commit
        self._show()
        host.say(t("past.entered", count=len(snapshot.projects), date=moment.date))

    def leave(self) -> None:
        """Show what the records hold now."""
        if self.moment is None:
            return
        host = self._host
        self.moment = None
        host.session = host.keeping.session
        host.archive.at = None
        self._show()
        host.say(t("past.left"))
        host.reading.begin(quietly=True)

    def _show(self) -> None:
        host = self._host
        host.set_class(self.moment is not None, "-past")
        host.records_changed()
        for screen in host.screen_stack:
            for name in ("moment_changed", "records_read"):
                if hasattr(screen, name):
                    getattr(screen, name)()

    def refuses(self, command: str) -> PastIsReadOnly | None:
        """Why a command does nothing on what is shown now."""
        return refusal(self.moment, command) if self.moment else None

    def stops(self, action: str) -> bool:
        """Whether a command ends here: an edit of the past is refused with the reason, Escape
        on the screen where the past was entered leaves it, and who leaves msctl leaves from now."""
        if self.moment is None:
            return False
        name = action.rpartition(".")[2]
        why = refusal(self.moment, action)
        if why is not None:
            self._host.tell(why)
            return True
        if name == "leave":
            self.leave()
            return False
        if name == "back" and self._is_at_bottom():
            self.leave()
            return True
        return False

    def _is_at_bottom(self) -> bool:
        from textual.widgets import Input

        host = self._host
        # Escape in a field that is typed in closes the field, as ever
        typing = isinstance(host.focused, Input)
        return len(host.screen_stack) <= self._depth and not host.screen.is_modal and not typing
