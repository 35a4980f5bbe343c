"""XML of documents, read without entities, document types and the network."""

from lxml import etree

from msctl.importing.errors import Damaged
from msctl.importing.readers.archive import Archive
from msctl.importing.readers.source import Source


def parse(source: Source, archive: Archive, part: str) -> etree._Element:
    """The root of a part. Raises Damaged, DeclaresEntities."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(archive.read_xml(part), parser)
    except etree.XMLSyntaxError as error:
        raise Damaged(file=source.name, part=part) from error


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of a name."""
    return next((item for item in element if local(item) == name), None)


def value(element: etree._Element, name: str) -> str:
    """An attribute's value, whatever its namespace; empty when it is absent."""
    for key, text in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(text)
    return ""


def is_on(properties: etree._Element, name: str) -> bool:
    """Whether a property that is on or off is there and on (ECMA-376 part 1, 17.17.4)."""
    item = child(properties, name)
    return item is not None and value(item, "val") not in ("0", "false", "off")
