"""What the rules look at: a project with its ledger, a ledger with its projects, a region's year.

A rule reads; what several rules read is worked out once and kept as long as the case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from msctl.check.style import Style, is_wording, own_path
from msctl.model.ledger import Ledger, Region, Standing
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.period import Period
from msctl.model.project import Measure, Plan, Project, Report, Task
from msctl.text.counts import Sum, sums
from msctl.text.figures import Figure, mentions
from msctl.text.fold import simplified
from msctl.text.stated import done_only, stated_of


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a rule asks about: a place, the words there, what was expected and what was found."""

    path: FieldPath
    quote: str = ""
    expected: str = ""
    found: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    project: ProjectId | None = None
    """the project meant, where a rule looks at more than one"""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a record."""

    path: FieldPath
    text: str
    plain: str
    """the text in simplified characters, as long as the text: its places are the text's"""

    @property
    def kind(self) -> tuple[str, str]:
        """Texts of one kind stand in one column: ``("report", "progress")``."""
        own = own_path(self.path)
        return own[0], own[-1]


class Row:
    """A row of work: a task with what holds for it."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.project = task.project
        self._figures: dict[str, Sequence[Figure]] = {}
        self._stated: dict[str, Mapping[str, Figure]] = {}

    @cached_property
    def plans(self) -> list[Plan]:
        """The plan, period by period."""
        return self.task.plans

    @cached_property
    def reports(self) -> list[Report]:
        """What is reported, period by period."""
        return self.task.reports

    @cached_property
    def measures(self) -> list[Measure]:
        """The numeric targets."""
        return self.task.measures

    @cached_property
    def content(self) -> str:
        """The official wording of what is to be done, in simplified characters."""
        return simplified(self.task.text("content"))

    def figures(self, text: str) -> Sequence[Figure]:
        """Every figure that one of its texts mentions, what is only promised too."""
        found = self._figures.get(text)
        if found is None:
            found = self._figures[text] = mentions(text)
        return found

    def stated(self, text: str) -> Mapping[str, Figure]:
        """The figure that one of its texts states of each measure, by the measure's name."""
        if not self.measures:
            return {}
        found = self._stated.get(text)
        if found is None:
            told = self.figures(done_only(text))
            found = {measure.name: figure for measure, figure in stated_of(self.measures, told)}
            self._stated[text] = found
        return found

    def sums(self, money_unit: str) -> Mapping[str, Mapping[Period, Sum]]:
        """The money that its plan names in several periods, by what it is for."""
        found: dict[str, dict[Period, Sum]] = {}
        for plan in self.plans:
            if "元" in plan.text:
                for one in sums(plan.text, money_unit):
                    found.setdefault(one.name, {}).setdefault(plan.period, one)
        return {name: series for name, series in found.items() if len(series) > 1}

    def at(self, *keys: str) -> FieldPath:
        """Where a value that holds for the row stands: in the task, else in its project."""
        own = FieldPath((*self.task.prefix, *keys))
        return own if self.project.record.get(own) is not None else FieldPath(keys)


@dataclass(frozen=True)
class Case:
    """A project with its ledger."""

    ledger: Ledger
    project: Project
    style: Style

    @property
    def year(self) -> int:
        """The ledger's year."""
        return self.project.id.year

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Its rows of work."""
        return tuple(Row(task) for task in self.project.tasks)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Its texts in the file's order."""
        return tuple(
            Wording(path, value, simplified(value))
            for path, value in self.project.record.leaves()
            if isinstance(value, str) and is_wording(own_path(path))
        )

    @cached_property
    def joined(self) -> str:
        """Its texts one below the other, to see at once whether any may hold something."""
        return "\n".join(one.plain for one in self.wordings)

    def standing(self, report: Report) -> Standing:
        """What the status word of a report means; nothing for a word that is not known."""
        return self.ledger.status.get(report.status) or Standing()


@dataclass(frozen=True)
class LedgerCase:
    """A ledger with its projects in printed order."""

    ledger: Ledger
    cases: tuple[Case, ...]

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """The ledger's own texts."""
        return tuple(
            Wording(path, text, simplified(text))
            for path in (FieldPath.of("title"), FieldPath.of("notice", "title"), NOTICE)
            if (text := self.ledger.record.text(*path))
        )

    @cached_property
    def joined(self) -> str:
        """Its texts one below the other."""
        return "\n".join(one.plain for one in self.wordings)


@dataclass(frozen=True)
class YearCase:
    """A region's ledgers of one year."""

    region: Region
    ledgers: tuple[LedgerCase, ...]


NOTICE = FieldPath.of("notice", "text")


def percent(share: Decimal) -> str:
    """A percentage as a finding tells it."""
    return f"{share:.1f}".removesuffix(".0") + "%"
