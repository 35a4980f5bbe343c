"""The entry of the screens: settles what must come before Textual is imported, then runs them."""

from msctl.store.records import Records
from msctl.tui.compat import disable_kitty_keys


def run(records: Records, when: str | None = None) -> int:
    """Show the screens over a records root until the user leaves; the exit code.

    With ``when`` they begin with the records as of that commit, tag, branch or date.
    """
    disable_kitty_keys()

    from msctl.tui.app import MsctlApp

    app = MsctlApp(records, when=when)
    app.run()
    return app.return_code or 0
