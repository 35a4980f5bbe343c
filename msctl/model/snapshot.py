"""A snapshot: the whole set of records at one moment, in the work tree or at a commit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from msctl.model.finding import Finding
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId, ProjectId
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
        return {
            ledger: tuple(sorted(rows, key=lambda p: (natural(p.number), p.id)))
            for ledger, rows in lists.items()
        }

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
