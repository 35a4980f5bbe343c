"""Searches of a list, in the background where they take long; only the newest one counts."""

from collections.abc import Callable, Sequence

from msctl.locale.catalogue import t
from msctl.report.subject import Subject
from msctl.tui.background import Job, Stopped
from msctl.tui.finder import Search
from msctl.tui.ledger_making import Work, unless_stopped


class Searching:
    """Runs one search after the other."""

    def __init__(self) -> None:
        self._current: Search | None = None
        self._job: Job | None = None

    @property
    def is_telling(self) -> bool:
        """Whether the user has been told how far the search is that ended last, or goes on."""
        return self._job is not None and self._job.is_telling

    def run(
        self, search: Search, work: Work, then: Callable[[Sequence[Subject] | None], None]
    ) -> None:
        """Search, by ``work`` where it takes long, then do something with what was found; None when
        the user stopped it. What an older search finds is dropped."""
        self.drop()
        if search.is_quick:
            then(search.run())
            return
        self._current = search

        def look(job: Job) -> Sequence[Subject]:
            self._job = job

            def step() -> None:
                if self._current is not search:
                    raise Stopped
                job.step()

            return search.run(step)

        def over(found: Sequence[Subject] | None) -> None:
            if self._current is search:
                self._current = None
                then(found)

        work("filter", t("grid.filtering"), len(search.among), unless_stopped(look), over)

    def drop(self) -> None:
        """What is being looked for is not wanted any more."""
        self._current = self._job = None
