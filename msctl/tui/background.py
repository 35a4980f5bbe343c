"""The work behind the screens: jobs in threads, how far they are, and how they are stopped.

A job never touches a screen: what comes after it runs in the app. One that takes long tells its
steps; the status line shows them, and Escape stops it at its next step.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.tui.messages import Finished, Progress
from msctl.tui.wording import told_error

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp

T = TypeVar("T")

QUIET = 0.1
"""seconds that a job may take without a word, and the least between two words of it"""


class Stopped(Exception):
    """A job was stopped by the user, or a newer one takes its place."""


class Job:
    """A piece of work in a thread that tells how far it is."""

    def __init__(
        self,
        post: Callable[[Progress], object],
        what: str,
        total: int = 0,
        *,
        tells_steps: bool = True,
    ) -> None:
        """A job.

        Args:
            post: Where its progress goes.
            what: What is done, in words.
            total: How many steps there are; 0 where that is not known.
            tells_steps: Whether it will tell of its steps; otherwise what it does is said at once,
                and that Escape stops it.
        """
        self.what = what
        self.total = total
        self.done = 0
        self.is_over = False
        self.tells_steps = tells_steps
        self.is_telling = not tells_steps
        """whether the user has been told of it, and so may stop it"""
        self.said = ""
        """how far it was last"""
        self._post = post
        self._is_stopped = False
        self._told = time.monotonic()
        self._has_told = False

    def step(self, said: str = "") -> None:
        """One step is done, or about to be. Raises Stopped where the user wants no more.

        ``said`` takes the place of the number of steps.
        """
        self._go_on()
        self.done += 1
        self.tell(said or self._count)

    def tell(self, said: str, *, last: bool = False) -> None:
        """Tell how far it is, in words; the last word of a stage is told even where another was
        told just now or is shown, for it may stand a while. Raises Stopped as :meth:`step`."""
        self._go_on()
        self.said = said
        now = time.monotonic()
        if now - self._told >= QUIET or (last and (self._has_told or self.is_telling)):
            self._told, self._has_told = now, True
            self._post(Progress(self, said))

    def _go_on(self) -> None:
        if self._is_stopped:
            raise Stopped

    def stop(self) -> None:
        """Stop at the next step."""
        self._is_stopped = True

    @property
    def _count(self) -> str:
        return f"{self.done} / {self.total}" if self.total else str(self.done)


class Background:
    """The jobs of an app, one of each group at a time."""

    def __init__(self, host: "MsctlApp") -> None:
        self._host = host
        self._jobs: dict[str, Job] = {}
        self._told = ""
        """how far a job was, as the status line told it last"""
        self._before = ""
        """what stood there before"""

    def run(
        self,
        group: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[MsctlError], None],
    ) -> None:
        """Run some work in a thread, and what comes after it in the app.

        Newer work of the same group takes its place; what the older one found is still told.
        """

        def run() -> None:
            try:
                go_on = partial(then, work())
            except (MsctlError, OSError) as error:
                go_on = partial(failed, told_error(error))
            self._host.post_message(Finished(go_on))

        self._host.run_worker(run, group=group, thread=True, exclusive=True, exit_on_error=False)

    def run_in_steps(
        self,
        group: str,
        job: Job,
        work: Callable[[Job], T],
        then: Callable[[T], None],
        failed: Callable[[MsctlError], None],
    ) -> None:
        """As :meth:`run`, for work that tells its steps and can be stopped; a stopped job leaves
        everything as it was."""
        if not job.tells_steps:
            self._host.say(t("background.begun", what=job.what))
        if (older := self._jobs.get(group)) is not None:
            older.stop()
        self._jobs[group] = job

        def in_steps() -> Callable[[], None]:
            try:
                return partial(then, work(job))
            except Stopped:
                return partial(self._stopped, group, job)

        def over(go_on: Callable[[], None]) -> None:
            self._end(group, job)
            go_on()

        def broken(error: MsctlError) -> None:
            self._end(group, job)
            failed(error)

        self.run(group, in_steps, over, broken)

    def _end(self, group: str, job: Job) -> None:
        job.is_over = True
        if self._jobs.get(group) is job:
            del self._jobs[group]
        if job.is_telling and self._told and self._host.said == (self._told, False):
            self._host.say(self._before)
            self._told = ""

    def _stopped(self, group: str, job: Job) -> None:
        if group not in self._jobs:  # otherwise a newer one goes on
            self._host.say(t("background.stopped", what=job.what))

    def stop(self) -> bool:
        """Stop what the status line tells the progress of; whether there was anything."""
        telling = [job for job in self._jobs.values() if job.is_telling]
        for job in telling:
            job.stop()
            self._host.say(t("background.stopping", what=job.what))
        return bool(telling)

    def show(self, event: Progress) -> None:
        """Tell how far a job is."""
        job = event.job
        if not job.is_over:
            job.is_telling = True
            if not self._told or self._host.said != (self._told, False):
                self._before = self._host.said[0]
            known = t("background.progress", what=job.what, count=event.count)
            self._told = known if event.count else t("background.begun", what=job.what)
            self._host.say(self._told)
