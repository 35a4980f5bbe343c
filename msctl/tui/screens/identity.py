"""Who commits: asked when git knows nobody, or only a placeholder."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label

from msctl.locale.catalogue import t
from msctl.tui.commands import bindings_at
from msctl.tui.screens.page import Page, title
from msctl.tui.widgets.typing import Line


class IdentityScreen(Page):
    """A name and an e-mail address, kept for this repository."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("identity")
    KEYS = ("accept", "next-pane", "back", "help")

    def __init__(self, name: str, address: str, then: Callable[[], None]) -> None:
        """The screen.

        Args:
            name: What git has now.
            address: What git has now.
            then: What to go on with once they are set.
        """
        super().__init__()
        self._name_line = Line(name, id="name")
        self._address_line = Line(address, id="address")
        self._then = then

    def body(self) -> ComposeResult:
        """A line each."""
        yield title(t("author.title"))
        for label, widget in (("name", self._name_line), ("address", self._address_line)):
            with Horizontal(classes="row"):
                yield Label(t(f"author.{label}"), markup=False)
                yield widget

    def on_mount(self) -> None:
        """Begin with the name."""
        self._name_line.focus()

    @on(Input.Submitted, "#name")
    def _to_address(self) -> None:
        self._address_line.focus()

    @on(Input.Submitted, "#address")
    def action_accept(self) -> None:
        """Keep them and go on."""
        name, address = self._name_line.value, self._address_line.value
        archive = self.host.archive
        self.host.in_background(
            "identity",
            lambda: archive.set_identity(name, address),
            lambda _: self._done(name),
            self.host.tell,
        )

    def _done(self, name: str) -> None:
        self.dismiss()
        self.host.say(t("author.kept", name=name.strip()))
        self._then()
