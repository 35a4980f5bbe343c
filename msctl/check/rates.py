"""Doubts about shares and rates: of a whole, of a target, of one count in another."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from msctl.check.case import Case, Doubt, percent
from msctl.model.money import plain
from msctl.text.alike import same_unit
from msctl.text.counts import quantities, share_of

_WHOLE = re.compile(r"(?:应[^，。\d]{1,4}|总数|总量|总人数|总户数)[为达有共]?\d")
_RATE = re.compile(r"率[^，。；;,\n\d]{0,6}(?P<rate>\d+\.\d+)%")


def share_of_total(case: Case) -> Iterator[Doubt]:
    """A percentage times the whole is the cumulative figure beside it (80% of 63.8 is 51.04)."""
    for row in case.rows:
        shares = {plan.period: share_of(plan.text) for plan in row.plans if "%" in plan.text}
        series = list(row.sums(case.ledger.money_unit).values()) if shares else []
        doubts: list[Doubt] = []
        meant = False
        for amounts in series:
            *earlier, (last, whole) = amounts.items()
            if shares.get(last) != 100:
                continue
            for period, amount in earlier:
                share = shares.get(period)
                if share is None or not amount.exact or not amount.cumulative:
                    continue
                expected = share * whole.value / 100
                meant = meant or expected == amount.value
                if expected != amount.value:
                    doubts.append(
                        Doubt(
                            row.at("plan", period.key, "text"),
                            amount.quote,
                            plain(expected),
                            plain(amount.value),
                            {"share": share, "whole": whole.value, "unit": case.ledger.money_unit},
                        )
                    )
        # money need not go with the work; where some of it does, all of it is meant to
        if meant:
            yield from doubts


def stated_rate(case: Case) -> Iterator[Doubt]:
    """A rate with decimals is one count of its sentence over another, where the sentence says what
    the whole is; or what is left of 100%."""
    for wording in case.wordings:
        if wording.kind != ("report", "progress") or "率" not in wording.plain:
            continue
        start = 0
        for sentence in re.split("[。；;\n]", wording.plain):
            match = _RATE.search(sentence) if _WHOLE.search(sentence) else None
            pairs = list(_pairs(sentence)) if match else []
            if match and pairs and not _is_rate(Decimal(match["rate"]), pairs):
                quote = wording.text[start + match.start() : start + match.end()]
                counts = "、".join(dict.fromkeys(plain(part) for part, _ in pairs))
                yield Doubt(wording.path, quote, counts, match["rate"] + "%")
            start += len(sentence) + 1


def _pairs(sentence: str) -> Iterator[tuple[Decimal, Decimal]]:
    """Every two counts of one unit, either way round."""
    for part, whole in permutations(quantities(sentence), 2):
        if same_unit(part.unit, whole.unit) and whole.value:
            yield part.value, whole.value


def _is_rate(rate: Decimal, pairs: Sequence[tuple[Decimal, Decimal]]) -> bool:
    last_place = Decimal(1).scaleb(int(rate.as_tuple().exponent))
    shares = [100 * part / whole for part, whole in pairs]
    return any(abs(share - rate) <= last_place for one in shares for share in (one, 100 - one))


def stated_share(case: Case) -> Iterator[Doubt]:
    """The share of the target that a report states is its figure over the target."""
    for row in case.rows:
        for report in row.reports:
            match = re.search(
                r"完成(?:率|[年全]度?目标(?:任务)?的|任务的)[^\d，。]{0,3}(\d+(?:\.\d+)?)%",
                report.progress,
            )
            if match is None:
                continue
            stated = row.stated(report.progress)
            measure = row.measures[0] if len(row.measures) == 1 else None
            if measure is None or not measure.target or measure.name not in stated:
                continue
            value = measure.report.get(report.period, stated[measure.name].value)
            share = 100 * value / measure.target
            if abs(share - Decimal(match[1])) > 1:
                yield Doubt(
                    row.at("report", report.period.key, "progress"),
                    match[0],
                    percent(share),
                    match[1] + "%",
                    {"measure": measure.name, "value": value, "target": measure.target},
                )
