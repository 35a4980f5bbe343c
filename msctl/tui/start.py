"""The entry of the screens: settles what must come before Textual is imported, then runs them."""

import os
from typing import TYPE_CHECKING

from msctl.locale.catalogue import use_plain_marks
from msctl.store.records import Records
from msctl.store.settings import Settings
from msctl.text.width import draw_ambiguous
from msctl.tui.compat import disable_kitty_keys, outlive_terminal, terminal_title, widen_ambiguous
from msctl.tui.opening import Opening

if TYPE_CHECKING:
    from msctl.importing.proposal import Decision, Proposal


def run(records: Records, when: str | None, settings: Settings) -> int:
    """Show the screens over a records root until the user leaves; the exit code.

    With ``when`` they begin with the records as of that commit, tag, branch or date.
    """
    _prepare(settings)
    opening = Opening.hurried(records)

    from msctl.tui.app import MsctlApp

    outlive_terminal()
    app = MsctlApp(records, settings, when, opening)
    with terminal_title():
        app.run(mouse=settings.choice("mouse") == "on")
    return app.return_code or 0


def decide(
    records: Records, settings: Settings, proposal: "Proposal", message: str
) -> "Decision | None":
    """Put an import before the user; what was decided, or None when nothing is to be written."""
    _prepare(settings)

    from msctl.tui.accepting import AcceptApp

    outlive_terminal()
    app = AcceptApp(records, settings, proposal, message)
    app.run(mouse=settings.choice("mouse") == "on")
    return app.decision


def _prepare(settings: Settings) -> None:
    """What has to stand before Textual is imported."""
    disable_kitty_keys()
    if os.environ.get("TERM", "").startswith("vt"):
        os.environ["NO_COLOR"] = "1"  # a VT100 has none, and shows no bar of another colour
    if settings.choice("ambiguous") == "wide":
        # box drawing is ambiguous, too: a frame of two cells would lie over what stands beside it
        settings.once("frames", "ascii")
        draw_ambiguous(wide=True)
        widen_ambiguous()
    else:
        # a terminal that nobody has told about may draw them either way
        use_plain_marks(plain=True)
