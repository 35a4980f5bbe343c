"""A status word of a ledger: the word, and what it means on the two axes."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from msctl.locale.catalogue import t
from msctl.locale.labels import pace_label, state_label
from msctl.model.errors import MsctlError
from msctl.model.fields import PACES, STATES
from msctl.model.ledger import Standing
from msctl.model.paths import LedgerId
from msctl.report.status_words import usual_words
from msctl.tui.commands import bindings_at
from msctl.tui.errors import NoMeaning, NoWord, WordTaken
from msctl.tui.ledger_settings import list_words, meaning_word
from msctl.tui.screens.page import Page, title
from msctl.tui.sheet import Sheet
from msctl.tui.steps import Place
from msctl.tui.widgets.choice import Choice, Option
from msctl.tui.widgets.typing import Line
from msctl.tui.wording import record_title, told


class WordScreen(Page):
    """Asks for a word and its meaning; both become one step that can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at("word")
    KEYS = ("accept", "next-pane", "back", "help")

    def __init__(
        self, ledger: LedgerId, word: str = "", place: Place | None = None, typed: str = ""
    ) -> None:
        """The screen.

        Args:
            ledger: Whose word it is.
            word: The word whose meaning is changed; empty for one that is to be listed.
            place: A report's field that takes the new word.
            typed: What was typed of a new word already.
        """
        super().__init__()
        self._ledger = ledger
        self._word = word
        self._place = place
        self._brought = Standing()
        """the meaning that the word itself brought"""
        self._line = Line(typed, id="word", placeholder=t("ledger.word-hint"))
        self._state = Choice(_options(STATES, state_label), "", id="state")
        self._pace = Choice(_options(PACES, pace_label), "", id="pace")
        self._usual = Choice([(key, t(f"ledger.usual-{key}")) for key in ("list", "drop")], "list")
        self._says = Static(Content(""), classes="sheet")
        self._known = Static(Content(""), classes="sheet")

    def body(self) -> ComposeResult:
        """The word, its meaning, what it will be counted by, and the words there are."""
        place = record_title(self.host.session.snapshot, self._ledger)
        heading = t("ledger.change-word", ledger=place) if self._word else self._new(place)
        yield title(heading)
        with Horizontal(classes="row"):
            yield Label(t("ledger.word-label"), markup=False)
            yield Static(Content(f" {self._word}")) if self._word else self._line
        with Horizontal(classes="row"):
            yield Label(t("ledger.state-label"), markup=False)
            yield self._state
        with Horizontal(classes="row"):
            yield Label(t("ledger.pace-label"), markup=False)
            yield self._pace
        if self.host.session.words_to_add(self._ledger):
            with Horizontal(classes="row"):
                yield Label(t("ledger.usual"), markup=False)
                yield self._usual
        yield self._says
        with VerticalScroll(can_focus=False):
            yield self._known

    def _new(self, place: str) -> str:
        return t("ledger.new-word", ledger=place)

    def on_mount(self) -> None:
        """What is known of the word; the first field takes the keys."""
        meaning = self.host.session.ledger(self._ledger).status.get(self._word) or Standing()
        self._state.choose(meaning.state or "")
        self._pace.choose(meaning.pace or "")
        session = self.host.session
        is_fresh = not session.ledger(self._ledger).status
        self._usual.choose("drop" if is_fresh else "list")
        (self._state if self._word else self._line).focus()
        self._typed()

    def on_resize(self) -> None:
        """Wrap anew."""
        self.call_after_refresh(self._tell)

    @property
    def word(self) -> str:
        """The word as it will be written."""
        return self._word or " ".join(self._line.value.split())

    @property
    def meaning(self) -> Standing:
        """What is chosen."""
        return Standing(self._state.value or None, self._pace.value or None)

    @property
    def _words(self) -> Mapping[str, Standing]:
        """What is listed: the word, and where it begins a list of the ledger's own, the usual ones
        that shall be on it, at least those in use."""
        session, word = self.host.session, self.word
        if usual_words().get(word) == self.meaning:
            return {word: self.meaning}
        wanted = self._usual.value == "list"
        more = (
            session.words_to_add(self._ledger) if wanted else session.words_taken_up(self._ledger)
        )
        return {one: more[one] for one in more if one != word} | {word: self.meaning}

    def _trouble(self) -> MsctlError | None:
        """What keeps the word from being listed."""
        if not self.word:
            return NoWord()
        if not self._word and self.word in self.host.session.ledger(self._ledger).status:
            return WordTaken(word=self.word)
        if self.meaning == Standing():
            return NoMeaning(word=self.word)
        return None

    @on(Input.Changed)
    def _typed(self) -> None:
        """A usual word brings its meaning along, and takes it back when it goes on."""
        if not self._word and self.meaning in (Standing(), self._brought):
            self._brought = usual_words().get(self.word, Standing())
            self._state.choose(self._brought.state or "")
            self._pace.choose(self._brought.pace or "")
        self._tell()

    @on(Choice.Chosen)
    def _tell(self) -> None:
        """Say what is wrong, or what the word will be counted by; and the words there are."""
        width = self.app.size.width - 4
        says, trouble = Sheet(width), self._trouble()
        if trouble is not None:
            says.text(told(trouble), "$text-warning")
        else:
            says.text(t("ledger.will-count", word=self.word, meaning=meaning_word(self.meaning)))
            if others := [word for word in self._words if word != self.word]:
                says.text(t("ledger.will-list", words=tuple(others)), "$foreground-muted")
        self._says.update(says.content)
        known = Sheet(width)
        words = self.host.session.ledger(self._ledger).status
        if words:
            known.heading(t("ledger.words", count=len(words)))
        for word, meaning in words.items():
            known.labelled(word, [(meaning_word(meaning), "")], 24)
        self._known.update(known.content)

    @on(Input.Submitted)
    def _next(self) -> None:
        """Enter in the line goes on to the meaning."""
        self._state.focus()

    def action_accept(self) -> None:
        """List the word, or its other meaning."""
        self.host.turns.defer(self._accept)

    def _accept(self) -> None:
        trouble = self._trouble()
        if trouble is not None:
            self.host.tell(trouble)
            return
        word, key = self.word, t("tui.keyname.undo")
        is_new = not self._word
        name = t("ledger.step-add", word=word) if is_new else t("ledger.step-change", word=word)
        try:
            list_words(self.host.session, self._ledger, self._words, name, self._place)
        except MsctlError as error:
            self.host.tell(error)
            return
        self.dismiss()
        self.host.refresh_lists()
        listed = t("ledger.word-added", word=word, key=key)
        self.host.say(listed if is_new else t("ledger.word-changed", word=word, key=key))


def _options(words: tuple[str, ...], label: Callable[[str | None], str]) -> list[Option]:
    return [("", t("ledger.not-said")), *((word, label(word)) for word in words)]
