"""Recover: what ended sessions had typed and not saved, to be taken over or dropped."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from msctl.check.words import table_of
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.changes import Change
from msctl.model.values import to_text
from msctl.tui.change_view import show_changes
from msctl.tui.commands import bindings_at
from msctl.tui.journal import LeftBehind
from msctl.tui.keeping import Found
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.tick_page import TickPage
from msctl.tui.sheet import Sheet
from msctl.tui.widgets.grid import GridColumn
from msctl.tui.wording import record_word

_TIME = 11


class RecoverScreen(TickPage):
    """The fields that ended sessions left, the newest first; below, what the file holds now
    against what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("recover")
    KEYS = ("recover", "tick", "tick-all", "drop", "next-pane", "back", "help")

    def __init__(self, left_behind: Sequence[LeftBehind]) -> None:
        super().__init__()
        self._left_behind = left_behind
        self._found: dict[str, Found] = {
            f"{number} {record} {path}": (number, (record, path))
            for number, left in enumerate(left_behind)
            for record, path in left.typed
        }
        # the journals change when fields are taken out of them
        self._typed = {key: left_behind[n].typed[place] for key, (n, place) in self._found.items()}

    @property
    def heading(self) -> str:
        """How much there is."""
        return t("edit.recover.title", count=len(self._found))

    @property
    def keys(self) -> Sequence[str]:
        """A row a session and field."""
        return list(self._found)

    def on_mount(self) -> None:
        """What was typed last into each field is ticked."""
        super().on_mount()
        places = set()
        for key, (_, place) in self._found.items():
            if place not in places and self._is_there(key):
                self.ticked.add(key)
            places.add(place)

    def _is_there(self, key: str) -> bool:
        """Whether the record of a field still has its file; else it can only be dropped."""
        return self.host.keeping.session.snapshot.record(self._found[key][1][0]) is not None

    def columns(self, width: int) -> list[GridColumn]:
        """What was typed takes what is left."""
        place = min(16, width // 5)
        field = min(24, width // 4)
        return [
            GridColumn("time", t("tui.history.time"), _TIME),
            GridColumn("record", t("tui.review.record"), place),
            GridColumn("field", t("tui.fields.field"), field),
            GridColumn("typed", t("edit.recover.typed"), width - place - field - _TIME),
        ]

    def cells(self, key: str) -> tuple[str, ...]:
        """When, where and what."""
        number, (record, path) = self._found[key]
        return (
            f"{self._left_behind[number].time:%m-%d %H:%M}",
            record_word(self.host.keeping.session.snapshot, record),
            field_label(path, table_of(record)),
            self._typed[key].text or t("tui.empty"),
        )

    def show(self, sheet: Sheet, key: str) -> None:
        """What the file holds now against what was typed."""
        _, (record, path) = self._found[key]
        typed = self._typed[key]
        now = to_text(self.host.keeping.session.recorded(record, path))
        if not self._is_there(key):
            sheet.text(t("edit.recover.gone"), "$text-error")
        elif now == typed.text:
            sheet.text(t("edit.recover.same"), "$foreground-muted")
        elif now != typed.base:
            sheet.text(t("edit.recover.changed"), "$text-warning")
        show_changes(sheet, [Change(record, path, now or None, typed.text or None)])

    @property
    def _chosen(self) -> list[Found]:
        chosen = [found for key, found in self._found.items() if key in self.ticked]
        if not chosen:
            self.host.say(t("edit.recover.nothing"))
        return chosen

    def action_recover(self) -> None:
        """Type the ticked fields again; they are unsaved then, as they were."""
        self.ticked = set(filter(self._is_there, self.ticked))
        if chosen := self._chosen:
            self.dismiss()
            self.host.keeping.take_over(self._left_behind, chosen)

    def action_drop(self) -> None:
        """Drop the ticked fields for good; asks first."""
        if chosen := self._chosen:
            lines = [
                f"{record_word(self.host.keeping.session.snapshot, record)} "
                f"{field_label(path, table_of(record))}"
                for _, (record, path) in chosen
            ]
            options = [(key, t(f"edit.recover.{key}")) for key in ("stay", "drop")]
            question = Ask(t("edit.recover.question", count=len(chosen)), lines, options)
            self.app.push_screen(question, self._dropped)

    def _dropped(self, answer: str | None) -> None:
        if answer == "drop":
            chosen = self._chosen
            self.host.keeping.drop(self._left_behind, chosen)
            self.host.say(t("edit.recover.dropped", count=len(chosen)))
            self.dismiss()

    def action_back(self) -> None:
        """Leave all as it is, for the next start."""
        self.host.keeping.drop(self._left_behind, ())
        self.host.say(t("edit.recover.later"))
        self.dismiss()
