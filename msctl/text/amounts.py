"""Money in wording: the investment that a plan's periods promise and a report states.

Only 计划投资 and 计划累计投资 are planned investment, only 完成投资 is reported; 拨付资金, 累计发放
and the like are other kinds of money and stay in the wording.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from msctl.model.money import Money, plain

_PLANNED = re.compile(
    r"(?:计划|計劃)(?P<sum>累计|累計)?(?:投资|投資)(?P<sum2>累计|累計)?"
    r"(?P<amount>\d+(?:\.\d+)?)(?P<unit>亿元|億元|万元|萬元|元)"
)
_SHARE = re.compile(r"完成(?:总工程量的|總工程量的|目标任务的)?(\d+(?:\.\d+)?)%")
_INVESTED = re.compile(
    r"(?P<sum>累计|累計)?(?:完成|实际完成|實際完成)(?P<sum2>累计|累計)?(?:投资|投資)(?:额|額)?(?:约|約)?"
    r"(?P<amount>\d+(?:\.\d+)?)(?P<unit>亿元|億元|万元|萬元|元)"
)
_UNITS = {"億元": "亿元", "萬元": "万元"}


class Amount(NamedTuple):
    """The investment of one period, in the ledger's unit."""

    amount: Decimal
    quote: str


class Amounts(NamedTuple):
    """The planned investment of one plan."""

    by_period: Mapping[str, Amount]
    cumulative: bool


def planned_amounts(steps: Mapping[str, str], unit: str) -> Amounts:
    """The planned investment of each period, in order; a period that states two is left out.

    The series is cumulative when one of its periods says 累计, or when an earlier amount is
    exactly the share of the last one that its period's wording states (80% of 63.8 is 51.04).
    """
    found: dict[str, Amount] = {}
    says = False
    for period, text in steps.items():
        if "投" not in text:
            continue
        matches = list(_PLANNED.finditer(text))
        if len(matches) == 1:
            found[period] = _amount(matches[0], unit)
            says = says or _is_sum(matches[0])
    if not found:
        return Amounts(found, False)
    amounts = [amount.amount for amount in found.values()]
    rising = amounts == sorted(amounts)
    return Amounts(found, rising and (says or _shares(steps, found)))


def reported_amount(text: str, unit: str) -> Amount | None:
    """The investment of its period that a report states once; what it calls cumulative is none."""
    if "投" not in text:
        return None
    matches = [match for match in _INVESTED.finditer(text) if not _is_sum(match)]
    return _amount(matches[0], unit) if len(matches) == 1 else None


def _is_sum(match: re.Match[str]) -> bool:
    return bool(match["sum"] or match["sum2"])


def _amount(match: re.Match[str], unit: str) -> Amount:
    written, own = match.group("amount", "unit")
    own = _UNITS.get(own, own)
    amount = Decimal(written)
    if own != unit:
        amount = Money(amount, own).to(unit).amount
    elif "." not in written:
        return Amount(amount, match.group())
    return Amount(Decimal(plain(amount)), match.group())


def _shares(steps: Mapping[str, str], found: Mapping[str, Amount]) -> bool:
    if len(found) < 2:
        return False
    *earlier, (_, last) = found.items()
    for period, amount in earlier:
        share = _SHARE.search(steps[period])
        if share and amount.amount and amount.amount * 100 == Decimal(share.group(1)) * last.amount:
            return True
    return False
