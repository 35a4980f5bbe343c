"""Where words begin, for the keys that move or delete a word at a time.

Chinese is written without spaces, and editors that know words by spaces take a whole clause for
one. Most Chinese words have two characters, so a token is a pair of them, counted from where the
clause begins (老旧|小区|加装|电梯); numbers and Latin words are whole, marks and the commonest
little words stand alone. It needs no dictionary and never takes more than can be typed again.
"""

import re

_LITTLE = "的了和与及或并在是为对将已被把由从向等各该其个第不未均也都"
"""Words of one character that would shift every pair after them."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_TOKEN = re.compile(
    rf"\s+"
    rf"|\d+(?:[.,]\d+)*[%％]?"
    rf"|[{_LITTLE}]"
    rf"|(?:(?![{_LITTLE}])[{_HAN}]){{1,2}}"
    rf"|(?:(?![{_HAN}\d_])\w)+"
    rf"|[^\w\s]"
    rf"|.",
    re.DOTALL,
)


def tokens(text: str) -> list[str]:
    """The text in pieces, white space too; joined they are the text."""
    return _TOKEN.findall(text)


def word_left(text: str, position: int) -> int:
    """Where the word before a position begins; white space before the position is skipped."""
    before = text[:position].rstrip()
    return len(before) - len(tokens(before)[-1]) if before else 0


def word_right(text: str, position: int) -> int:
    """Where the word after a position ends; white space after the position is skipped."""
    after = text[position:]
    gap = len(after) - len(after.lstrip())
    found = tokens(after[gap:])
    return position + gap + (len(found[0]) if found else 0)
