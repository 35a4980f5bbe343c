"""Who does what is signed with a name: asked for once when git knows nobody."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msctl.model.errors import MsctlError

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp


def with_author(app: "MsctlApp", then: Callable[[str], None]) -> None:
    """Go on with the user's name; first ask for it where it is missing or a placeholder."""
    archive = app.archive

    def known(identity: tuple[str, str]) -> None:
        from msctl.history.identity import is_placeholder

        if is_placeholder(*identity):
            ask(*identity)
        else:
            then(identity[0])

    def refused(error: MsctlError) -> None:
        from msctl.history.errors import NoIdentity

        if isinstance(error, NoIdentity):
            ask("", "")
        else:
            app.tell(error)

    def ask(name: str, address: str) -> None:
        from msctl.tui.screens.identity import IdentityScreen

        app.push_screen(IdentityScreen(name, address, lambda: with_author(app, then)))

    app.in_background("identity", archive.identity, known, refused)
