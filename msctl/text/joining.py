"""Wording that stands on several lines put on one."""

import re

from msctl.text.safe import printable

_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
_BREAK = re.compile(rf"(?<={_WIDE})\s*\n\s*|\s*\n\s*(?={_WIDE})")


def one_line(text: str) -> str:
    """Wording on one line: a break inside Chinese goes, one between words becomes a space."""
    return printable(" ".join(_BREAK.sub("", text.strip("\r\n")).split("\n")))
