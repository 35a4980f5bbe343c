"""A snapshot: the whole set of records at one moment, in the work tree or at a commit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from msctl.model.finding import Finding
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId, ProjectId, RecordId
from msctl.model.project import Project, natural
from msctl.model.record import Record


@dataclass(frozen=True)
class Snapshot:
    """Everything that could be read, and a finding for everything that could not."""

    regions: Mapping[str, Region]
    ledgers: Mapping[LedgerId, Ledger]
    projects: Mapping[ProjectId, Project]
    findings: tuple[Finding, ...] = ()
    at: str | None = None
    """the commit it was read from; None for the work tree"""
    settings: Record = field(default_factory=lambda: Record({}))

    @cached_property
    def by_ledger(self) -> Mapping[LedgerId, tuple[Project, ...]]:
        """The projects of each ledger in printed order."""
        lists: dict[LedgerId, list[Project]] = {ledger: [] for ledger in sorted(self.ledgers)}
        for project in self.projects.values():
            lists.setdefault(project.id.ledger, []).append(project)
        return {ledger: _in_order(rows) for ledger, rows in lists.items()}

    def with_projects(self, changed: Mapping[ProjectId, Project]) -> "Snapshot":
        """The snapshot with some projects in the place of what they were, or added.

        The lists of ledgers are sorted anew only where a number changed or a project came.
        """
        found = replace(self, projects={**self.projects, **changed})
        known = self.__dict__.get("by_ledger")
        if known is not None:
            lists = dict(known)
            for ledger in {project.ledger for project in changed}:
                lists[ledger] = self._listed(ledger, changed)
            # as the property keeps it
            found.__dict__["by_ledger"] = lists
        return found

    def with_ledgers(self, changed: Mapping[LedgerId, Ledger]) -> "Snapshot":
        """The snapshot with some ledgers in the place of what they were."""
        found = replace(self, ledgers={**self.ledgers, **changed})
        known = self.__dict__.get("by_ledger")
        if known is not None and changed.keys() <= known.keys():
            found.__dict__["by_ledger"] = known
        return found

    def with_records(self, changed: Mapping[RecordId, Record]) -> "Snapshot":
        """The snapshot with some projects' and ledgers' records in the place of what they were."""
        read = changed.items()
        projects = {own: Project(own, record) for own, record in read if isinstance(own, ProjectId)}
        ledgers = {own: Ledger(own, record) for own, record in read if isinstance(own, LedgerId)}
        found = self.with_projects(projects) if projects else self
        return found.with_ledgers(ledgers) if ledgers else found

    def _listed(
        self, ledger: LedgerId, changed: Mapping[ProjectId, Project]
    ) -> tuple[Project, ...]:
        own = {project.id: project for project in self.by_ledger.get(ledger, ())}
        moved = False
        for project in changed.values():
            if project.id.ledger == ledger:
                before = own.get(project.id)
                moved = moved or before is None or before.number != project.number
                own[project.id] = project
        return _in_order(own.values()) if moved else tuple(own.values())

    def ledger(self, ledger_id: LedgerId) -> Ledger:
        """A ledger; one without a readable ``ledger.toml`` has no words of its own."""
        return self.ledgers.get(ledger_id) or Ledger(ledger_id, Record({}))

    def region(self, region_id: str) -> Region:
        """A region; one without a readable ``region.toml`` has no register."""
        return self.regions.get(region_id) or Region(region_id, Record({}))

    def record(self, record_id: str) -> Record | None:
        """The record of a project, ledger or region by its id."""
        depth = record_id.count("/")
        found: Project | Ledger | Region | None
        if depth == 3:
            found = self.projects.get(ProjectId(record_id))
        elif depth == 2:
            found = self.ledgers.get(LedgerId(record_id))
        else:
            found = self.regions.get(record_id)
        return found.record if found else None

    @property
    def unreadable(self) -> tuple[Finding, ...]:
        """The files that could not be read at all."""
        return tuple(f for f in self.findings if f.rule in ("syntax", "encoding", "unreadable"))


def _in_order(projects: Iterable[Project]) -> tuple[Project, ...]:
    """Projects in printed order."""
    return tuple(sorted(projects, key=lambda project: (natural(project.number), project.id)))
