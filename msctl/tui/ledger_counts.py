"""How many projects of a ledger stand how, and its planned money, kept while projects change."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from msctl.model.ledger import Ledger
from msctl.model.paths import ProjectId
from msctl.model.project import Project
from msctl.tui.standing_cells import last_word

AT_ONCE = 2000
"""projects that are counted, sorted or folded while the screen waits; more are in a worker"""


class LedgerCounts:
    """The words of all projects of a ledger by their last report."""

    def __init__(self, ledger: Ledger, projects: Sequence[Project]) -> None:
        self._ledger = ledger
        self._projects = projects
        self._words: dict[ProjectId, str] = {}
        self._counted: Counter[str] | None = None
        self._planned: Decimal | None = None

    @property
    def is_ready(self) -> bool:
        """Whether all are counted."""
        return self._counted is not None

    @property
    def words(self) -> Counter[str]:
        """How many projects have each word; nothing as long as :meth:`count` has not ended for
        many projects."""
        self._count_few()
        return self._counted or Counter()

    @property
    def planned(self) -> Decimal | None:
        """The planned money of all projects; None when none is stated, or not yet counted."""
        self._count_few()
        return self._planned

    def _count_few(self) -> None:
        if self._counted is None and len(self._projects) <= AT_ONCE:
            self.count()

    def count(self, is_cancelled: Callable[[], bool] = lambda: False) -> None:
        """Count all projects; takes its time with many, so call it from a worker thread."""
        words = {}
        for project in list(self._projects):
            if is_cancelled():
                return
            words[project.id] = last_word(self._ledger, project)
        self._planned = _sum(project.planned for project in self._projects)
        self._words = words
        self._counted = Counter(words.values())

    def forget(self, ledger: Ledger) -> None:
        """Many projects are other ones now: :meth:`count` counts all anew."""
        self._ledger = ledger
        self._counted = None

    def update(self, old: Project, new: Project, ledger: Ledger) -> None:
        """Count a project that stands in the place of what it was; `projects` holds it already,
        and the ledger its words."""
        self._ledger = ledger
        if self._counted is not None:
            if old.planned != new.planned:
                self._planned = _sum(project.planned for project in self._projects)
            self._counted[self._words[old.id]] -= 1
            self._words[new.id] = last_word(self._ledger, new)
            self._counted[self._words[new.id]] += 1


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated, Decimal(0)) if stated else None
