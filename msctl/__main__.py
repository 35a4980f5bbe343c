"""The entry point: a command, or the screens when there is none and this is a terminal."""

import sys
from typing import TYPE_CHECKING

from msctl.cli.main import run

if TYPE_CHECKING:
    from msctl.store.records import Records
    from msctl.store.settings import Settings


def open_screens(records: "Records", when: str | None, settings: "Settings") -> int:
    """Open the screens, as of a moment if one is named; Textual is imported only here, never for
    a command."""
    from msctl.tui import start

    return start.run(records, when, settings)


def main() -> None:
    """``msctl``."""
    sys.exit(run(sys.argv[1:], open_screens))


if __name__ == "__main__":
    main()
