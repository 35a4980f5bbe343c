"""The past on screen: a moment of the records, and a session over it that takes no edit."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.paths import FieldPath, ProjectId, RecordId
from msctl.model.snapshot import Snapshot
from msctl.model.values import Value
from msctl.store.records import Records
from msctl.tui.session import Session
from msctl.tui.writing import Writing


@dataclass(frozen=True, slots=True)
class Moment:
    """A commit whose records are shown."""

    commit: str
    time: dt.datetime
    author: str
    subject: str

    @property
    def date(self) -> str:
        """Its day, in local time."""
        return f"{self.time.astimezone():%Y-%m-%d}"

    @property
    def band(self) -> str:
        """What the line above every screen says."""
        return t(
            "past.band",
            date=self.date,
            commit=self.commit[:10],
            author=self.author,
            subject=self.subject,
        )


class PastIsReadOnly(MsctlError):
    """An edit of records as they were. Details: date."""


WRITES = frozenset(
    {
        *("edit", "bulk-edit", "take-all", "take-save", "add-field", "external", "copy-last"),
        *("take-figures", "save", "save-next", "undo", "redo", "undo-to", "discard", "recover"),
        *("drop", "queue", "waive", "review", "commit", "restore", "put-back", "write-import"),
        *("sync", "conflicts", "take-ours", "take-theirs", "take-base", "answer", "bulk"),
        *("decide", "conclude", "give-up", "change", "add-word", "add-mark", "remove-word"),
    }
)
"""The commands that change records or the history: in the past they say why not. What should slip
through meets the session below, which takes nothing."""


class PastSession(Session):
    """The records as they were. What would change them gives an error and does nothing."""

    def __init__(
        self, records: Records, snapshot: Snapshot, moment: Moment, waiting: Session | None = None
    ) -> None:
        """A session over the past.

        Args:
            records: The records root.
            snapshot: What its files held.
            moment: When.
            waiting: The session of now, whose unsaved fields are still counted.
        """
        super().__init__(records, snapshot)
        self._past = snapshot
        self._waiting = waiting
        self.moment = moment

    @property
    def snapshot(self) -> Snapshot:
        """What the files held."""
        return self._past

    @snapshot.setter
    def snapshot(self, snapshot: Snapshot) -> None:
        """What the files hold by now changes nothing of the past."""

    @property
    def unsaved_fields(self) -> int:
        """What waits in the session of now, which nobody may forget."""
        return self._waiting.unsaved_fields if self._waiting else 0

    @property
    def _refusal(self) -> PastIsReadOnly:
        return PastIsReadOnly(date=self.moment.date)

    def type(self, record: RecordId, path: FieldPath, text: str) -> MsctlError | None:
        """Nothing is taken; tells why."""
        return self._refusal

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """No step is made."""
        yield

    def begin_save(
        self, records: Iterable[RecordId] | None = None, *, joins: bool = False
    ) -> Writing:
        """Raises PastIsReadOnly."""
        raise self._refusal

    def begin_restore(
        self, project: ProjectId, values: Mapping[FieldPath, Value | None]
    ) -> Writing:
        """Raises PastIsReadOnly."""
        raise self._refusal


def refusal(moment: Moment, action: str) -> PastIsReadOnly | None:
    """Why a command does nothing in the past; None for one that only looks."""
    name = action.partition("(")[0].rpartition(".")[2].replace("_", "-")
    return PastIsReadOnly(date=moment.date) if name in WRITES else None
