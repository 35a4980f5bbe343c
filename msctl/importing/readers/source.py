"""A file's bytes and the name that errors call it by."""

import os
from dataclasses import dataclass
from pathlib import Path

from msctl.importing.errors import CannotOpen, EmptyFile, NotAFile, TooLarge

MEGABYTE = 1_000_000
LARGEST_FILE = 100 * MEGABYTE
"""Bytes of the largest file that is read; the largest ledgers in Word have a tenth of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document before it is read."""

    name: str
    data: bytes

    def too_large(self, part: str, size: int, limit: int) -> TooLarge:
        """The error for a part beyond its limit, both in bytes."""
        megabytes = -(-size // MEGABYTE)
        return TooLarge(file=self.name, part=part, size=megabytes, limit=limit // MEGABYTE)


def read_source(path: Path) -> Source:
    """A file's bytes. Raises NotAFile, EmptyFile, TooLarge, CannotOpen."""
    try:
        if not path.is_file():
            raise NotAFile(file=path)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST_FILE:
                raise Source(str(path), b"").too_large(path.name, size, LARGEST_FILE)
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise CannotOpen(file=path, reason=error.strerror or error) from error
    if not data:
        raise EmptyFile(file=path)
    return Source(str(path), data)
