"""The records in blobs and files: each blob read and parsed once."""

from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from msctl.history.repository import Repository
from msctl.model.finding import Finding, Severity
from msctl.model.record import Record
from msctl.store.reading import SETTINGS_FILE, decode, read_record, record_id
from msctl.store.syntax import SyntaxFault, parse

Reading: TypeAlias = Record | Finding | None
"""A record, what is wrong with its file, or None for no file."""

_KEPT = 4096
"""records kept: a blob is wanted twice, as the new side of one commit and the old side of a later
one, which lie a few hundred commits apart in a ledger of some hundred projects"""


@lru_cache(maxsize=1 << 14)
def owner_of(file: str) -> str | None:
    """The id of what a file below the records root records: a project, ledger or region; for the
    records' settings the file itself; None for a file that holds no record."""
    return SETTINGS_FILE if file == SETTINGS_FILE else record_id(file)


class Readings:
    """Reads records by their blobs."""

    def __init__(self, repository: Repository) -> None:
        self._objects = repository.objects
        self._kept: OrderedDict[str, Reading] = OrderedDict()

    def fetch(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read blobs ahead, all in one exchange with git: files below the root and hashes."""
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        missing = {blob: file for file, blob in wanted if blob not in self._kept}
        contents = self._objects.read(list(missing))
        for (blob, file), data in zip(missing.items(), contents, strict=True):
            self._kept[blob] = _parse(file, data)

    def blob(self, file: str, blob: str | None) -> Reading:
        """The record of a file's blob."""
        if blob is None:
            return None
        if blob not in self._kept:
            self.fetch([(file, blob)])
        self._kept.move_to_end(blob)
        return self._kept[blob]


def parse_file(file: str, data: bytes) -> Reading:
    """The record of a file, or the one fault that makes it unreadable.

    What is wrong with single values is a matter of the present, and looking for it would double
    the cost of a history.
    """
    text, fault = decode(file, data)
    if fault is None:
        try:
            return Record.from_tree(parse(text))
        except SyntaxFault:
            pass
    record, faults = read_record(file, data)
    return record if record is not None else faults[0]


def _parse(file: str, data: bytes | None) -> Reading:
    if data is None:
        # a partial clone that cannot reach its origin, or a damaged repository
        return Finding("unreadable", Severity.ERROR, owner_of(file) or file, file=file)
    return parse_file(file, data)
