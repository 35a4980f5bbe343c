"""The writer: lets what a session wants written be written in a thread, one thing at a time.

What is written within a blink is taken at once, so a small save is over before the next key. What
takes longer tells how far it is on the status line, and Escape stops it: what is not written then
stays typed. What else would change the records waits its turn; after a writing that did not
succeed, what waited is dropped, for the user has to see the trouble first.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.tui.background import QUIET, Job, Stopped
from msctl.tui.messages import Progress
from msctl.tui.writing import Stage, Writing, Written

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp

FEW = 100
"""records that are written within a blink, on most disks; with more the screen does not wait"""

Then = Callable[[Written | None], bool]
"""Takes what came of a writing, None where it was stopped; whether all of it was done."""


@dataclass(frozen=True, eq=False)
class _Run:
    writing: Writing
    job: Job
    future: "Future[Written | None]"
    then: Then


class Writer:
    """Writes for the session of an app."""

    def __init__(self, host: "MsctlApp") -> None:
        self._host = host
        self._run: _Run | None = None
        self._waiting: list[Callable[[], object]] = []
        self.count = 0
        """writings begun: what was read before one of them may be older than what it wrote"""

    @cached_property
    def _thread(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, thread_name_prefix="writer")

    @property
    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self._run is not None

    def after(self, do: Callable[[], object]) -> None:
        """Do something once nothing is being written: now, or in its turn."""
        if self.is_busy:
            self._waiting.append(do)
        else:
            do()

    def write(self, writing: Writing, then: Then) -> None:
        """Write something; ``then`` follows, in the app.

        Only where nothing is being written; see :meth:`after`.
        """
        self.count += 1
        job = Job(self._host.post_message, t("saving.reading"), total=len(writing.records_touched))
        run = _Run(writing, job, self._thread.submit(_write, writing, job), then)
        self._run = run
        if job.total <= FEW:
            wait([run.future], QUIET)
        if run.future.done():
            self._over(run)
        else:
            # before it is asked how far it is, so that no later word is held back
            job.is_telling = True
            self._host.background.show(Progress(job, job.said))
            self._host.background.run_in_steps(
                "write",
                job,
                lambda _job: wait([run.future]),
                lambda _done: self._over(run),
                self._host.tell,
            )

    def end(self) -> None:
        """Wait for what is being written, and take it; what waits for its turn is dropped."""
        self._waiting.clear()
        if self._run is not None:
            wait([self._run.future])
            self._over(self._run)

    def _over(self, run: _Run) -> None:
        if self._run is not run:
            return  # taken already, by :meth:`end`
        self._run = None
        run.job.is_over = True
        if not run.then(run.future.result()):
            self._waiting.clear()
        while self._waiting and not self.is_busy:
            self._waiting.pop(0)()


def _write(writing: Writing, job: Job) -> Written | None:
    def told(stage: Stage, done: int) -> None:
        job.what = t(f"saving.{stage.value}")
        job.tell(f"{done} / {job.total}", last=done == job.total)

    try:
        return writing.write(told)
    except Stopped:
        return None
