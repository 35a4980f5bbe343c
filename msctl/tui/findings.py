"""The findings of the records on screen, looked for in the background for all screens."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.finding import Finding
from msctl.model.paths import ProjectId, ledger_of
from msctl.model.snapshot import Snapshot
from msctl.tui.background import Job, Stopped

if TYPE_CHECKING:
    from msctl.check.questions import Questions
    from msctl.tui.app import MsctlApp
    from msctl.tui.findings_view import Found
    from msctl.tui.session import Session

Ask = Callable[[Snapshot], Sequence[Finding]]
Read = Callable[[str], bytes | None]
"""takes a file below the records root; gives its bytes, None where it is not there"""

BY_ITSELF = 1000
"""projects up to which the records are checked whenever they change; larger roots are checked when
somebody asks"""


class Findings:
    """What the checks found, open and waived."""

    def __init__(self, host: "MsctlApp") -> None:
        self._host = host
        self.found: Sequence[Found] | None = None
        """None while it is not known"""
        self.trouble: MsctlError | None = None
        self.is_stopped = False
        """whether the last check was stopped before it knew"""
        self._questions: Questions | None = None
        self._job: Job | None = None
        self._of: tuple[Session, int] | None = None
        """what was checked last, or is being checked: a session, and how far it was"""

    @property
    def count(self) -> int | None:
        """How many are open; None while it is not known."""
        if self.found is None:
            return None
        return sum(one.waiver is None for one in self.found)

    def records_changed(self) -> None:
        """Check anew, unless there are too many records to do it unasked."""
        if self.found is not None or len(self._host.session.snapshot.projects) <= BY_ITSELF:
            self.look()

    def look(self) -> None:
        """Check the records with what is typed and not saved, unless that is known, or being looked
        for, of the records as they are."""
        session = self._host.session
        if self._of != (session, session.revision):
            self._of = (session, session.revision)
            self._run()

    def _run(self) -> None:
        host = self._host
        past = host.archive if host.lookback.moment is not None else None
        root = host.session.records.root

        def read(file: str) -> bytes | None:
            return past.file_then(file) if past else _on_disk(root / file)

        def look(job: Job) -> Callable[[], None]:
            from msctl.check.questions import Questions

            questions = self._questions = self._questions or Questions()
            ask = partial(questions.ask, step=job.step)
            try:
                return partial(self._take, check(self._as_typed(), read, ask))
            except Stopped:
                return partial(self._given_up, job)

        projects = len(host.session.snapshot.projects)
        # what takes no time is done without a word
        post = host.post_message if projects > BY_ITSELF else lambda _progress: None
        job = Job(post, t("tui.command.findings"), total=projects)
        self._job, self.is_stopped = job, False
        host.background.run_in_steps("findings", job, look, lambda go_on: go_on(), self._refused)

    def _as_typed(self) -> Snapshot:
        session = self._host.session
        typed = {one: session.project(one) for one in session.unsaved_projects}
        changed = {one: project for one, project in typed.items() if project is not None}
        touched = {ledger_of(one) for one in session.unsaved} & session.snapshot.ledgers.keys()
        ledgers = {own: session.ledger(own) for own in touched}
        return session.snapshot.with_projects(changed).with_ledgers(ledgers)

    def _take(self, found: "Sequence[Found]") -> None:
        self.found, self.trouble = found, None
        self._tell()

    def _given_up(self, job: Job) -> None:
        """Stopped by the user, or by a newer check, which goes on."""
        if job is self._job:
            self.is_stopped, self._of = True, None
            self._host.say(t("background.stopped", what=job.what))
            self._tell()

    def _refused(self, error: MsctlError) -> None:
        self.found, self.trouble, self._of = None, error, None
        self._host.tell(error)
        self._tell()

    def _tell(self) -> None:
        for screen in self._host.lists:
            screen.refresh_top()
        for shown in self._host.screen_stack:
            if hasattr(shown, "findings_read"):
                shown.findings_read()


def check(snapshot: Snapshot, read: Read, ask: Ask | None = None) -> "list[Found]":
    """Everything the checks find in a snapshot, open and waived; ``ask`` asks the rules."""
    from msctl.check.everything import every_finding
    from msctl.check.questions import questions
    from msctl.check.waivers import waiver
    from msctl.tui.findings_view import Found

    @cache
    def units(record: str) -> tuple[str, ...]:
        project = snapshot.projects.get(ProjectId(record))
        if project is None:
            return ()
        return tuple(dict.fromkeys((*project.units("lead"), *project.units("responsible"))))

    found = every_finding(snapshot, read, ask=ask or questions)
    return [Found(one, waiver(snapshot, one), units(one.id)) for one in found]


def _on_disk(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
