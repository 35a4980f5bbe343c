"""What fields, periods, states and ids are called on screen and in tables."""

from msctl.locale.catalogue import has, t
from msctl.model.errors import MsctlError
from msctl.model.fields import LEDGER, PROJECT, REGION, FieldTable
from msctl.model.paths import FieldPath
from msctl.model.period import Period, is_period, parse_period


def period_label(period: Period) -> str:
    """``二季度``, ``二、三季度``, ``上半年``, ``全年``, ``3月``, ``常态化``, ``2025年3月``."""
    if period.ongoing:
        return t("field.period.ongoing")
    units = period.units
    if len(units) == 1:
        label = t(f"field.period.{units[0]}")
    elif has(f"field.period.{units[0]}-{units[1]}"):
        label = t(f"field.period.{units[0]}-{units[1]}")
    else:
        label = t(
            "field.period.range",
            first=t(f"field.period.{units[0]}"),
            last=t(f"field.period.{units[1]}"),
        )
    return t("field.period.of-year", year=period.year, label=label) if period.year else label


def field_label(path: FieldPath, table: FieldTable = PROJECT) -> str:
    """A field path in the office's words: ``task.2.report.Y.status`` -> ``子项2 全年 完成情况``.

    Groups have labels too; a key that the table does not know stands as it is.
    """
    parts: list[str] = []
    rest = path
    if table is PROJECT and rest[:1] == ("task",) and len(rest) > 1:
        parts.append(t("field.task", key=rest[1]))
        rest = FieldPath(rest[2:])
    chosen = [_chosen(key) for key in rest if is_period(key)]
    try:
        found = table.find(rest)
    except MsctlError:
        found = None
    if found is not None:
        wild = [
            key
            for key, pattern in zip(rest, found.pattern, strict=True)
            if pattern in ("NAME", "DATE") and key != pattern
        ]
        waiver = rest[0] == "waive"
        if waiver:
            wild = [rule_label(rule) for rule in wild]
        parts += [*wild, *chosen]
        label = f"field.{found.label_key}"
        if not waiver and (table is LEDGER or table is REGION):
            label = f"field.ledger.{found.label_key}"
        parts.append(t(label) if has(label) else found.label_key)
        return " ".join(parts)
    group = ".".join(key for key in rest if not is_period(key))
    parts += chosen
    if group:
        parts.append(t(f"field.{group}") if has(f"field.{group}") else group)
    return " ".join(parts) or str(path)


def rule_label(rule: str) -> str:
    """What a rule of the checks is called; a rule that nobody named by its id."""
    key = f"findings.rule-name.{rule}"
    return t(key) if has(key) else rule


def choice_label(word: str) -> str:
    """What a fixed word of a field is called; another word is called what it is."""
    for group in ("choice", "state", "pace"):
        if has(f"field.{group}.{word}"):
            return t(f"field.{group}.{word}")
    return word


def _chosen(key: str) -> str:
    return period_label(parse_period(key))


def state_label(state: str | None) -> str:
    """A state in words; the empty word when there is none."""
    return t(f"field.state.{state}") if state else ""


def pace_label(pace: str | None) -> str:
    """A pace in words; the empty word when there is none."""
    return t(f"field.pace.{pace}") if pace else ""
