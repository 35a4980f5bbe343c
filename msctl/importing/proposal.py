"""What an import puts before a person, and what the person makes of it.

A proposal is a list of items: what the importer concluded from the wording (guesses), and where
the document and the records differ (questions). Whoever shows it gives back a verdict on each.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msctl.history.answers import Answer
from msctl.history.conflict import Conflict
from msctl.importing.account import Guess
from msctl.importing.landing import Landing
from msctl.model.paths import LedgerId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.model.values import InlineTable, Value

NUMBERS = ("investment", "measure")
"""guesses that are written only if they are accepted; all others are in the records already, and a
verdict may put another value in their place"""

OTHER_LEDGER = "other-ledger"
"""that the document is of another ledger and is meant here all the same"""

NEW_UNIT = "unit"
"""a unit that the register does not know; accepted, it is added to the register"""


@dataclass(frozen=True)
class Item:
    """One thing to decide: a guess or a question."""

    guess: Guess | None = None
    question: Conflict | None = None
    others: tuple[Guess, ...] = ()
    """the same guess at other places: one unit or word is decided once"""

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """The guess and those like it."""
        return (self.guess, *self.others) if self.guess is not None else ()

    @property
    def kind(self) -> str:
        """The guess's reason, or ``question``."""
        return self.guess.reason if self.guess is not None else "question"


@dataclass(frozen=True)
class Verdict:
    """What a person says to an item."""

    accepted: bool = False
    """of a guess"""
    value: Value | None = None
    """what was typed in the place of a guess's value"""
    answer: Answer | None = None
    """to a question"""


@dataclass(frozen=True)
class Proposal:
    """An import before it is written."""

    document: str
    ledger: LedgerId
    snapshot: Snapshot
    """the records as they are"""
    items: tuple[Item, ...]
    projects: int
    files: int
    """how many files would be written"""
    told: tuple[str, ...] = ()
    """the account of the import, in sentences"""
    digest: str = ""
    """of the document's bytes"""


@dataclass(frozen=True)
class Decision:
    """A verdict for every item of a proposal, in its order, and the message to commit with."""

    verdicts: tuple[Verdict, ...]
    message: str = ""
    written: Callable[[], None] = lambda: None
    """to be called once it is written: until then it can be decided again. Raises DiskRefused"""


def items_of(guesses: Iterable[Guess], landing: Landing) -> tuple[Item, ...]:
    """Questions first: nothing can be written before they are answered. Then one item for each
    new unit and word, and one for each number."""
    alike: dict[tuple[object, ...], list[Guess]] = {}
    for index, guess in enumerate(guesses):
        own = index if guess.reason in NUMBERS else str(guess.value)
        alike.setdefault((guess.reason, own), []).append(guess)
    questions = (Item(question=question) for question in landing.questions)
    return (*questions, *(Item(guess=one, others=tuple(more)) for one, *more in alike.values()))


def first_verdict(item: Item) -> Verdict:
    """What stands before anybody has decided: names and words are taken, numbers are not, nor is
    the document of another ledger."""
    return Verdict(accepted=item.guess is not None and item.kind not in (*NUMBERS, OTHER_LEDGER))


@dataclass
class Accepted:
    """What verdicts mean for the records that a document became."""

    projects: tuple[Record, ...] = ()
    refused_units: frozenset[str] = frozenset()
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    """to questions, by record and field path"""


def apply_verdicts(
    projects: Sequence[Record], items: Sequence[Item], verdicts: Sequence[Verdict]
) -> Accepted:
    """The records with the accepted numbers and the typed values, and the answers."""
    by_number: dict[str, list[tuple[Guess, Verdict]]] = {}
    found = Accepted()
    refused = set()
    for item, verdict in zip(items, verdicts, strict=True):
        if item.question is not None:
            if verdict.answer is not None:
                found.answers[item.question.id, str(item.question.path)] = verdict.answer
            continue
        for guess in item.guesses:
            by_number.setdefault(guess.number, []).append((guess, verdict))
            if guess.reason == NEW_UNIT and not verdict.accepted:
                refused.add(str(guess.value))
    found.projects = tuple(
        _with(project, by_number.get(project.text("number"), ())) for project in projects
    )
    found.refused_units = frozenset(refused)
    return found


def _with(project: Record, judged: Iterable[tuple[Guess, Verdict]]) -> Record:
    fields = dict(project.fields)
    for guess, verdict in judged:
        if guess.reason in NUMBERS:
            if verdict.accepted:
                value = guess.value if verdict.value is None else verdict.value
                fields.setdefault(guess.path, value)
        elif verdict.value is not None:
            held = fields.get(guess.path)
            names = verdict.value if isinstance(verdict.value, tuple) else (verdict.value,)
            if isinstance(held, tuple) and not isinstance(held, InlineTable):
                kept = (names if name == guess.value else (name,) for name in held)
                fields[guess.path] = tuple(name for part in kept for name in part)
            else:
                fields[guess.path] = verdict.value
    return Record(fields)


def answered(landing: Landing, answers: Mapping[tuple[str, str], Answer]) -> Landing:
    """The landing with these answers. Raises NotAnAnswer."""
    pairs = [
        (question, answers[question.id, str(question.path)])
        for question in landing.questions
        if (question.id, str(question.path)) in answers
    ]
    return landing.answered(pairs)
