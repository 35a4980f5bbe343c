"""The marks of an axis: round numbers from nothing to the largest value or a little beyond."""

from decimal import ROUND_CEILING, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MOST = 6
"""marks on an axis; more are no easier to read"""


def ticks(largest: Decimal, *, whole: bool = False, most: int = MOST) -> list[Decimal]:
    """The marks of an axis that begins at 0 and reaches ``largest``; at least 0 and one more.

    ``whole`` marks whole numbers only: half a project does not exist. ``most`` is how many stand
    behind the 0 where there is room.
    """
    most = max(1, min(most, MOST))
    if largest <= 0:
        return [Decimal(0), Decimal(1)]
    power = Decimal(10) ** ((largest / most).adjusted())
    candidates = (step * power for step in _STEPS)
    step = next(s for s in candidates if largest / s <= most)
    if whole and step < 1:
        step = Decimal(1)
    elif whole and step != step.to_integral_value():
        step = step.to_integral_value() + 1
    count = int((largest / step).to_integral_value(ROUND_CEILING))
    return [step * index for index in range(count + 1)]
