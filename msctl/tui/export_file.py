"""What the export screen writes: a ledger's table by a layout, or its notice, in any format."""

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from msctl.export.layouts import layout_names, layout_title, takes_period
from msctl.export.notice.making import WRITERS as NOTICE_FORMATS
from msctl.export.official import build
from msctl.export.options import Options
from msctl.export.requests import OFFICIAL, file_name
from msctl.export.table import Table
from msctl.export.writing import DOCUMENTS, FORMATS, WITH_BOM, ending, write_all
from msctl.locale.catalogue import t
from msctl.model.errors import MsctlError
from msctl.model.ledger import Ledger
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.reporting_periods import reporting_period
from msctl.store.atomic import replace
from msctl.store.errors import DiskRefused
from msctl.text.safe import printable

NOTICE = "notice"
"""stands among the layouts for the notice, which is none"""

_TABLE_FORMATS = tuple(name for name in FORMATS if name != "table")
_FILLED = ("text", "md", "csv", "tsv")
_PREVIEW_LINES = 400
_PREVIEW_WIDTH = 160


class NotYetThere(MsctlError):
    """A folder for a file that does not exist. Details: folder."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written."""

    ledger: LedgerId
    layout: str
    format_name: str
    period: Period | None = None
    projects: tuple[ProjectId, ...] = ()
    """only these; empty means all of the ledger"""
    fill: bool = False
    bom: bool = False
    stamp: bool = False

    @property
    def is_notice(self) -> bool:
        """Whether it is the notice."""
        return self.layout == NOTICE


def layouts(ledger: Ledger) -> list[tuple[str, str]]:
    """Every layout by name and title, and the notice."""
    named = [(name, _layout_word(ledger, name)) for name in layout_names(ledger)]
    return [*named, (NOTICE, t("exporting.notice"))]


def formats(layout: str) -> tuple[str, ...]:
    """The formats that a layout, or the notice, can be written in."""
    return tuple(NOTICE_FORMATS) if layout == NOTICE else _TABLE_FORMATS


def wants_period(ledger: Ledger, layout: str) -> bool:
    """Whether what is written depends on a period."""
    return layout == NOTICE or (bool(layout) and takes_period(ledger, layout))


def can_fill(wanted: Wanted) -> bool:
    """Whether merged cells can be repeated."""
    return not wanted.is_notice and wanted.format_name in _FILLED


def can_mark(wanted: Wanted) -> bool:
    """Whether the format has the mark by which Excel knows UTF-8."""
    return not wanted.is_notice and wanted.format_name in WITH_BOM


def can_stamp(wanted: Wanted) -> bool:
    """Whether the origin can be printed below."""
    return not wanted.is_notice and wanted.format_name != "json"


def default_name(ledger: LedgerId, layout: str, format_name: str) -> str:
    """The name proposed for a file: ``qixia-2024-minsheng-official.csv``."""
    return file_name(ledger, layout or "table", ending(format_name))


def make(root: Path, snapshot: Snapshot, wanted: Wanted) -> bytes:
    """The file's bytes. Raises what layouts, templates and writers raise."""
    if wanted.is_notice:
        return _notice(root, snapshot, wanted)
    origin = None
    if wanted.stamp or wanted.format_name in DOCUMENTS:
        from msctl.export.provenance import origin_of

        origin = origin_of(
            root,
            snapshot,
            "export",
            " ".join(wanted.projects) or wanted.ledger,
            layout=wanted.layout,
            period=wanted.period.key if wanted.period else "",
            ledgers=[wanted.ledger],
        )
    options = Options(wanted.fill, wanted.bom, origin=origin, stamp=wanted.stamp)
    return write_all([_table(snapshot, wanted)], wanted.format_name, options)


def preview(root: Path, snapshot: Snapshot, wanted: Wanted) -> str:
    """The beginning of it as text. Raises as :func:`make`."""
    if wanted.is_notice:
        data = _notice(root, snapshot, wanted, "text")
    else:
        options = Options(wanted.fill, width=_PREVIEW_WIDTH)
        data = write_all([_table(snapshot, wanted)], "text", options)
    lines = data.decode("utf-8").splitlines()
    return printable("\n".join(lines[:_PREVIEW_LINES]))


def target(named: str, proposed: str) -> tuple[Path, bool]:
    """Where a file goes that the user names, in a folder under the name proposed; and whether one
    stands there. Raises DiskRefused."""
    # not Path.expanduser: what is nobody's home, as ~$表.docx, is a name like any other
    path = Path(os.path.expanduser(named or proposed))  # noqa: PTH111
    try:
        if path.is_dir():
            path = path / proposed
        return path, path.exists()
    except OSError as error:
        raise DiskRefused(file=path, reason=error.strerror or error) from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises NotYetThere, DiskRefused."""
    if not path.absolute().parent.is_dir():
        raise NotYetThere(folder=path.absolute().parent)
    replace(path, data)


def _layout_word(ledger: Ledger, name: str) -> str:
    """A layout in a word: the published table, a ledger's own by its name, one that every ledger
    has by what it is called."""
    if name == OFFICIAL:
        return t("exporting.official")
    return name if name in ledger.layout_names else layout_title(ledger, name)


def _projects(snapshot: Snapshot, wanted: Wanted) -> list[Project]:
    listed = snapshot.by_ledger.get(wanted.ledger, ())
    return [p for p in listed if not wanted.projects or p.id in wanted.projects]


def _table(snapshot: Snapshot, wanted: Wanted) -> Table:
    chosen = _projects(snapshot, wanted)
    return build(snapshot, wanted.ledger, wanted.layout, chosen, wanted.period)


def _notice(root: Path, snapshot: Snapshot, wanted: Wanted, format_name: str = "") -> bytes:
    from msctl.export.notice.making import ledgers_of, make, template_of, write
    from msctl.export.notice.words import Letter
    from msctl.export.provenance import origin_of

    projects: Sequence[Project] = _projects(snapshot, wanted)
    ledgers = ledgers_of(projects, wanted.ledger)
    record = snapshot.ledger(wanted.ledger).record
    period = wanted.period or reporting_period(projects, wanted.ledger.year)
    letter = Letter(
        dt.date.today(),
        addressees=record.text("notice", "addressees"),
        issuer=record.text("issuer"),
    )
    scope = " ".join(wanted.projects) or wanted.ledger
    origin = origin_of(root, snapshot, NOTICE, scope, period=period.key, ledgers=ledgers)
    template = template_of(wanted.ledger, lambda file: _read(root, file), snapshot)
    document = make(snapshot, projects, period, letter, template, origin=origin)
    return write(document, format_name or wanted.format_name)


def _read(root: Path, file: str) -> bytes | None:
    path = root / file
    return path.read_bytes() if path.is_file() else None
