"""Who stands behind each side of a conflict: the last commit that changed the field there."""

import datetime as dt
from dataclasses import dataclass

from msctl.history.conflict import Conflict
from msctl.history.log import log
from msctl.history.questions import merged_side
from msctl.history.repository import Repository
from msctl.model.paths import FieldPath


@dataclass(frozen=True, slots=True)
class Witness:
    """A commit and its author."""

    commit: str
    author: str
    email: str
    time: dt.datetime
    subject: str

    def to_json(self) -> dict[str, object]:
        """For scripts."""
        return {
            "commit": self.commit,
            "author": self.author,
            "email": self.email,
            "time": self.time.isoformat(),
            "subject": self.subject,
        }


def last_witness(
    repository: Repository, commit: str, file: str, field: FieldPath | None
) -> Witness | None:
    """The last commit up to ``commit`` that changed a field of a file below the records root, or
    the file where no field is named; None when there is none. Raises GitFailed."""
    for found in log(repository, [file], at=commit, field=field, limit=1):
        return Witness(found.commit, found.author, found.email, found.time, found.subject)
    return None


class Witnesses:
    """Looks up the commits behind the conflicts of one merge."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._sides = {"ours": repository.head(), "theirs": merged_side(repository)}

    def ours(self, conflict: Conflict) -> Witness | None:
        """Our side's last commit at a conflict; None when it cannot be told, as for markers that
        were committed. Raises GitFailed."""
        return self._find("ours", conflict)

    def theirs(self, conflict: Conflict) -> Witness | None:
        """As :meth:`ours`, of the other side."""
        return self._find("theirs", conflict)

    def _find(self, side: str, conflict: Conflict) -> Witness | None:
        commit = self._sides[side]
        place = self._place(side, conflict)
        if commit is None or self._sides["theirs"] is None or place is None:
            return None
        return last_witness(self._repository, commit, place, conflict.path or None)

    def _place(self, side: str, conflict: Conflict) -> str | None:
        """The file's place on a side, below the records root; None outside of it."""
        if conflict.kind == "moved":
            path = conflict.ours if side == "ours" else conflict.theirs
            return self._repository.below(str(path))
        return self._repository.below(conflict.file)
