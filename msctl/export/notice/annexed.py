"""How the note on the annexes stands: two characters in, each name under the first one's first
character, also where it goes on in the next line (GB/T 9704-2012, 7.3.4)."""

import re

from msctl.export.notice.template import ANNEX, Block
from msctl.text.width import cells

FIRST = 4
"""cells before a paragraph's first character: two characters"""

_NUMBER = re.compile(r"\d+\.")


def lead(block: Block) -> str:
    """What stands before an annex's name: ``附件：1.``, in the further lines ``2.``."""
    start = len(ANNEX) if block.kind == "annex" else 0
    number = _NUMBER.match(block.text, start)
    return block.text[: number.end() if number else start]


def indent(block: Block) -> int:
    """The cells before what leads a name."""
    return FIRST if block.kind == "annex" else FIRST + cells(ANNEX)
