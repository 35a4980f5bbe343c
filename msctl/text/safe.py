"""Text from records made safe to show: what would steer the terminal is shown as an escape.

Text from records is data. A control character, an escape sequence or a mark that turns the reading
direction (Trojan Source, CVE-2021-42574) becomes visible, as `\\x1b` or `\\u202e`. Nothing is
dropped: the reader sees what stands in the file.
"""

import re

_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 without tab and newline
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks, overrides, isolates
    "\u2028\u2029"  # line breaks that some terminals obey
    "\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # invisible: deprecated, BOM, tags
    "\ufffe\uffff"  # no characters, and no XML holds them
    "\ud800-\udfff"  # halves of surrogate pairs cannot be written as UTF-8
    "]"
)
_BREAK = re.compile("\r\n|[\r\n\t\x0b\x0c\x85\u2028\u2029]")


def printable(text: str) -> str:
    """`text` with every unsafe character as a visible escape. Newline and tab stay."""
    if text.isprintable():
        return text
    return _UNSAFE.sub(_escape, text)


def single_line(text: str) -> str:
    """`text` in one safe line: line breaks and tabs become a space each."""
    if text.isprintable():
        return text
    return printable(_BREAK.sub(" ", text))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
