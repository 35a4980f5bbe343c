"""A sheet: styled lines of an exact width, built from wordings that are data, never markup."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from msctl.text.safe import printable
from msctl.text.width import cells, cut
from msctl.text.wrap import wrap

Piece = tuple[str, str]
"""A text and its style."""

LABEL_STYLE = "$foreground-muted"
HEADING_STYLE = "bold $primary"


class Sheet:
    """Collects lines, each wrapped to the width it has."""

    def __init__(self, width: int) -> None:
        self.width = max(4, width)
        self.lines: list[Content] = []

    @property
    def content(self) -> Content:
        """All lines as one content."""
        return Content("\n").join(self.lines)

    def blank(self) -> None:
        """An empty line, never two."""
        if self.lines and self.lines[-1].plain.strip():
            self.lines.append(Content(""))

    def heading(self, text: str) -> None:
        """A heading with a blank line above it."""
        self.blank()
        self.text(text, HEADING_STYLE)

    def text(self, text: str, style: str = "", indent: int = 0) -> None:
        """A wording, wrapped."""
        for line in wrap(_safe(text), self.width - indent):
            self.lines.append(Content.styled(" " * indent + line, style))

    def pieces(self, pieces: Iterable[Piece], indent: int = 0) -> None:
        """A wording of several styles, wrapped as one."""
        listed = [(_safe(text), style) for text, style in pieces]
        whole = Content.assemble(*listed)
        at = 0
        plain = whole.plain
        for line in wrap(plain, self.width - indent):
            # wrapping drops only the white space at its own breaks
            at = plain.index(line, at)
            self.lines.append(Content(" " * indent) + whole[at : at + len(line)])
            at += len(line)

    def labelled(self, label: str, pieces: Sequence[Piece], room: int) -> None:
        """A label and a wording beside it, all its lines in the same place."""
        if not any(text for text, _ in pieces):
            return
        own = Sheet(self.width - room)
        own.pieces(pieces)
        label = cut(label, room - 1)
        self.beside([[(label, LABEL_STYLE)], own.lines], [room - 1, self.width - room])

    def beside(self, columns: Sequence[Sequence[Piece | Content]], widths: Sequence[int]) -> None:
        """Blocks of lines side by side, one cell apart."""
        for number in range(max(map(len, columns), default=0)):
            parts: list[Content] = []
            for column, width in zip(columns, widths, strict=True):
                line = column[number] if number < len(column) else ("", "")
                shown = line if isinstance(line, Content) else Content.styled(line[0], line[1])
                parts += [shown, Content(" " * (max(0, width - cells(shown.plain)) + 1))]
            self.lines.append(Content("").join(parts[:-1]))


def block(text: str, width: int, style: str = "") -> list[Content]:
    """The lines of one wording in a column."""
    return [Content.styled(line, style) for line in wrap(_safe(text), width)] if text else []


def _safe(text: str) -> str:
    return printable(text).replace("\t", " ")
