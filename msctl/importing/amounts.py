"""Planned money: the investment that the wording of a plan's periods states.

Only 计划投资 and 计划累计投资 are planned investment; 拨付资金, 累计发放 and the like are other
kinds of money and stay in the wording.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from msctl.model.money import Money, plain

_PLANNED = re.compile(
    r"(?:计划|計劃)(?P<before>累计|累計)?(?:投资|投資)(?P<after>累计|累計)?"
    r"(?P<amount>\d+(?:\.\d+)?)(?P<unit>亿元|億元|万元|萬元|元)"
)
_SHARE = re.compile(r"完成(?:总工程量的|總工程量的|目标任务的)?(\d+(?:\.\d+)?)%")
_UNITS = {"億元": "亿元", "萬元": "万元"}


@dataclass(frozen=True, slots=True)
class Amount:
    """The planned investment of one period, in the ledger's unit."""

    amount: Decimal
    quote: str


@dataclass(frozen=True, slots=True)
class Amounts:
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
        matches = list(_PLANNED.finditer(text))
        if len(matches) == 1:
            match = matches[0]
            stated = Money(Decimal(match["amount"]), _UNITS.get(match["unit"], match["unit"]))
            amount = Decimal(plain(stated.to(unit).amount))
            found[period] = Amount(amount, match.group())
            says = says or bool(match["before"] or match["after"])
    amounts = [amount.amount for amount in found.values()]
    rising = amounts == sorted(amounts)
    return Amounts(found, rising and (says or _shares(steps, found)))


def _shares(steps: Mapping[str, str], found: Mapping[str, Amount]) -> bool:
    if len(found) < 2:
        return False
    *earlier, (_, last) = found.items()
    for period, amount in earlier:
        share = _SHARE.search(steps[period])
        if share and amount.amount and amount.amount * 100 == Decimal(share.group(1)) * last.amount:
            return True
    return False
