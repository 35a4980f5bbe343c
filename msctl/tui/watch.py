"""The watch: what others change in the files, or in history, appears by itself.

A timer looks in a thread, waits until what it found comes to rest, reads those files again and
hands them to the session. What is typed and not saved stays as it is, and so does each cursor.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msctl.locale.catalogue import t
from msctl.locale.commands import COMMANDS
from msctl.model.errors import MsctlError
from msctl.model.paths import ProjectId
from msctl.model.snapshot import Snapshot
from msctl.tui.messages import RecordsChangedOutside
from msctl.tui.wording import project_word

if TYPE_CHECKING:
    from msctl.history.standpoint import Standpoint
    from msctl.store.watching import Watch
    from msctl.tui.app import MsctlApp

EVERY = 0.5
"""seconds between two looks"""
REST = 0.15
"""seconds without a change after which a burst of them is over"""
LONGEST_BURST = 1.0
"""seconds after which a burst that goes on is shown as far as it is"""
_NAMED = 4
"""projects that are named; more are counted"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look found."""

    files: frozenset[str] = frozenset()
    found: Snapshot | None = None
    """the records of these files now; None when there are none"""
    history_moved: bool = False


class Watching:
    """Looks at the records of an app's session every half second."""

    def __init__(self, host: "MsctlApp") -> None:
        self._host = host
        self._watch: Watch | None = None
        self._standpoint: Standpoint | None = None
        self._is_looking = False
        self._written = 0
        """writings that were begun before the look"""
        self._unsure: frozenset[str] = frozenset()
        """files that were read while one was being written: the next look reads them anew"""

    def begin(self) -> None:
        """Take the times as they are now, before the records are read for the first time."""
        from msctl.store.watching import Watch

        self._watch = Watch(self._host.keeping.session.records.root)

    def tick(self) -> None:
        """Look, unless a look, a save or a sync is under way: these tell of their changes."""
        writer = self._host.keeping.writer
        if self._watch is None or self._is_looking or self._host.exchange.is_busy or writer.is_busy:
            return
        self._written = writer.count
        self._is_looking = True
        self._host.in_background("watch", self._look, self._looked, self._failed)

    def _look(self) -> Seen:
        assert self._watch is not None
        files = self._watch.look() | self._unsure
        if files:
            files = self._rest(files)
            from msctl.store.rereading import read_some

            found = read_some(self._host.keeping.session.records, files)
            return Seen(files, found, self._history_moved())
        return Seen(history_moved=self._history_moved())

    def _rest(self, files: frozenset[str]) -> frozenset[str]:
        """The files of a whole burst: of a pull, or of an editor that writes twice."""
        assert self._watch is not None
        end = time.monotonic() + LONGEST_BURST
        while time.monotonic() < end:
            time.sleep(REST)
            more = self._watch.look()
            files |= more
            if not more:
                break
        return files

    def _history_moved(self) -> bool:
        from msctl.history.standpoint import standpoint

        try:
            now = standpoint(self._host.archive.repository())
        except MsctlError:
            return False  # the count of what is not committed has told it
        before, self._standpoint = self._standpoint, now
        return before not in (None, now)

    def _failed(self, error: MsctlError) -> None:
        self._is_looking = False
        self._host.tell(error)

    def _looked(self, seen: Seen) -> None:
        self._is_looking = False
        if self._written != self._host.keeping.writer.count:
            self._unsure |= seen.files
        elif seen.found is not None:
            self._unsure = frozenset()
            self._take(seen.files, seen.found)
        if seen.history_moved:
            self._host.archiving.count()

    def _take(self, files: Collection[str], found: Snapshot) -> None:
        """Put what was read in the place of what the session held."""
        from msctl.store.rereading import differing, put_in

        session = self._host.keeping.session
        before = session.snapshot
        after = put_in(before, files, found)
        ids = differing(before, after, files)
        if ids:
            session.snapshot = after
            self._host.post_message(RecordsChangedOutside(tuple(ids), before, after))


def outside_words(event: RecordsChangedOutside, unsaved: Collection[str]) -> str:
    """What others changed, in one sentence, and that what is being typed stays."""
    projects = [ProjectId(one) for one in event.ids if one.count("/") == 3]
    files = [one for one in event.ids if one.count("/") != 3]
    if len(projects) > _NAMED:
        named = [t("tui.projects", count=len(projects))]
    else:
        known = (event.after if one in event.after.projects else event.before for one in projects)
        named = [project_word(one, project) for one, project in zip(known, projects, strict=True)]
    what = t("message.and").join([*named, *files[:_NAMED]])
    broken = sum(finding.id in event.ids for finding in event.after.unreadable)
    told = t("watch.changed", what=what)
    if broken:
        key = COMMANDS["findings"].shown_key
        told = t("watch.unreadable", what=what, count=broken, key=key)
    if set(event.ids) & set(unsaved):
        told += t("watch.typed-stays")
    return told
