"""What a document tells about itself: the properties it keeps beside its text."""

from msctl.importing.errors import Damaged
from msctl.importing.readers.archive import Archive
from msctl.importing.readers.encoding import decode
from msctl.importing.readers.kinds import Kind, kind_of
from msctl.importing.readers.source import Source
from msctl.importing.readers.xml import local, parse, value

_CUSTOM = "docProps/custom.xml"
"""Office Open XML: properties that the writer of a file names (ECMA-376 part 1, 22.3)."""
_META = "meta.xml"
"""OpenDocument: likewise, among others (part 2, 4.3)."""
_ZIPPED = (Kind.DOCX, Kind.XLSX, Kind.XLSB, Kind.ODS, Kind.WRITER, Kind.CALC)


def properties(source: Source) -> dict[str, str]:
    """Names and values: the custom properties of an office document, the ``meta`` elements of a
    page; of other kinds none. Raises Damaged, DeclaresEntities, Overpacked, TooLarge, Encrypted,
    NotText."""
    kind = kind_of(source)
    if kind is Kind.HTML:
        return _of_page(source)
    if kind not in _ZIPPED or not source.data.startswith(b"PK"):
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


def _of_page(source: Source) -> dict[str, str]:
    from lxml import etree, html

    # what the page says of its encoding has been followed already
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = html.document_fromstring(decode(source.data).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Damaged(file=source.name, part="html") from error
    found = root.iter("meta")
    return {item.get("name"): item.get("content", "") for item in found if item.get("name")}
