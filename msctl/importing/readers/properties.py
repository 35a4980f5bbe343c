"""What a document tells about itself: the properties it keeps beside its text. Those of a web page
are read with the page.
"""

from msctl.importing.readers.archive import Archive
from msctl.importing.readers.kinds import Kind, kind_of
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import local, parse, value

_CUSTOM = "docProps/custom.xml"
"""Office Open XML: properties that the writer of a file names (ECMA-376 part 1, 22.3)."""
_META = "meta.xml"
"""OpenDocument: likewise, among others (part 2, 4.3)."""
_ZIPPED = (Kind.DOCX, Kind.XLSX, Kind.XLSB, Kind.ODS, Kind.WRITER, Kind.CALC)


def properties(source: Source) -> dict[str, str]:
    """Names and values: the custom properties of an office document; of other kinds none. Raises
    Damaged, DeclaresEntities, Overpacked, TooLarge, Encrypted."""
    if not source.data.startswith(b"PK") or kind_of(source) not in _ZIPPED:
        return {}
    archive = Archive(source)
    if _CUSTOM in archive.names:
        root = parse(source, archive, _CUSTOM)
        return {value(item, "name"): "".join(map(str, item.itertext())) for item in root}
    if _META in archive.names:
        root = parse(source, archive, _META)
        return {
            value(item, "name"): "".join(map(str, item.itertext()))
            for item in root.iter()
            if local(item) == "user-defined"
        }
    return {}
