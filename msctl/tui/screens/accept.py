"""Accept an import: what was concluded from the wording, what is in question, one key for each.

What is decided is kept at once, and is there again when the same document is imported the next
time, until it is written.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from msctl.history.answers import Answer, Side
from msctl.importing.proposal import Decision, Proposal
from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.tui.accept_view import AcceptView
from msctl.tui.answering import field_of, sides_of
from msctl.tui.commands import COMMANDS, bindings_at
from msctl.tui.import_draft import ImportDraft
from msctl.tui.screens.ask import Ask
from msctl.tui.screens.page import Page, title
from msctl.tui.screens.review import TickGrid
from msctl.tui.widgets.grid import Grid, GridColumn, GridRow
from msctl.tui.widgets.typing import Line

_EVERY = 1.0
"""seconds after which the message is on the disk"""

_ACCOUNT = "account"
"""the key of the row that shows the whole account"""


class AcceptScreen(Page):
    """The proposal as a list, the item under the cursor beside or below it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("accept")
    KEYS = (
        *("write-import", "tick", "bulk", "answer", "take-ours", "take-theirs", "take-base"),
        *("back", "help", "begin-anew"),
    )

    def __init__(self, proposal: Proposal, message: str, draft: ImportDraft) -> None:
        """The screen.

        Args:
            proposal: What is to be decided.
            message: What the commit is to say, unless it is changed.
            draft: What was decided before, and keeps what is decided.
        """
        super().__init__()
        self.view = AcceptView(proposal, draft.verdicts)
        self._draft = draft
        self.decision: Decision | None = None
        """what was decided; None while nothing is, and when the user leaves"""
        self._grid = TickGrid(frozen=0, cell_cursor=False, empty="")
        self._static = Static(Content(""), classes="sheet")
        self._scroll = VerticalScroll(self._static)
        self._message = Line(id="message", select_on_focus=False)
        self._proposed = message
        self._told_draft = ""
        self._title = title("")

    def body(self) -> ComposeResult:
        """The message, the items, the one under the cursor."""
        yield self._title
        with Horizontal(classes="row"):
            yield Label(t("tui.review.message"), markup=False)
            yield self._message
        with Vertical(id="stack"):
            yield self._grid
            yield self._scroll

    def on_mount(self) -> None:
        """The list takes the keys; what was decided before is told."""
        self._message.value = self._draft.message or self._proposed
        self._grid.focus()
        self._fill()
        self._told_draft = self._told()
        self.host.say(self._told_draft)
        self.set_interval(_EVERY, self.take_typed)

    def _told(self) -> str:
        count = self._draft.decided
        key = COMMANDS["begin-anew"].shown_key
        return t("tui.accept.decided-before", count=count, key=key) if count else ""

    def take_typed(self) -> None:
        """Keep what is decided by now, also before the terminal goes."""
        message = self._message.value
        try:
            self._draft.decide(self.view.verdicts, message if message != self._proposed else None)
        except MsctlError as error:
            self.host.tell(error)

    def records_read(self) -> None:
        """What the app read for other screens says nothing here."""
        self.host.say(self._told_draft)

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        kind, project = 12, 14 if self.is_wide else 8
        rest = max(16, self._grid.size.width - kind - project - 10)
        self._grid.set_columns(
            [
                GridColumn("mark", "", 3),
                GridColumn("kind", t("tui.accept.kinds"), kind),
                GridColumn("project", t("tui.review.record"), project),
                GridColumn("field", t("tui.fields.field"), rest // 2),
                GridColumn("value", t("tui.accept.becomes"), rest - rest // 2),
            ]
        )
        self._draw()

    def _fill(self) -> None:
        proposal = self.view.proposal
        rows = [GridRow(str(n), self.view.cells(n)) for n in range(len(proposal.items))]
        account = ("", t("tui.accept.account"), "", proposal.document, "")
        self._grid.set_rows([*rows, GridRow(_ACCOUNT, account)])
        told = t(
            "tui.accept.title",
            document=proposal.document,
            ledger=proposal.snapshot.ledger(proposal.ledger).title,
            projects=proposal.projects,
            accepted=self.view.accepted,
            guesses=self.view.guesses,
            questions=self.view.open_questions,
        )
        self._title.update(Content(told))
        self._draw()
        self.take_typed()

    @property
    def _index(self) -> int | None:
        key = self._grid.cursor_row_key
        return int(key) if key is not None and key != _ACCOUNT else None

    @on(Grid.Highlighted)
    def _draw(self) -> None:
        width = self._scroll.size.width - 3
        index = self._index
        shown = self.view.told(width) if index is None else self.view.content(index, width)
        self._static.update(shown)
        self._scroll.scroll_home(animate=False)

    # What can be done.

    @on(Grid.Selected)
    def action_tick(self) -> None:
        """Accept the guess under the cursor, or refuse it; a question opens its answer."""
        index = self._index
        if index is None:
            return
        if self.view.proposal.items[index].question is not None:
            self.action_answer()
            return
        self.view.toggle(index)
        self._fill()

    def action_bulk(self) -> None:
        """Accept all of this kind, or refuse them."""
        if self._index is not None:
            self.view.accept_kind(self._index)
            self._fill()

    def action_take_ours(self) -> None:
        """Keep what the ledger holds."""
        self._take("ours")

    def action_take_theirs(self) -> None:
        """Take what the document says."""
        self._take("theirs")

    def action_take_base(self) -> None:
        """Go back to what the last import wrote."""
        self._take("base")

    def _take(self, side: Side) -> None:
        index = self._index
        question = self.view.proposal.items[index].question if index is not None else None
        if index is None or question is None or side not in sides_of(question):
            self.host.say(t("tui.accept.no-question"))
            return
        self.view.answer(index, Answer(side=side))
        self._fill()

    def action_answer(self) -> None:
        """Type another value."""
        from msctl.tui.screens.answer import AnswerScreen

        index = self._index
        conflict = self.view.typed_as_conflict(index) if index is not None else None
        if index is None or conflict is None or field_of(conflict) is None:
            self.host.say(t("tui.conflicts.sides-only"))
            return

        def decided(answer: Answer) -> None:
            if self.view.proposal.items[index].question is not None:
                self.view.answer(index, answer)
            else:
                self.view.set_value(index, answer.value)
            self._fill()

        self.app.push_screen(AnswerScreen(conflict, None, decided, self._draft))

    def action_begin_anew(self) -> None:
        """Drop what was decided; asks first."""
        options = [(key, t(f"tui.accept.anew.{key}")) for key in ("stay", "drop")]
        question = Ask(t("tui.accept.anew.question"), [], options)
        self.app.push_screen(question, self._begin_anew)

    def _begin_anew(self, answer: str | None) -> None:
        if answer == "drop":
            self.view.begin_anew()
            self._message.value = self._proposed
            self._fill()

    @on(Input.Submitted)
    def action_write_import(self) -> None:
        """Write what is decided; questions come first."""
        if self.view.open_questions:
            self.host.say(t("tui.accept.open", count=self.view.open_questions))
            self._grid.move_to(self._first_open())
            return
        self.take_typed()
        message = self._message.value.strip()
        self.decision = Decision(tuple(self.view.verdicts), message, self._draft.forget)
        self.app.exit()

    def _first_open(self) -> str:
        marks = (str(n) for n in range(len(self.view.verdicts)) if self.view.mark(n) == "[?]")
        return next(marks, _ACCOUNT)

    def action_back(self) -> None:
        """Leave without writing anything; what is decided is there the next time."""
        self.take_typed()
        self.app.exit()
