"""Compound files (OLE 2), the containers of doc, xls, wps, et and of encrypted documents.

Only the directory is read: the names of the streams say what the file is, [MS-CFB].
"""

import struct

from msctl.importing.errors import Damaged
from msctl.importing.readers.source import Source

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_SMALLEST = 4096
"""Bytes of the smallest stream that has sectors of its own; no document is smaller."""
_LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""


def stream_names(source: Source) -> frozenset[str]:
    """The names of all storages and streams. Raises Damaged."""
    return frozenset(_entries(source))


def stream_head(source: Source, name: str) -> bytes:
    """The first bytes of a stream, as many as one sector holds. Raises Damaged."""
    start, size = _entries(source).get(name, (_LAST_SECTOR, 0))
    if start >= _LAST_SECTOR or size < _SMALLEST:
        return b""
    shift, _ = _header(source.data)
    begin = (start + 1) << shift
    return source.data[begin : begin + (1 << shift)]


def _entries(source: Source) -> dict[str, tuple[int, int]]:
    """Each storage and stream with its first sector and its size."""
    data = source.data
    try:
        shift, directory = _header(data)
        size = 1 << shift
        table = _table(data, shift)
        found = {}
        seen: set[int] = set()
        sector = directory
        while sector < _LAST_SECTOR and sector not in seen:
            seen.add(sector)
            start = (sector + 1) << shift
            for at in range(start, min(start + size, len(data)), _ENTRY):
                length = struct.unpack_from("<H", data, at + 64)[0]
                if 2 <= length <= 64:
                    name = data[at : at + length - 2].decode("utf-16-le", "replace")
                    found[name] = struct.unpack_from("<II", data, at + 116)
            sector = table[sector]
    except (struct.error, IndexError) as error:
        raise Damaged(file=source.name, part="OLE") from error
    if not found:
        raise Damaged(file=source.name, part="OLE")
    return found


def _header(data: bytes) -> tuple[int, int]:
    """The power of two of the sector size, and the directory's first sector."""
    shift = struct.unpack_from("<H", data, 30)[0]
    directory = struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        raise IndexError(shift)
    return shift, directory


def _table(data: bytes, shift: int) -> list[int]:
    """The sector that follows each sector, as far as the header's own list tells."""
    count = (1 << shift) // 4
    follows: list[int] = []
    for sector in struct.unpack_from("<109I", data, 76):
        if sector >= _LAST_SECTOR:
            break
        start = (sector + 1) << shift
        if start + (1 << shift) > len(data):
            raise IndexError(sector)
        follows += struct.unpack_from(f"<{count}I", data, start)
    return follows
