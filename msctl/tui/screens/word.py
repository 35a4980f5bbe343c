"""A status word of a ledger: the word, and what it means on the two axes."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

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
from msctl.tui.screens.listed import ListedPage
from msctl.tui.sheet import Sheet
from msctl.tui.steps import Place
from msctl.tui.widgets.choice import Choice, Option
from msctl.tui.widgets.typing import Line


class WordScreen(ListedPage):
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
        super().__init__(ledger)
        self._word = word
        self._place = place
        self._brought = Standing()
        """the meaning that the word itself brought"""
        self._line = Line(typed, id="word", placeholder=t("ledger.word-hint"))
        self._state = Choice(_options(STATES, state_label), "", id="state")
        self._pace = Choice(_options(PACES, pace_label), "", id="pace")
        self._usual = Choice([(key, t(f"ledger.usual-{key}")) for key in ("list", "drop")], "list")

    def _heading(self, place: str) -> str:
        new = t("ledger.new-word", ledger=place)
        return t("ledger.change-word", ledger=place) if self._word else new

    def _rows(self) -> Iterable[tuple[str, Widget]]:
        word = Static(Content(f" {self._word}")) if self._word else self._line
        yield t("ledger.word-label"), word
        yield t("ledger.state-label"), self._state
        yield t("ledger.pace-label"), self._pace
        if self.host.session.words_to_add(self._ledger):
            yield t("ledger.usual"), self._usual

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
        self.tell()

    @on(Choice.Chosen)
    def _chosen(self) -> None:
        self.tell()

    def _foretell(self, sheet: Sheet) -> None:
        sheet.text(t("ledger.will-count", word=self.word, meaning=meaning_word(self.meaning)))
        if others := [word for word in self._words if word != self.word]:
            sheet.text(t("ledger.will-list", words=tuple(others)), "$foreground-muted")

    def _show_listed(self, sheet: Sheet) -> None:
        words = self.host.session.ledger(self._ledger).status
        if words:
            sheet.heading(t("ledger.words", count=len(words)))
        for word, meaning in words.items():
            sheet.labelled(word, [(meaning_word(meaning), "")], 24)

    @on(Input.Submitted)
    def _next(self) -> None:
        """Enter in the line goes on to the meaning."""
        self._state.focus()

    def _list(self) -> str:
        word, key = self.word, t("tui.keyname.undo")
        is_new = not self._word
        name = t("ledger.step-add", word=word) if is_new else t("ledger.step-change", word=word)
        list_words(self.host.session, self._ledger, self._words, name, self._place)
        listed = t("ledger.word-added", word=word, key=key)
        return listed if is_new else t("ledger.word-changed", word=word, key=key)


def _options(words: tuple[str, ...], label: Callable[[str | None], str]) -> list[Option]:
    return [("", t("ledger.not-said")), *((word, label(word)) for word in words)]
