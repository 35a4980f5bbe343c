"""Conflicts: what a sync left in question, both sides and the base, and one key for each answer.

Once all is answered the screen shows what was decided, and waits for the key that ends the merge.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from msctl.locale.catalogue import t
from msctl.model.values import to_text
from msctl.text.safe import single_line
from msctl.text.width import cut
from msctl.tui.answering import (
    SIDES,
    field_of,
    of_record,
    of_unit,
    part_of,
    sides_of,
    units_of,
)
from msctl.tui.archive import Questions, Testimony
from msctl.tui.commands import COMMANDS, bindings_at
from msctl.tui.conflict_view import (
    ConflictView,
    field_word,
    list_cells,
    list_columns,
    record_word,
    side_line,
)
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.list_page import ListPage
from msctl.tui.sheet import LABEL_STYLE, Sheet
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.wording import told

if TYPE_CHECKING:
    from msctl.history.answers import Side
    from msctl.history.conflict import Conflict

_ANSWERING = frozenset({"take-ours", "take-theirs", "take-base", "answer", "bulk"})
"""the commands that need an open question"""

_VALUE_SHOWN = 24
"""cells of a chosen value that the status line repeats"""


class ConflictsScreen(ListPage):
    """The open questions, and the sides of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("conflicts")
    KEYS = (
        *("conclude", "take-ours", "take-theirs", "take-base", "answer", "bulk"),
        *("back", "help", "undo", "next-pane", "give-up", "sync"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._conflicts: dict[str, Conflict] = {}
        self._testimony: dict[str, Testimony] = {}
        self._answered: Sequence[str] = ()
        """what was decided, once nothing is in question any more"""
        self._has_waited = False
        """whether there was anything to decide or to end since the screen was opened"""

    def why_not(self, command: str) -> str:
        """Answers need a question, and the end of the merge needs all answers."""
        questions = self.host.exchange.questions
        is_answered = questions is not None and questions.are_answered
        if command == "conclude" and not is_answered:
            return t("sync.not-all-answered", count=len(self._conflicts))
        if command in _ANSWERING and is_answered:
            return t("sync.nothing-open", key=COMMANDS["conclude"].shown_key)
        return ""

    def on_mount(self) -> None:
        """Show what is known."""
        self.conflicts_read()

    def on_screen_resume(self) -> None:
        """A value was typed in on the screen above."""
        self._draw()

    def _fit(self) -> None:
        width = self._grid.size.width - (8 if self.is_wide else 5)
        # on a wide screen the two sides take half of the line
        whole = 6 if self.is_wide else 3
        own = max(8, width // whole)
        columns = list_columns(own)
        if self.is_wide:
            side = max(8, (width - 3 * own) // 2)
            columns[2:2] = [
                GridColumn(one, t(f"tui.conflicts.{one}"), side) for one in ("ours", "theirs")
            ]
        self._grid.set_columns(columns)
        self._fill()
        self._draw()

    def conflicts_read(self) -> None:
        """The questions are there, fewer than before, or why they are not known."""
        exchange = self.host.exchange
        questions = exchange.questions or Questions()
        title = t("tui.conflicts.title", count=len(questions.open))
        self._answered = ()
        if exchange.trouble is not None:
            self._grid.empty = told(exchange.trouble)
        elif questions.are_answered:
            self._answered = questions.answered
            self._grid.empty = t("sync.answered-list", key=COMMANDS["conclude"].shown_key)
            title = t("sync.answered-title", key=COMMANDS["conclude"].shown_key)
        elif exchange.questions is not None:
            if self._has_waited and not questions.open:
                self._leave()
                return
            self._grid.empty = t("tui.conflicts.none")
        self._has_waited = self._has_waited or questions.merging or bool(questions.open)
        self._conflicts = _keyed(questions.open)
        self._fill()
        self._title.update(Content(title))
        self._draw()

    def _fill(self) -> None:
        rows = []
        for key, conflict in self._conflicts.items():
            cells = list(list_cells(self.host.session.snapshot, conflict))
            if self.is_wide:
                cells[2:2] = [side_line(conflict, one) for one in SIDES[:2]]
            rows.append(GridRow(key, tuple(cells)))
        self._grid.set_rows(rows)

    def records_read(self) -> None:
        """The names of the projects may be others now."""
        self.conflicts_read()

    def _leave(self) -> None:
        """Nothing is left: back to where we were, also from a screen above."""
        while self in self.app.screen_stack[:-1]:
            self.app.pop_screen()
        if self.app.screen is self:
            self.dismiss()

    @property
    def _key(self) -> str | None:
        key = self._grid.cursor_row_key
        return key if key in self._conflicts else None

    @property
    def _conflict(self) -> "Conflict | None":
        return self._conflicts[self._key] if self._key is not None else None

    def _fill_sheet(self, sheet: Sheet) -> None:
        key, conflict = self._key, self._conflict
        if key is None or conflict is None:
            if self._answered:
                sheet.text(t("sync.answered-steps"), LABEL_STYLE)
            for line in self._answered:
                sheet.text(single_line(line))
            return
        view = ConflictView(self.host.session.snapshot, conflict, self._testimony.get(key))
        view.show(sheet, beside=self.is_wide)
        if key not in self._testimony:
            self._ask_witnesses(key, conflict)

    def _ask_witnesses(self, key: str, conflict: "Conflict") -> None:
        def heard(testimony: Testimony) -> None:
            self._testimony[key] = testimony
            if self.is_attached and key == self._key:
                self._draw()

        # a side that nobody can name is shown without a name
        self.host.in_background(
            "witnesses",
            lambda: self.host.archive.testimony(conflict),
            heard,
            lambda _: heard(Testimony()),
        )

    # Answers.

    def action_take_ours(self) -> None:
        """Our value."""
        self._take("ours")

    def action_take_theirs(self) -> None:
        """Their value."""
        self._take("theirs")

    def action_take_base(self) -> None:
        """The value before both."""
        self._take("base")

    def _take(self, side: "Side") -> None:
        from msctl.history.answers import Answer

        conflict = self._conflict
        if conflict is None:
            return
        if side not in sides_of(conflict):
            self.host.say(t("tui.conflicts.no-such-side", side=t(f"tui.conflicts.{side}")))
            return
        place = f"{record_word(self.host.session.snapshot, conflict.id)} {field_word(conflict)}"
        line = t(
            "tui.conflicts.taken",
            place=place,
            side=t(f"tui.conflicts.{side}"),
            value=_short(conflict, side),
        )
        self.host.exchange.answer([(conflict, Answer(side=side))], line)

    @on(Grid.Selected)
    def action_answer(self) -> None:
        """Type a value of one's own."""
        from msctl.tui.screens.answer import AnswerScreen

        conflict = self._conflict
        if conflict is None:
            return
        if field_of(conflict) is None:
            self.host.say(t("tui.conflicts.sides-only"))
            return
        self.app.push_screen(AnswerScreen(conflict, self._testimony.get(self._key or "")))

    def action_bulk(self) -> None:
        """The same side for a whole project, or for all projects of a unit."""
        conflict = self._conflict
        if conflict is None:
            return
        snapshot, listed = self.host.session.snapshot, list(self._conflicts.values())
        groups = [(record_word(snapshot, conflict.id), of_record(listed, conflict.id))]
        for unit in units_of(snapshot, conflict.id):
            groups.append((unit, of_unit(snapshot, listed, unit)))
        options = [("stay", t("tui.conflicts.stay"))]
        for number, (name, found) in enumerate(groups):
            words = t("tui.conflicts.group", name=name, count=len(found))
            options.append((str(number), words))

        def chosen(answer: str | None) -> None:
            if answer and answer != "stay":
                self._ask_side(*groups[int(answer)])

        self.app.push_screen(Ask(t("tui.conflicts.bulk"), [], options), chosen)

    def _ask_side(self, name: str, conflicts: "Sequence[Conflict]") -> None:
        snapshot = self.host.session.snapshot
        lines = [f"{record_word(snapshot, c.id)} {field_word(c)}" for c in conflicts]
        options = [("stay", t("tui.conflicts.stay"))]
        options += [(side, t(f"tui.conflicts.{side}")) for side in ("ours", "theirs", "base")]
        question = Ask(
            t("tui.conflicts.bulk-side", name=name, count=len(conflicts)), lines, options
        )
        self.app.push_screen(question, lambda side: self._answer_all(name, conflicts, side))

    def _answer_all(self, name: str, conflicts: "Sequence[Conflict]", side: str | None) -> None:
        from msctl.history.answers import Answer

        for one in ("ours", "theirs", "base"):
            if one == side:
                chosen = [c for c in conflicts if one in sides_of(c)]
                line = t(
                    "tui.conflicts.bulk-taken",
                    name=name,
                    count=len(chosen),
                    side=t(f"tui.conflicts.{one}"),
                )
                self.host.exchange.answer([(c, Answer(side=one)) for c in chosen], line)

    def action_conclude(self) -> None:
        """End the merge, and send it."""
        self.host.exchange.conclude()

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.host.exchange.take_back()

    def action_give_up(self) -> None:
        """Give the merge up; asks first."""
        options = [(key, t(f"tui.give-up.{key}")) for key in ("stay", "give-up")]
        self.app.push_screen(Ask(t("tui.give-up.question"), [], options), self._give_up)

    def _give_up(self, answer: str | None) -> None:
        if answer == "give-up":
            self.host.exchange.give_up()


def _keyed(conflicts: "Sequence[Conflict]") -> "dict[str, Conflict]":
    """The conflicts by a key of their own: one field may break two rules."""
    found: dict[str, Conflict] = {}
    for conflict in conflicts:
        rule = conflict.breach.rule if conflict.breach else ""
        key = f"{conflict.file} {conflict.path} {conflict.kind} {rule}"
        while key in found:
            key += "+"
        found[key] = conflict
    return found


def _short(conflict: "Conflict", side: "Side") -> str:
    part = part_of(conflict, side)
    if part is None or not conflict.path or field_of(conflict) is None:
        return ""
    return t("tui.quoted", text=cut(single_line(to_text(part)), _VALUE_SHOWN))  # type: ignore[arg-type]
