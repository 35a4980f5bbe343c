"""A large ledger made ready for the screen in a worker: its view, its filters, a column's order.

The records are those of one snapshot, with what is typed by then; what is typed meanwhile comes in
when the screen takes what was made.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from msctl.model.paths import LedgerId
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.subject import Surroundings
from msctl.tui.background import Job, Stopped
from msctl.tui.finder import Finder
from msctl.tui.ledger_counts import AT_ONCE as SORTED_AT_ONCE
from msctl.tui.ledger_view import LedgerView
from msctl.tui.session import Session

AT_ONCE = 5000
"""projects of a ledger that opens while the screen waits, in some 50 ms"""

CHANGED_AT_ONCE = 1000
"""changed projects of a ledger that its list takes in while the screen waits, in as long"""

T = TypeVar("T")


class Work(Protocol):
    """Runs what takes long; the owner of a list says where."""

    def __call__(
        self,
        group: str,
        what: str,
        total: int,
        work: Callable[[Job], T | None],
        then: Callable[[T | None], None],
    ) -> None:
        """Run ``work``, then ``then`` with what it found; None when it was stopped.

        Args:
            group: What it belongs to; newer work of the group takes its place.
            what: What is done, in words.
            total: How many steps there are.
            work: Runs anywhere; raises Stopped at a step when it is not wanted any more.
            then: Runs where the screen does.
        """


def at_once(
    group: str,
    what: str,
    total: int,
    work: Callable[[Job], T | None],
    then: Callable[[T | None], None],
) -> None:
    """The work of a list that has no owner: done while the screen waits, one after the other."""
    then(work(Job(lambda _: None, what, total)))


def unless_stopped(work: Callable[[Job], T]) -> Callable[[Job], T | None]:
    """The work, which finds nothing when it is stopped."""

    def until_stopped(job: Job) -> T | None:
        try:
            return work(job)
        except Stopped:
            return None

    return until_stopped


@dataclass(frozen=True, slots=True)
class Making:
    """What is to be made: a ledger of a session, new or shown as before."""

    session: Session
    ledger: LedgerId
    columns: Sequence[str] | None = None
    like: LedgerView | None = None
    """the view of it that is shown so far, whose order, groups and choice the new one takes"""

    @property
    def projects(self) -> Sequence[Project]:
        """The ledger's projects as recorded."""
        return self.session.snapshot.by_ledger.get(self.ledger, ())

    def is_of(self, other: "Making | None") -> bool:
        """Whether another one makes the same: what it makes of records that are other ones by then
        is made anew."""
        return other is not None and (self.session, self.ledger) == (other.session, other.ledger)

    @property
    def is_small(self) -> bool:
        """Whether it takes but a moment."""
        if self.session.has_unmade(self.ledger, CHANGED_AT_ONCE):
            return False
        return len(self.projects) <= (SORTED_AT_ONCE if self._sorted_by else AT_ONCE)

    @property
    def steps(self) -> int:
        """How many steps :meth:`make` takes."""
        return len(self.projects) * (2 if self._sorted_by else 1)

    @property
    def _sorted_by(self) -> str:
        return self.like.sorting.column if self.like else ""

    def view(self, projects: Iterable[Project] | None = None) -> LedgerView:
        """The view alone; ``projects`` as for a new view."""
        if self.like is not None:
            return self.like.again(self.session, projects)
        return LedgerView(self.session, self.ledger, self.columns, projects)

    def make(self, job: Job) -> "Made":
        """All of it; in a worker."""
        snapshot = self.session.snapshot
        view = self.view(self.session.projects(self.ledger))
        if self._sorted_by:
            view.keep_orders(view.find_orders(self._sorted_by, job.step))
        return Made(snapshot, view, Finder(_told(view.projects, job), Surroundings(snapshot)))


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and of which records."""

    snapshot: Snapshot
    view: LedgerView
    finder: Finder


def _told(projects: Iterable[Project], job: Job) -> Iterator[Project]:
    for project in projects:
        job.step()
        yield project
