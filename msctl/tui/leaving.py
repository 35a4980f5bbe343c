"""The end of the screens: what is unsaved is asked about first, and outlives a crash."""

from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.text.safe import single_line
from msctl.tui.compat import end_in_a_sentence

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp


class Leaving:
    """Ends an app."""

    def __init__(self, host: "MsctlApp") -> None:
        self._host = host

    def begin(self) -> None:
        """Leave, once what is being written is written; what is unsaved is asked about first."""
        host = self._host
        host.turns.defer(lambda: host.keeping.writer.after(self._ask))

    def _ask(self) -> None:
        from msctl.tui.screens.ask import Ask

        host = self._host
        if isinstance(host.screen, Ask):
            return
        if not host.screen.is_mounted:
            # a screen that the key before opened: its children would be looked for in vain
            host.screen.call_later(self._ask)
            return
        host.keeping.take_typed()
        if not host.session.unsaved:
            host.exit()
            return
        question = Ask(
            t("tui.leave.question", count=host.session.unsaved_fields),
            host.unsaved_lines(),
            [(key, t(f"tui.leave.{key}")) for key in ("stay", "save", "discard")],
        )
        host.push_screen(question, self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "discard":
            self._host.keeping.leave()
            self._host.exit()
        elif answer == "save":
            # what was typed while it was being saved is asked about
            self._host.save(then=self._ask)

    def crash(self, error: Exception | None) -> None:
        """A mistake of the program ends in a sentence; what is typed waits in the journal."""
        host = self._host
        host.keep_typed()
        reason = f"{type(error).__name__}: {error}"
        sentence = t("error.unexpected", reason=single_line(reason))
        kept = ""
        if count := host.session.unsaved_fields:
            key = "tui.crash.kept" if host.keeping.is_kept else "tui.crash.lost"
            kept = t(key, count=count)
        end_in_a_sentence(host, f"msctl: {sentence}{kept}")
