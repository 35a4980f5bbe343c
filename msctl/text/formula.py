"""Text that a spreadsheet would calculate, kept text by an apostrophe in front, and back.

The apostrophe is what Excel and WPS themselves mark text with. Text that has one already in such a
place gets another, so that what is taken off is what was put on.
"""

import re

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
"""What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection")."""
_NEGATIVE = re.compile(r"-\d+(\.\d+)?")
_MARK = "'"


def guarded(text: str) -> str:
    """The text with the mark, where a spreadsheet would calculate it or take the mark off."""
    if _FORMULA.match(text.lstrip(_MARK)) and not _NEGATIVE.fullmatch(text):
        return _MARK + text
    return text


def unguarded(text: str) -> str:
    """The text without the mark that :func:`guarded`, or a spreadsheet, put in front of it."""
    if text.startswith(_MARK) and _FORMULA.match(text.lstrip(_MARK)):
        return text[1:]
    return text
