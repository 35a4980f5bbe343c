"""Binary workbooks, xls and xlsb, read in a process of its own that can take no more than its
memory and time: a cell at the far corner makes python-calamine allocate a whole sheet, and what
damage does to xlrd nobody can say.
"""

import json
import subprocess
import sys
from pathlib import Path

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
_ROOT = Path(__file__).parents[3]
"""Where msctl is imported from; the working folder is not asked for modules."""
_LOCKED, _BROKEN, _FULL = 3, 4, 5
_ABORTED = -6
"""How a Rust library ends when it gets no memory: SIGABRT."""


def read_xls(source: Source) -> Document:
    """An xls workbook. Raises what xls_sheets does."""
    return of_sheets("xls", *xls_sheets(source))


def xls_sheets(source: Source) -> Workbook:
    """The sheets of an xls workbook. Raises Damaged, Encrypted, TooLarge."""
    macros = [Aside("macros", name) for name in compound.stream_names(source) & _MACROS]
    sheets, remarks = _workbook(source, "xls")
    return sheets, [*macros[:1], *remarks]


def read_xlsb(source: Source) -> Document:
    """An xlsb workbook. Raises what xlsb_sheets does."""
    return of_sheets("xlsb", *xlsb_sheets(source))


def xlsb_sheets(source: Source) -> Workbook:
    """The sheets of an xlsb workbook. Raises Damaged, Encrypted, TooLarge, Overpacked."""
    archive = Archive(source)
    for name in archive.names:
        archive.read(name)
    macros = [Aside("macros", name) for name in archive.names if name.endswith("vbaProject.bin")]
    sheets, remarks = _workbook(source, "xlsb")
    return sheets, [*macros, *remarks]


def _workbook(source: Source, kind: str) -> Workbook:
    run = f"import sys; sys.path.append({str(_ROOT)!r}); from {__name__} import run; run({kind!r})"
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", run],
            input=source.data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Damaged(file=source.name, part=kind) from error
    if done.returncode == _LOCKED:
        raise Encrypted(file=source.name)
    if done.returncode in (_FULL, _ABORTED):
        size = MEMORY // MEGABYTE
        raise TooLarge(file=source.name, part=kind, size=size, limit=size)
    if done.returncode != 0:
        told = done.stderr.decode("utf-8", "replace") if done.returncode == _BROKEN else ""
        raise Damaged(file=source.name, part=told.strip() or kind)
    told = json.loads(done.stdout)
    sheets = [
        Sheet(
            sheet["name"],
            sheet["rows"],
            {(row, column): (height, wide) for row, column, height, wide in sheet["spans"]},
            sheet["hidden"],
            [Aside(*aside) for aside in sheet["asides"]],
        )
        for sheet in told["sheets"]
    ]
    return sheets, [Aside(*remark) for remark in told["remarks"]]


def run(kind: str) -> None:
    """Reads a workbook from standard input and writes its sheets as JSON; any other end than this
    says what kept it from doing so."""
    _limit_memory()
    source = Source("", sys.stdin.buffer.read())
    try:
        if kind == "xls":
            from msctl.importing.readers.xls import xls_workbook

            sheets, remarks = xls_workbook(source)
        else:
            sheets, remarks = calamine_sheets(source), []
    except Encrypted:
        sys.exit(_LOCKED)
    except MemoryError:
        sys.exit(_FULL)
    except Damaged as error:
        sys.stderr.write(str(error.details["part"]))
        sys.exit(_BROKEN)
    told = [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "rows": sheet.rows,
            "spans": [[*place, *span] for place, span in sheet.spans.items()],
            "asides": [[aside.place, aside.text] for aside in sheet.asides],
        }
        for sheet in sheets
    ]
    kept = [[remark.place, remark.text] for remark in remarks]
    sys.stdout.write(json.dumps({"sheets": told, "remarks": kept}))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # a system without limits: the size of the file is the only one
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
