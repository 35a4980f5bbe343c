"""What the looks of an OpenDocument spreadsheet's words say: struck through, raised."""

from dataclasses import dataclass

from lxml import etree

from msctl.importing.readers.looks import raised, struck
from msctl.importing.readers.xml import child, local, value


@dataclass(frozen=True)
class Styles:
    """The names of the styles that say something, among those that the content has itself."""

    crossed: frozenset[str] = frozenset()
    """strike words or cells through"""
    high: frozenset[str] = frozenset()
    """raise words"""

    @classmethod
    def of(cls, content: etree._Element) -> "Styles":
        """The styles of a spreadsheet's content."""
        crossed, high = set(), set()
        styles = child(content, "automatic-styles")
        for style in styles if styles is not None else ():
            looks = child(style, "text-properties")
            if looks is None:
                continue
            lines = (value(looks, f"text-line-through-{kind}") for kind in ("style", "type"))
            if any(line not in ("", "none") for line in lines):
                crossed.add(value(style, "name"))
            if value(looks, "text-position").startswith("super") or _is_high(looks):
                high.add(value(style, "name"))
        return cls(frozenset(crossed), frozenset(high))

    def mark(self, content: etree._Element) -> None:
        """Writes into the words of each part of a text what its looks say."""
        if not self.crossed | self.high:
            return
        for span in list(content.iter("{*}span")):
            name = value(span, "style-name")
            if local(span) == "span" and name in self.crossed | self.high:
                text = "".join(map(str, span.itertext()))
                text = raised(text) if name in self.high else text
                for item in list(span):
                    span.remove(item)
                span.text = struck(text) if name in self.crossed else text


def _is_high(looks: etree._Element) -> bool:
    """Whether words stand higher, in per cent of their size."""
    height = value(looks, "text-position").partition("%")[0]
    return height.isdecimal() and int(height) > 0
