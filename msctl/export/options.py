"""What may be asked of a writer."""

from dataclasses import dataclass

from msctl.export.origin import Origin

WIDTH = 160
"""Cells of a text table unless asked for: what a wide terminal and landscape A4 in 7 pt take."""


@dataclass(frozen=True, slots=True)
class Options:
    """The switches of all formats; a format takes those that mean something to it."""

    fill: bool = False
    """repeat a merged cell in every place it covers (csv, tsv, md, text, table)"""
    bom: bool = False
    """begin with a byte order mark, which Excel needs to read UTF-8 (csv, tsv)"""
    width: int | None = None
    """cells a line may take (text: WIDTH when None; table: no limit when None)"""
    origin: Origin | None = None
    """where the table comes from; documents keep it among their properties"""
    stamp: bool = False
    """print the origin below the table (all but json, which has no place for it)"""
