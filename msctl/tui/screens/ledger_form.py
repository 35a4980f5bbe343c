"""The form for fields of a ledger: typed, held to their types at every key, saved or left."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from msctl.locale.catalogue import t
from msctl.model.paths import FieldPath, LedgerId
from msctl.text.wrap import wrap
from msctl.tui.commands import bindings_at
from msctl.tui.drafts import Clash
from msctl.tui.ledger_settings import about
from msctl.tui.screens.field_form import FieldForm


class LedgerFormScreen(FieldForm):
    """Edits fields of a ledger, with what they are for below them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("ledger_form")
    KEYS = ("save", "back", "undo-typing", "external", "discard", "help")

    def __init__(
        self,
        ledger: LedgerId,
        paths: Sequence[FieldPath],
        *,
        begin: tuple[Clash, str] | None = None,
    ) -> None:
        """A form.

        Args:
            ledger: The ledger.
            paths: The fields.
            begin: A question about the one field, and the text to answer it with.
        """
        super().__init__(ledger, begin)
        self._paths = tuple(paths)
        self._beside = Static(Content(""), classes="sheet")

    def body(self) -> ComposeResult:
        """The editors, and what their fields are for."""
        yield self._title
        with VerticalScroll(id="form-scroll", can_focus=False):
            yield self._editors
            yield self._beside

    async def on_mount(self) -> None:
        """The first field takes the keys."""
        self.answer_begun()
        await self.build(focus=True)

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self.draw_context)

    @property
    def paths(self) -> tuple[FieldPath, ...]:
        """The fields of the form."""
        return self._paths

    @property
    def heading(self) -> str:
        """The ledger."""
        return t("ledger.title", ledger=self.place)

    def draw_context(self) -> None:
        """What each field is for."""
        width = max(30, self._beside.size.width - 2)
        lines = [line for path in self._paths for line in wrap(about(path), width)]
        self._beside.update(Content("\n".join(lines)))
