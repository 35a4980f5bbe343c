"""The terms of a filter: a word, a condition, a status, a period, a mark of the moment."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from msctl.locale.catalogue import in_every_language, language, t
from msctl.model.period import Period
from msctl.report import columns
from msctl.report.conditions import Condition
from msctl.report.standing import StandingAt, standing_word
from msctl.report.subject import Subject
from msctl.text.fold import fold

UNREPORTED = "unreported"


class Term(Protocol):
    """One part of a filter."""

    def holds(self, subject: Subject, period: Period | None) -> bool:
        """Whether it fits a project; ``period`` is the one the whole filter is about."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands anywhere in the project, or spells one of its names in pinyin."""

    text: str
    """folded, not empty"""

    def holds(self, subject: Subject, period: Period | None) -> bool:
        """Whether it stands there."""
        return self.text in subject.text or self.spells(subject)

    def spells(self, subject: Subject) -> bool:
        """Whether it is the pinyin of one of the names."""
        return self.is_latin and subject.sounds_like(self.text)

    @property
    def is_latin(self) -> bool:
        """Whether it may be pinyin."""
        return self.text.isascii() and self.text.isalnum()


@dataclass(frozen=True, slots=True)
class Having:
    """A field that holds one of several values."""

    conditions: tuple[Condition, ...]

    def holds(self, subject: Subject, period: Period | None) -> bool:
        """Whether one of the conditions holds."""
        return any(condition.holds(subject.row) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Status:
    """A status word, state, pace or light; for the filter's period when it names one."""

    words: tuple[str, ...]
    """folded; none asks whether there is any status"""

    def holds(self, subject: Subject, period: Period | None) -> bool:
        """Whether the project stands so."""
        standing = subject.standing(period)
        if not self.words:
            return bool(standing.status or standing.state or standing.pace)
        # what is reported counts as well, and costs more to find
        told = _standing_words(standing, language())
        return self._is_told(told) or (
            self._is_told(_unreported_words(language())) and not subject.reported(period)
        )

    def _is_told(self, told: tuple[str, ...]) -> bool:
        return any(
            word == one or (not word.isascii() and word in one)
            for word in self.words
            for one in told
        )


@lru_cache(maxsize=1024)
def _standing_words(standing: StandingAt, language: str) -> tuple[str, ...]:
    """All that is said of a standing, folded; thousands of projects stand alike."""
    found = []
    for name in ("status", "state", "pace", "light"):
        value = getattr(standing, name)
        if value and (name, value) != ("light", "none"):
            found += [value, columns.word(name, value)]
    return tuple(map(fold, found))


@cache
def _unreported_words(language: str) -> tuple[str, ...]:
    return (UNREPORTED, fold(t("report.figure.unreported")))


@dataclass(frozen=True, slots=True)
class Counted:
    """The one word by which a ledger's projects are counted; for the filter's period when it names
    one."""

    words: tuple[str, ...]
    """folded"""

    def holds(self, subject: Subject, period: Period | None) -> bool:
        """Whether the project is counted under one of the words."""
        standing = subject.standing(period)
        # whether it is reported counts only where there is no status, and costs more to find
        key = standing_word(standing, not standing.status and subject.reported(period))
        return any(
            word in _counted_names(key)
            or (not word.isascii() and any(word in name for name in _counted_names(key)))
            for word in self.words
        )


@cache
def _counted_names(key: str) -> tuple[str, ...]:
    return (key, *map(fold, in_every_language(f"report.standing.{key}")))


@dataclass(frozen=True, slots=True)
class During:
    """A period that the project plans or reports; where the filter has a status or asks what is
    due, the period belongs to that, and this term holds for all."""

    period: Period
    belongs: bool = False

    def holds(self, subject: Subject, period: Period | None) -> bool:
        """Whether the project has anything to do with the period."""
        if self.belongs:
            return True
        year = subject.project.id.year
        return any(
            own.overlaps(self.period, year)
            for task in subject.project.tasks
            for group in ("plan", "report")
            for own in task.periods(group)
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """What is true only now: changed and not committed, typed and not saved, or due."""

    name: str
    """``changed``, ``unsaved`` or ``due``"""

    def holds(self, subject: Subject, period: Period | None) -> bool:
        """Whether it is true of the project."""
        if self.name == "due":
            return subject.due(period)
        around = subject.around
        found = around.changed if self.name == "changed" else around.unsaved
        return subject.project.id in (found or ())


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a term."""

    term: Term

    def holds(self, subject: Subject, period: Period | None) -> bool:
        """Whether the term does not hold."""
        return not self.term.holds(subject, period)
