"""The export of a ledger's table to a file, as the export screen asks for it."""

from pathlib import Path

from msctl.export.official import build
from msctl.export.writing import WITH_BOM, write
from msctl.model.paths import LedgerId
from msctl.model.snapshot import Snapshot
from msctl.store.atomic import replace
from msctl.text.safe import printable

FORMATS = ("csv", "text", "md", "tsv", "json")

_ENDINGS = {"text": "txt"}
_PREVIEW_LINES = 400


def default_name(ledger: LedgerId, layout: str, format_name: str) -> str:
    """The name proposed for a file: ``qixia-2024-minsheng-official.csv``."""
    ending = _ENDINGS.get(format_name, format_name)
    return f"{ledger.replace('/', '-')}-{layout or 'table'}.{ending}"


def table_bytes(snapshot: Snapshot, ledger: LedgerId, layout: str, format_name: str) -> bytes:
    """The file's bytes; Excel gets the mark it knows UTF-8 by. Raises UnknownLayout, BadLayout."""
    table = build(snapshot, ledger, layout)
    return write(table, format_name, bom=format_name in WITH_BOM)


def preview(snapshot: Snapshot, ledger: LedgerId, layout: str) -> str:
    """The beginning of the table as text. Raises UnknownLayout, BadLayout."""
    table = build(snapshot, ledger, layout)
    lines = write(table, "text").decode("utf-8").splitlines()
    return printable("\n".join(lines[:_PREVIEW_LINES]))


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises DiskRefused."""
    replace(path, data)
