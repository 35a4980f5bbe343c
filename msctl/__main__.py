"""The entry point: a command, or the screens when there is none and this is a terminal."""

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msctl.importing.proposal import Decision, Proposal
    from msctl.store.records import Records
    from msctl.store.settings import Settings


def open_screens(records: "Records", when: str | None, settings: "Settings") -> int:
    """Open the screens, as of a moment if one is named; Textual is imported only here, never for
    a command."""
    from msctl.tui import start

    return start.run(records, when, settings)


def decide(
    records: "Records", settings: "Settings", proposal: "Proposal", message: str
) -> "Decision | None":
    """Put an import before the user on the screen."""
    from msctl.tui import start

    return start.decide(records, settings, proposal, message)


def main() -> None:
    """``msctl``."""
    # what an import makes stays: looking for garbage in it takes a tenth of the start
    gc.disable()
    from msctl.cli.main import run

    gc.enable()
    sys.exit(run(sys.argv[1:], open_screens, decide))


if __name__ == "__main__":
    main()
