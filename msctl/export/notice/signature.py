"""Where the signature and the date stand: the date four characters from the right edge, the name
centred over it, or the other way round where the name is longer (GB/T 9704-2012, 7.3.5.1)."""

from collections.abc import Sequence

from msctl.export.notice.template import Block
from msctl.text.width import cells

FREE = 8
"""cells that stay free at the right: four characters"""


def indents(blocks: Sequence[Block]) -> list[int]:
    """For each paragraph the cells that stay free at its right edge; 0 but for the signature."""
    found = [0] * len(blocks)
    signed = [place for place, block in enumerate(blocks) if block.kind == "right"]
    widest = max((cells(blocks[place].text) for place in signed), default=0)
    for place in signed:
        found[place] = FREE + (widest - cells(blocks[place].text)) // 2
    return found
