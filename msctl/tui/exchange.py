"""The exchange with the remote, for all screens: sync, the conflicts it leaves, their answers.

What is answered is written down at once, and can be taken back until the merge is ended. That is
a step of its own, once nothing is in question any more; whatever stops it, the next sync goes on
from there.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.tui.archive import Questions, Standing
from msctl.tui.authorship import with_author
from msctl.tui.commands import COMMANDS
from msctl.tui.half_typed import HalfTyped
from msctl.tui.messages import SyncStep

if TYPE_CHECKING:
    from msctl.history.answers import Answer
    from msctl.history.conflict import Conflict
    from msctl.history.syncing import Step, Synced
    from msctl.tui.app import MsctlApp
    from msctl.tui.background import Job

_GROUP = "exchange"
"""one worker at a time: a second sync has to wait for the first one's end"""

_SHARE = re.compile(r"\d+%")


class Exchange:
    """Runs syncs and keeps what is in question."""

    def __init__(self, host: "MsctlApp") -> None:
        self._host = host
        self.standing = Standing()
        self.questions: Questions | None = None
        """what is in question; None while that is not known"""
        self.trouble: MsctlError | None = None
        """why they are not known"""
        self.half_typed = HalfTyped(host.session.records.root)
        self._told_waiting = False

    @property
    def is_busy(self) -> bool:
        """Whether a sync or an answer is under way."""
        return any(w.group == _GROUP and not w.is_finished for w in self._host.workers)

    def learn(self, standing: Standing) -> None:
        """Take over a new count; what an ended session left waiting is told once."""
        self.standing = standing
        if standing.conflicts and not self._told_waiting:
            self._host.mention(t("tui.conflicts.waiting", count=standing.conflicts))
        elif standing.merging and not self._told_waiting:
            self._host.mention(t("sync.answered-before"))
        self._told_waiting = True

    # Sync.

    def sync(self) -> None:
        """Sync; what is unsaved is asked about first."""
        if self._refuse_busy():
            return
        session = self._host.session
        if not session.unsaved:
            self._start()
            return
        from msctl.tui.screens.ask import Ask

        question = Ask(
            t("tui.sync.question", count=session.unsaved_fields),
            self._host.unsaved_lines(),
            [(key, t(f"tui.sync.{key}")) for key in ("stay", "save", "later")],
        )
        self._host.push_screen(question, self._asked)

    def _asked(self, answer: str | None) -> None:
        if answer == "later":
            self._start()
        elif answer == "save":
            self._host.save(then=self._start)

    def _refuse_busy(self) -> bool:
        if self.is_busy:
            self._host.say(t("tui.sync.busy"))
        return self.is_busy

    def _start(self, *, rewritten: bool = False) -> None:
        self._host.say(t("tui.sync.fetch"))
        self._run(lambda job: self._host.archive.sync(job, self._step, rewritten=rewritten))

    def _run(self, sync: "Callable[[Job], Synced | None]") -> None:
        """Sync in the background; Escape stops it at once, also while the remote is silent."""
        from msctl.tui.background import Job, Stopped

        def work(job: Job) -> "Callable[[], None]":
            try:
                done = sync(job)
            except Stopped:
                return self._given_up
            return lambda: self._synced(done)

        host = self._host
        job = Job(lambda _progress: None, t("tui.command.sync"))
        job.is_telling = True
        host.background.run_in_steps(_GROUP, job, work, lambda go_on: go_on(), self._stopped)

    def _given_up(self) -> None:
        """Stopped by the user: whatever is merged stays, and the next sync goes on from there."""
        self._host.say(t("sync.stopped"))
        self._reload()

    def _step(self, step: "Step", line: str) -> None:
        """From the worker: the engine's steps, and git's own lines."""
        self._host.post_message(SyncStep(step, line))

    def show_step(self, event: SyncStep) -> None:
        """Tell how far a sync is."""
        share = _SHARE.search(event.line)
        self._host.say(f"{t(f'tui.sync.{event.step}')} {share[0] if share else ''}".strip())

    def _synced(self, done: "Synced | None") -> None:
        self.questions = Questions()
        self._host.say(self._outcome(done))
        self._reload()

    def _outcome(self, done: "Synced | None") -> str:
        if done is None:
            return t("tui.sync.concluded")
        told = {"received": done.received, "sent": done.sent}
        same = not (done.received or done.sent)
        line = t("tui.sync.same", **told) if same else t("tui.sync.done", **told)
        count = len(self._host.archiving.pending or ()) if not self.standing.merging else 0
        return line + (t("tui.sync.uncommitted", count=count) if count else "")

    def _stopped(self, error: MsctlError) -> None:
        from msctl.history.errors import NoIdentity
        from msctl.history.refusals import RemoteRewritten, UnresolvedConflicts

        if isinstance(error, UnresolvedConflicts):
            count = error.details["count"]
            waited = self.standing.conflicts > 0
            told = t("tui.conflicts.left", count=count) if waited else ""
            self._host.say(told or t("tui.sync.questions", count=count))
            self.open()
            self._host.reading.begin(quietly=True)
        elif isinstance(error, NoIdentity):
            with_author(self._host, lambda _name: self._start())
        else:
            self._host.tell(error)
            self._reload()
            if isinstance(error, RemoteRewritten):
                self._ask_rewritten(error)

    def _ask_rewritten(self, error: MsctlError) -> None:
        """The remote's history was rewritten: merging with it is for somebody who knows why."""
        from msctl.tui.screens.ask import Ask

        lines = [t("sync.rewritten-lines", **error.details)]
        options = [(key, t(f"sync.rewritten.{key}")) for key in ("stay", "accept")]
        self._host.push_screen(
            Ask(t("sync.rewritten-question"), lines, options),
            lambda answer: self._start(rewritten=True) if answer == "accept" else None,
        )

    def _reload(self) -> None:
        """Read anew what others changed; the conflict screens close when nothing is left."""
        self._host.reading.begin(quietly=True)
        self._tell_screens()

    # Conflicts.

    def open(self) -> None:
        """Show the conflicts in front, whatever screen asked for them."""
        from msctl.tui.screens.conflicts import ConflictsScreen

        self.read()
        if not any(isinstance(screen, ConflictsScreen) for screen in self._host.screen_stack):
            self._host.push_screen(ConflictsScreen())

    def read(self) -> None:
        """Read the open questions."""
        self.questions, self.trouble = None, None
        host = self._host
        host.in_background("conflicts", host.archive.questions, self._read, self._unread)

    def _read(self, questions: Questions) -> None:
        self.questions = questions
        if questions.open and self._host.session.snapshot.unreadable:
            # files with git's own marks were made readable for the question
            self._host.reading.begin(quietly=True)
        self._tell_screens()

    def _unread(self, error: MsctlError) -> None:
        self.trouble = error
        self._host.tell(error)
        self._tell_screens()

    def _tell_screens(self) -> None:
        for screen in self._host.screen_stack:
            if hasattr(screen, "conflicts_read"):
                screen.conflicts_read()

    def answer(self, answers: "Sequence[tuple[Conflict, Answer]]", told: str) -> None:
        """Write answers down.

        Args:
            answers: conflicts and what they are settled with.
            told: what is said of it when it is done.
        """
        if self._refuse_busy():
            return
        host = self._host
        host.in_background(
            _GROUP,
            lambda: host.archive.answer(answers, told),
            lambda questions: self._answered(told, questions),
            self._refused,
        )

    def _answered(self, told: str, questions: Questions) -> None:
        self.questions = questions
        if questions.open:
            line = t("tui.conflicts.answered", told=told, count=len(questions.open))
        elif questions.merging:
            line = t("sync.all-answered", told=told, key=COMMANDS["conclude"].shown_key)
        else:
            line = t("tui.conflicts.decided", told=told)
        self._host.say(line)
        self._reload()

    def conclude(self) -> None:
        """End a merge that has nothing in question any more, and send it."""
        if not self._refuse_busy():
            host = self._host
            host.say(t("tui.sync.push"))
            self._run(lambda job: host.archive.conclude(job, self._step))

    def take_back(self) -> None:
        """Take the last answer back; its question is open again."""
        if not self._refuse_busy():
            host = self._host
            host.in_background(_GROUP, host.archive.take_back, self._taken_back, self._refused)

    def _taken_back(self, questions: Questions) -> None:
        self.questions = questions
        self._host.say(t("sync.taken-back", count=len(questions.open)))
        self._reload()

    def _refused(self, error: MsctlError) -> None:
        self._host.tell(error)
        self.read()

    def give_up(self) -> None:
        """Give the merge up; the caller has asked."""
        if not self._refuse_busy():
            self._host.in_background(
                _GROUP, self._host.archive.give_up, lambda _: self._gave_up(), self._refused
            )

    def _gave_up(self) -> None:
        self.questions = Questions()
        self._host.say(t("tui.conflicts.given-up"))
        self._reload()
