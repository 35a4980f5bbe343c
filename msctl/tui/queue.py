"""The queue: what a ledger has not reported for a period, walked through one by one.

What is due is listed when the queue begins and stays listed, so that what was done meanwhile can be
seen; whether an entry is done is read from what is saved.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from msctl.model.paths import LedgerId, ProjectId
from msctl.model.period import Period
from msctl.model.project import Project, Task
from msctl.report.due import Due, by_unit, unreported_of
from msctl.report.standing import task_reported
from msctl.tui.session import Session


@dataclass(frozen=True, slots=True)
class Entry:
    """One report that is due: of a project, or of one of its tasks."""

    due: Due

    @property
    def project(self) -> ProjectId:
        """The project."""
        return self.due.project.id

    @property
    def task(self) -> str:
        """The key of the task; empty for a project without tasks."""
        return self.due.task.key or ""

    @property
    def key(self) -> str:
        """Tells it from the others of its queue."""
        return f"{self.project} {self.task}"


class Queue:
    """The entries of a ledger and period, those of one unit if wanted, and where one stands."""

    def __init__(
        self,
        session: Session,
        ledger: LedgerId,
        period: Period | None = None,
        step: Callable[[], object] = lambda: None,
    ) -> None:
        """A queue; thousands of projects take a second, so make it in a worker.

        Args:
            session: The open records.
            ledger: Whose reports are due.
            period: For which period; None for the one that the ledger reports on.
            step: Called for each project; may raise.
        """
        self._session = session
        snapshot = session.snapshot
        projects = _told(snapshot.by_ledger.get(ledger, ()), step)
        self._all = [Entry(due) for due in unreported_of(snapshot, projects, period)]
        self._skipped: set[str] = set()
        self._seen: dict[str, tuple[Project | None, bool]] = {
            entry.key: (entry.due.project, False) for entry in self._all
        }
        """the saved project of each entry that was looked at, and whether it is done"""
        self.unit = ""
        """whose entries are walked through; empty for all"""
        self._at = 0

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries of the unit, in the ledger's order."""
        return [e for e in self._all if not self.unit or self.unit in e.due.units]

    @property
    def units(self) -> dict[str, int]:
        """How much each unit owes; the one that owes most comes first."""
        return {u: len(owed) for u, owed in by_unit(e.due for e in self._all).items() if u}

    @property
    def current(self) -> Entry | None:
        """Where one stands."""
        entries = self.entries
        return entries[self._at] if 0 <= self._at < len(entries) else None

    @property
    def place(self) -> tuple[int, int]:
        """The number of the current entry, from 1, and how many there are."""
        return self._at + 1, len(self.entries)

    def is_done(self, entry: Entry) -> bool:
        """Whether a saved report is there."""
        project = self._session.snapshot.projects.get(entry.project)
        seen = self._seen.get(entry.key)
        if seen is None or seen[0] is not project:
            task = Task(project, entry.task or None) if project else None
            seen = (project, task is not None and task_reported(task, entry.due.period))
            self._seen[entry.key] = seen
        return seen[1]

    def is_typed(self, entry: Entry) -> bool:
        """Whether something of its own is typed and not saved; another task's is not its own."""
        own = ("task", entry.task) if entry.task else ()
        paths = self._session.unsaved_paths(entry.project)
        return any(path[: len(own)] == own for path in paths)

    def is_skipped(self, entry: Entry) -> bool:
        """Whether it was left out, and is not done since."""
        return entry.key in self._skipped and not self.is_done(entry)

    @property
    def waiting(self) -> int:
        """How many entries of the unit are not done."""
        return sum(not self.is_done(entry) for entry in self.entries)

    def go_to(self, key: str) -> Entry | None:
        """Stand on an entry."""
        keys = [entry.key for entry in self.entries]
        self._at = keys.index(key) if key in keys else 0
        return self.current

    def forward(self, *, skip: bool = False) -> Entry | None:
        """Go on to the next entry that is not done; None behind the last one."""
        here = self.current
        if skip and here is not None:
            self._skipped.add(here.key)
        entries = self.entries
        self._at += 1
        while self._at < len(entries) and self.is_done(entries[self._at]):
            self._at += 1
        return self.current

    def backward(self) -> Entry | None:
        """Go back to the entry before, done or not; None before the first one."""
        if self._at == 0:
            return None
        self._at = min(self._at, len(self.entries)) - 1
        return self.current


def _told(projects: Sequence[Project], step: Callable[[], object]) -> Iterator[Project]:
    for project in projects:
        step()
        yield project
