"""Zip archives of office documents, unpacked within bounds.

The directory is checked before anything is unpacked, and each part again while it is: neither a
size that the directory lies about nor parts that share their bytes get further than the limits.
"""

import io
import re
import struct
import zlib
from functools import cached_property
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from msctl.importing.errors import Damaged, DeclaresEntities, Encrypted, Overpacked
from msctl.importing.readers.source import MEGABYTE, Source
from msctl.importing.tables import Aside

LARGEST_PART = 100 * MEGABYTE
"""Bytes of the largest part that is unpacked: a sheet of half a million filled rows."""
LARGEST_TOTAL = 200 * MEGABYTE
MOST_PARTS = 10_000
MOST_RATIO = 300
"""How often larger than packed a part may be. Sheets of equal rows reach about 100; a bomb has
1,000, the most that deflate can."""
_BROKEN = (
    *(BadZipFile, zlib.error, struct.error, EOFError),
    *(OSError, NotImplementedError, ValueError, RuntimeError),
)
"""What zipfile raises for damaged archives, found by damaging them."""
_PACKINGS = (ZIP_STORED, ZIP_DEFLATED)
"""The ways of packing that office programs use."""
_PICTURE = re.compile(r"(?:(?:word|xl)/media|Pictures)/.+\.(?:jpe?g|png|gif|bmp|tiff?|webp)$", re.I)
_SMALL = 5 * MEGABYTE
"""Below this a part may have any ratio: it cannot fill the memory."""
_CHUNK = 1 << 20


class Archive:
    """A zip archive in memory."""

    def __init__(self, source: Source) -> None:
        self._source = source
        try:
            self._zip = ZipFile(io.BytesIO(source.data))
        except _BROKEN as error:
            raise Damaged(file=source.name, part="zip") from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        self._check()

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(self._parts)

    def _check(self) -> None:
        infos = self._zip.infolist()
        total = sum(info.file_size for info in infos)
        if len(infos) > MOST_PARTS or total > LARGEST_TOTAL:
            raise self._source.too_large("zip", total, LARGEST_TOTAL)
        if sum(info.compress_size for info in infos) > len(self._source.data):
            # parts that overlap are counted more than once, and unpacked more than once
            raise Overpacked(file=self._source.name, part="zip", ratio=len(infos))
        for info in infos:
            self._check_part(info)

    def _check_part(self, info: ZipInfo) -> None:
        if info.flag_bits & 1:
            raise Encrypted(file=self._source.name)
        if info.compress_type not in _PACKINGS:
            raise Damaged(file=self._source.name, part=info.filename)
        if info.file_size > LARGEST_PART:
            raise self._source.too_large(info.filename, info.file_size, LARGEST_PART)
        ratio = info.file_size // max(1, info.compress_size)
        if ratio > MOST_RATIO and info.file_size > _SMALL:
            raise Overpacked(file=self._source.name, part=info.filename, ratio=ratio)

    def read(self, name: str) -> bytes:
        """A part's bytes, no more than the directory says. Raises Damaged."""
        info = self._parts.get(name)
        if info is None:
            raise Damaged(file=self._source.name, part=name)
        chunks = []
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    chunks.append(chunk)
        except _BROKEN as error:
            raise Damaged(file=self._source.name, part=name) from error
        return b"".join(chunks)

    def read_xml(self, name: str) -> bytes:
        """A part of XML that declares no entities. Raises Damaged, DeclaresEntities."""
        data = self.read(name)
        plain = data
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
            plain = data.replace(b"\0", b"")
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise DeclaresEntities(file=self._source.name, part=name)
        return data


def pictures(archive: Archive) -> list[Aside]:
    """Remarks on the pictures of a document, which nobody reads."""
    found = sorted(name for name in archive.names if _PICTURE.match(name))
    return [Aside("picture", name.rpartition("/")[2]) for name in found]
