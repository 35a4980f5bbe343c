"""Bars of ASCII signs: how many cells each share of a whole takes."""

from collections.abc import Sequence
from decimal import Decimal


def shares(counts: Sequence[int | Decimal], width: int) -> list[int]:
    """The cells of each count in a bar of ``width`` cells that all counts fill together.

    What is not nothing has at least one cell where there is room; without counts all are 0.
    Cells go to the largest remainders, the first of equals, so the same counts give the same bar.
    """
    whole = sum(counts)
    if not whole or width <= 0:
        return [0] * len(counts)
    sizes = [int(width * count / whole) for count in counts]
    by_remainder = sorted(
        range(len(counts)), key=lambda i: (-(width * counts[i] / whole - sizes[i]), i)
    )
    for index in by_remainder[: width - sum(sizes)]:
        sizes[index] += 1
    for index, count in enumerate(counts):
        largest = sizes.index(max(sizes))
        if count and not sizes[index] and sizes[largest] > 1:
            sizes[index], sizes[largest] = 1, sizes[largest] - 1
    return sizes


def stacked(counts: Sequence[int | Decimal], signs: str, width: int) -> str:
    """The bar itself: each count in its own sign, one of ``signs``."""
    return "".join(
        sign * size for sign, size in zip(signs, shares(counts, width), strict=True)
    ).ljust(width)
