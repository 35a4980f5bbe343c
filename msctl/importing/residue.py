"""Residue: what Word, the web and page breaks left in a cell and no office ever wrote.

Everything taken out is told to the tally with its kind and a quote, so that the report of an
import accounts for every character.
"""

import re
from collections.abc import Callable

Tell = Callable[[str, str], None]
"""Called with the kind of residue and the quote, each time something is taken out."""

BOOKMARK = "bookmark"
HTML = "html"
PADDING = "padding"
BLANK_LINE = "blank-line"
NAME_BREAK = "name-break"
LABEL = "label"
REPEATED_CELL = "repeated-cell"
REPEATED_HEADER = "repeated-header"
EMPTY_MARK = "empty-mark"
LEAD_WORDS = "lead-words"
SEPARATOR = "separator"
PART = "part"
STAMP = "stamp"
TOTAL = "total"
UNREAD = "unread"
PRINTED_LABEL = "printed-label"
"""The label of a period, worded as the table prints it again: no residue."""

SEPARATORS = "、，,；;/／|"
"""What parts names in a cell and is no part of them."""

_BOOKMARK = re.compile(r"\[bookmark: [^\]\n]*\]")
_HTML = re.compile(r"</?(?:ol|ul|li|p|div|span|br)(?:\s[^<>\n]*)?/?>[ ]?")
_PADDING = re.compile(r"[ \u3000\xa0]{5,}")
"""Runs that stand for a line break. The shortest that does has 9 spaces, the longest that stands
inside a line has 3."""
_BREAK = re.compile(r"[ \t\u3000\xa0]*\n[ \t\u3000\xa0]*")
_ODD = re.compile(r"\[bookmark: |<|[ \u3000\xa0]{5,}|\r|\s\n|\n\s")
"""What makes more to do than to strip the cell."""
_GAP = re.compile(r"[ \t\u3000\xa0]{2,}")


_STAMP = re.compile(r"\s*导出自 msctl \S+；范围 ")


def is_stamp(line: str) -> bool:
    """Whether a line is what msctl prints below a table to say where it comes from."""
    return _STAMP.match(line) is not None


def clean(raw: str, tell: Tell) -> str:
    """The official wording of a cell: its lines stay, markers, padding and blank lines go."""
    if raw.isprintable() and " " not in raw and "<" not in raw:
        return raw
    if is_plain(raw):
        return raw.strip()
    if not _ODD.search(raw):
        return raw.strip()

    def drop(kind: str, instead: str) -> Callable[[re.Match[str]], str]:
        def replace(match: re.Match[str]) -> str:
            tell(kind, match.group())
            return instead

        return replace

    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = _BOOKMARK.sub(drop(BOOKMARK, ""), text)
    text = _HTML.sub(drop(HTML, ""), text)
    text = _PADDING.sub(drop(PADDING, "\n"), text.strip())
    lines = [line.strip() for line in text.strip().split("\n")]
    for blank in (line for line in lines[1:-1] if not line):
        tell(BLANK_LINE, blank)
    return "\n".join(line for line in lines if line)


def is_plain(raw: str) -> bool:
    """Whether the white space inside a cell is single characters, and no marker can stand there;
    to count is quicker than to search."""
    if "<" in raw or "\r" in raw or "[bookmark" in raw:
        return False
    words = raw.split()
    return len(raw.strip()) == sum(map(len, words)) + len(words) - 1


def is_word(raw: str) -> bool:
    """Whether a cell is one run of characters, as most are: there is nothing to take out."""
    return "<" not in raw and len(raw.split(None, 1)) < 2


def is_odd(raw: str) -> bool:
    """Whether a cell may hold more than wording: residue, or line breaks and runs of spaces that
    mean something in names."""
    if is_word(raw):
        return False
    return _ODD.search(raw) is not None or "\n" in raw or _GAP.search(raw) is not None


def join(text: str, tell: Tell) -> str:
    """A name in one line: breaks and runs of spaces inside it go, one space between words stays."""

    def replace(match: re.Match[str]) -> str:
        tell(NAME_BREAK if "\n" in match.group() else PADDING, match.group())
        before, after = text[: match.start()], text[match.end() :]
        words = before[-1:].isascii() and after[:1].isascii()
        return " " if words and before[-1:].isalnum() and after[:1].isalnum() else ""

    text = text.strip()
    if is_word(text):
        return text
    if "\n" in text:
        text = _BREAK.sub(replace, text)
    return _GAP.sub(replace, text) if _GAP.search(text) else text


def compact(text: str) -> str:
    """The text without any white space, to compare titles and to account for characters."""
    return "".join(text.split())
