"""A ledger as the grid and the top line show it: columns, rows and counts, without a screen."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.ledger import Standing
from msctl.model.money import plain
from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.model.project import Project
from msctl.report.standing import is_reported, project_standing
from msctl.text.width import cells
from msctl.tui.period_columns import period_columns
from msctl.tui.session import Session
from msctl.tui.standing_cells import COUNTED, STYLES, period_cell, word_of
from msctl.tui.widgets.grid_line import GridColumn, GridRow

FROZEN = 3
"""the unsaved mark, the number and the name stay when the grid scrolls"""
_NAME = (14, 44)
_UNIT = (8, 22)
_NUMBER_LABEL = FieldPath.of("number")


class LedgerView:
    """What is shown of one ledger at one moment."""

    def __init__(self, session: Session, ledger_id: LedgerId) -> None:
        self.ledger = session.snapshot.ledger(ledger_id)
        self.region = session.snapshot.region(ledger_id.region)
        self.projects = session.projects(ledger_id)
        self._unsaved = frozenset(session.unsaved)
        self._periods = period_columns(self.projects, ledger_id.year)
        self._has_money = any(project.planned is not None for project in self.projects)

    def columns(self, width: int) -> list[GridColumn]:
        """The columns for a grid of some cells: the names take what is left."""
        number = max([4, *(cells(project.number) for project in self.projects)])
        periods = [
            GridColumn(f"period.{column.key}", column.title, max(2, cells(column.title)))
            for column in self._periods
        ]
        money = [GridColumn("planned", t("tui.column.planned"), 9, "right")]
        rest = [*periods, *(money if self._has_money else [])]
        free = width - number - 7 - sum(column.width + 1 for column in rest)
        if self._has_money and free < _NAME[0] + _UNIT[0]:
            free += rest.pop().width + 1  # the money stands in the project's pane, too
        unit = max(_UNIT[0], min(_UNIT[1], free // 3))
        name = max(_NAME[0], min(_NAME[1], free - unit))
        return [
            GridColumn("unsaved", "", 1, style="bold $warning"),
            GridColumn("number", field_label(_NUMBER_LABEL), number),
            GridColumn("name", field_label(FieldPath.of("name")), name),
            GridColumn("units", t("tui.column.units"), unit),
            *rest,
        ]

    def rows(self, wanted: Sequence[ProjectId] | None = None) -> list[GridRow]:
        """The rows of the projects, or of those wanted."""
        chosen = None if wanted is None else frozenset(wanted)
        return [self._row(p) for p in self.projects if chosen is None or p.id in chosen]

    def _row(self, project: Project) -> GridRow:
        words = [period_cell(self.ledger, project, column.periods) for column in self._periods]
        planned = [plain(project.planned) if project.planned is not None else ""]
        money = planned if self._has_money else []
        unsaved = "*" if project.id in self._unsaved else ""
        return GridRow(
            project.id,
            (
                unsaved,
                project.number,
                project.name,
                units_text(project),
                *(word.text for word in words),
                *money,
            ),
            (
                None,
                None,
                None,
                "$foreground-muted",
                *(word.style for word in words),
                *[None for _ in money],
            ),
        )

    def counts(self) -> list[tuple[str, int, str]]:
        """How many projects stand how by their last report: word, count and colour."""
        found = Counter(self._standing(project) for project in self.projects)
        return [(t(f"tui.count.{key}"), found[key], STYLES[key]) for key in COUNTED if found[key]]

    def _standing(self, project: Project) -> str:
        standing = project_standing(self.ledger, project)
        if not standing.status:
            return "reported" if is_reported(project) else "unreported"
        return word_of(Standing(standing.state, standing.pace))

    @property
    def planned(self) -> Decimal | None:
        """The planned money of all projects; None when none is stated."""
        amounts = [p.planned for p in self.projects if p.planned is not None]
        return sum(amounts, Decimal(0)) if amounts else None


def units_text(project: Project) -> str:
    """The unit in charge: the lead, else the responsible one, and how many more there are."""
    names = project.units("lead") or project.units("responsible")
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{names[0]}+{len(names) - 1}"
