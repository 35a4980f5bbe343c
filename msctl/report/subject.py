"""What a filter looks at of one project: all its words folded, its pinyin, its row of values.

Everything that costs is found when it is first asked for, and once. It is kept in slots: ten
thousand dictionaries of what was found would take 5 MB.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from msctl.locale.catalogue import has, t
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.model.values import to_text
from msctl.report.due import unreported_of
from msctl.report.listing import Row, rows
from msctl.report.reporting_periods import reporting_period
from msctl.report.standing import StandingAt, is_reported, project_standing
from msctl.text.fold import fold

_APART = "\0"
"""between fields, so that no word is found across two of them"""


@dataclass
class Surroundings:
    """What all subjects share."""

    snapshot: Snapshot
    changed: Collection[ProjectId] | None = None
    """the projects that are not committed; None where nobody knows"""
    unsaved: Collection[ProjectId] | None = None
    """the projects with something typed and not saved; None where nothing is typed"""
    _periods: dict[LedgerId, Period] = field(default_factory=dict)

    def renew(self, snapshot: Snapshot) -> None:
        """The records are other ones now."""
        self.snapshot = snapshot
        self._periods.clear()

    def period(self, ledger: LedgerId) -> Period:
        """The period a ledger is reporting on."""
        if ledger not in self._periods:
            listed = self.snapshot.by_ledger.get(ledger, ())
            self._periods[ledger] = reporting_period(listed, ledger.year)
        return self._periods[ledger]


class Subject:
    """One project, ready for filters."""

    __slots__ = ("_last", "_row", "_text", "around", "pinyin", "project")

    def __init__(self, project: Project, surroundings: Surroundings) -> None:
        self.project = project
        self.around = surroundings
        self.pinyin: tuple[str, ...] = ()
        """the spellings of its names; none until :meth:`spell`. They are not joined: most are
        those of other projects too, and all are kept once, where they were found"""
        self._text: str | None = None
        self._row: Row | None = None
        self._last: StandingAt | None = None

    @property
    def text(self) -> str:
        """All that its record says, and what its units and kind are called, folded."""
        if self._text is None:
            self._text = self._folded()
        return self._text

    def _folded(self) -> str:
        record, region = self.project.record, self.around.snapshot.region(self.project.id.region)
        texts = [self.project.id.slug, *(to_text(value) for _, value in record.leaves())]
        texts += (region.unit_of(unit) or "" for unit in self._units())
        kind = f"field.choice.{record.text('kind')}"
        texts += [t(kind)] if has(kind) else []
        return fold(_APART.join(texts))

    @property
    def row(self) -> Row:
        """Its values as a list shows them."""
        if self._row is None:
            self._row = rows(self.around.snapshot, [self.project])[0]
        return self._row

    def spell(self) -> None:
        """Spell its names; the first time takes a moment, so call it from a worker thread."""
        from msctl.text.pinyin import spellings

        names: Sequence[str] = (
            self.project.name,
            *(to_text(task.own(_NAME)) for task in self.project.tasks if task.key),
            self.project.record.text("category"),
            *self._units(),
        )
        self.pinyin = tuple(spellings(name) for name in dict.fromkeys(names) if name)

    def sounds_like(self, text: str) -> bool:
        """Whether Latin letters and digits spell a part of one of its names."""
        return any(text in spelling for spelling in self.pinyin)

    def standing(self, period: Period | None) -> StandingAt:
        """Where it stands at a period; None asks for its last word."""
        if period is None and self._last is not None:
            return self._last
        ledger = self.around.snapshot.ledger(self.project.id.ledger)
        found = project_standing(ledger, self.project, period)
        if period is None:
            self._last = found
        return found

    def reported(self, period: Period | None) -> bool:
        """Whether it is reported for a period; for None, whether it has any report."""
        return is_reported(self.project, period)

    def due(self, period: Period | None) -> bool:
        """Whether a report is owed for a period, None being the one its ledger reports on."""
        asked = period or self.around.period(self.project.id.ledger)
        return bool(unreported_of(self.around.snapshot, [self.project], asked))

    def _units(self) -> tuple[str, ...]:
        return (*self.project.units("lead"), *self.project.units("responsible"))


_NAME = FieldPath.of("name")
