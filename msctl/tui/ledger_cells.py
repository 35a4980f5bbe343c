"""What one cell of a ledger's grid says, its colour, and the value that it is sorted by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from msctl.locale.catalogue import has, language, t
from msctl.model.ledger import Ledger
from msctl.model.money import plain
from msctl.model.paths import FieldPath
from msctl.model.project import Project, natural
from msctl.model.values import Value, to_text
from msctl.report.listing import invested
from msctl.report.standing import project_standing
from msctl.tui.ledger_columns import SHARE, LedgerColumn
from msctl.tui.standing_cells import STYLES, Cell, period_cells, status_style

_RANK = {key: rank for rank, key in enumerate(STYLES)}
Order = tuple[object, ...]
"""What sorts the cells of one column."""

ABSENT: Order = (9,)
"""where there is nothing to sort by; greater than all others"""
_FULL = 100
_BARS = (5, 10)
"""cells of a bar in a narrow and in a wide column"""


@dataclass(frozen=True, slots=True)
class LedgerCell:
    """One cell."""

    text: str
    style: str | None = None
    order: Order = ABSENT
    """sorts the cells of one column"""


def ledger_cells(
    ledger: Ledger, project: Project, columns: Sequence[LedgerColumn]
) -> dict[str, LedgerCell]:
    """The cells of a project by the keys of their columns."""
    periods = [column for column in columns if column.is_period]
    words = period_cells(ledger, project, [frozenset(c.periods) for c in periods])
    found: dict[str, LedgerCell] = {
        column.key: _word_cell(word, language())
        for column, word in zip(periods, words, strict=True)
    }
    for column in columns:
        if not column.is_period:
            found[column.key] = _cell(ledger, project, column)
    return found


@lru_cache(maxsize=256)
def _word_cell(word: Cell, language: str) -> LedgerCell:
    """One cell for all projects that stand alike."""
    return LedgerCell(word.text, word.style, (0, _RANK[word.key]))


@lru_cache(maxsize=1024)
def _unit_cell(text: str) -> LedgerCell:
    """One cell for all projects that a unit is in charge of."""
    return LedgerCell(text, "$foreground-muted", spoken(text))


def share_text(done: Decimal | None, planned: Decimal | None, wide: bool) -> str:
    """The share of the money that is spent, as a bar that needs no colour: ``##---  40%``."""
    if done is None or not planned:
        return ""
    percent = int(done * _FULL / planned)
    width = _BARS[wide]
    filled = max(0, min(width, int(done * width / planned)))
    return f"{'#' * filled}{'-' * (width - filled)}{min(percent, 999):4}%"[: width + 5]


def shown_value(path: FieldPath, value: Value | None) -> str:
    """A field's value in a cell: a word of a fixed choice by its label, several lines as one."""
    text = to_text(value)
    if path == ("kind",) and has(f"field.choice.{text}"):
        return t(f"field.choice.{text}")
    return text


def units_text(project: Project) -> str:
    """The unit in charge: the lead, else the responsible one, and how many more there are."""
    names = project.units("lead") or project.units("responsible")
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{names[0]}+{len(names) - 1}"


def spoken(text: str) -> Order:
    """Sorts Chinese texts: GB 2312 holds the common characters in the order of their pinyin."""
    return (1, text.encode("gb18030", "replace")) if text else ABSENT


def _cell(ledger: Ledger, project: Project, column: LedgerColumn) -> LedgerCell:
    if column.key == "units":
        return _unit_cell(units_text(project))
    if column.key == "planned":
        return _money(project.planned)
    if column.key == "invested":
        return _money(invested(project))
    if column.key == SHARE:
        return _share(invested(project), project.planned, column)
    if column.key == "status":
        status = project_standing(ledger, project).status
        return LedgerCell(status, status_style(ledger, status), spoken(status))
    return _field(project, column.path or FieldPath())


def _money(amount: Decimal | None) -> LedgerCell:
    return LedgerCell("") if amount is None else LedgerCell(plain(amount), None, (0, amount))


def _share(done: Decimal | None, planned: Decimal | None, column: LedgerColumn) -> LedgerCell:
    text = share_text(done, planned, wide=column.least >= column.most)
    if done is None or not planned:
        return LedgerCell(text)
    return LedgerCell(text, None, (0, done / planned))


def _field(project: Project, path: FieldPath) -> LedgerCell:
    values = [project.record.get(path)]
    if values == [None]:
        values = [task.own(path) for task in project.tasks if task.key is not None]
    told = [value for value in values if value not in (None, ())]
    if len(told) == 1 and isinstance(told[0], Decimal):
        return _money(told[0])
    text = "、".join(dict.fromkeys(shown_value(path, value) for value in told))
    return LedgerCell(text, None, (0, *natural(text)) if path == ("number",) else spoken(text))


Cells = Mapping[str, LedgerCell]
"""The cells of one project by column."""
