"""Binary workbooks, xls and xlsb, read in a process of its own that can take no more than its
memory: a cell at the far corner makes python-calamine allocate a whole sheet."""

import json
import struct
import subprocess
import sys

from msctl.importing.errors import Damaged, Encrypted, TooLarge
from msctl.importing.readers import compound
from msctl.importing.readers.archive import Archive
from msctl.importing.readers.sheets import Sheet, Workbook, calamine_sheets, of_sheets
from msctl.importing.readers.source import MEGABYTE, Source
from msctl.importing.tables import Aside, Document

MEMORY = 2_000 * MEGABYTE
"""Bytes that the process may take."""
SECONDS = 120
_MACROS = {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros"}
_BOOKS = {"Workbook", "Book"}
_FILE_PASS = 0x2F
"""The record of a password; it stands right behind the beginning ([MS-XLS] 2.4.117)."""
_FIRST_RECORDS = 8
_LOCKED, _BROKEN = 3, 4


def read_xls(source: Source) -> Document:
    """An xls workbook. Raises what xls_sheets does."""
    return of_sheets("xls", *xls_sheets(source))


def xls_sheets(source: Source) -> Workbook:
    """The sheets of an xls workbook. Raises Damaged, Encrypted, TooLarge."""
    names = compound.stream_names(source)
    if any(_is_locked(compound.stream_head(source, name)) for name in _BOOKS & names):
        raise Encrypted(file=source.name)
    macros = [Aside("macros", name) for name in names & _MACROS]
    return _sheets(source), macros[:1]


def read_xlsb(source: Source) -> Document:
    """An xlsb workbook. Raises what xlsb_sheets does."""
    return of_sheets("xlsb", *xlsb_sheets(source))


def xlsb_sheets(source: Source) -> Workbook:
    """The sheets of an xlsb workbook. Raises Damaged, Encrypted, TooLarge, Overpacked."""
    archive = Archive(source)
    for name in archive.names:
        archive.read(name)
    macros = [Aside("macros", name) for name in archive.names if name.endswith("vbaProject.bin")]
    return _sheets(source), macros


def _is_locked(head: bytes) -> bool:
    position = 0
    for _ in range(_FIRST_RECORDS):
        if position + 4 > len(head):
            break
        kind, length = struct.unpack_from("<HH", head, position)
        if kind == _FILE_PASS:
            return True
        position += 4 + length
    return False


def _sheets(source: Source) -> list[Sheet]:
    command = [sys.executable, "-c", f"from {__name__} import run; run()"]
    try:
        done = subprocess.run(
            command, input=source.data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Damaged(file=source.name, part="calamine") from error
    if done.returncode == _LOCKED:
        raise Encrypted(file=source.name)
    if done.returncode == _BROKEN:
        raise Damaged(file=source.name, part=done.stderr.decode("utf-8", "replace").strip())
    if done.returncode != 0:
        size = MEMORY // MEGABYTE
        raise TooLarge(file=source.name, part="calamine", size=size, limit=size)
    return [
        Sheet(
            sheet["name"],
            sheet["rows"],
            {(row, column): (height, wide) for row, column, height, wide in sheet["spans"]},
            sheet["hidden"],
        )
        for sheet in json.loads(done.stdout)
    ]


def run() -> None:
    """Reads a workbook from standard input and writes its sheets as JSON."""
    _limit_memory()
    try:
        sheets = calamine_sheets(Source("", sys.stdin.buffer.read()))
    except Encrypted:
        sys.exit(_LOCKED)
    except Damaged as error:
        sys.stderr.write(str(error.details["part"]))
        sys.exit(_BROKEN)
    told = [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "rows": sheet.rows,
            "spans": [[*place, *span] for place, span in sheet.spans.items()],
        }
        for sheet in sheets
    ]
    sys.stdout.write(json.dumps(told))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # a system without limits: the size of the file is the only one
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
