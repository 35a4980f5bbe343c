"""Two groupings against each other, and the money of single periods."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report.pivot import Pivot, pivot
from msctl.report.summary import summarise

from .conftest import LEDGER, OTHER, snapshot_of


def crossed(snapshot: Snapshot, first: str, second: str, figure: str = "projects") -> Pivot:
    return pivot(snapshot, snapshot.projects.values(), (first, second), figure)


def test_every_total_counts_a_project_once(county: Snapshot) -> None:
    found = crossed(county, "unit", "mark")
    assert found.cells["教体局", "省级民生实事"] == 1
    assert found.row_totals == {"教体局": 1, "住建局": 1, "农业农村局": 2}
    assert found.column_totals["票决制民生实事"] == 1
    assert (found.total, found.repeated) == (Decimal(3), True)
    assert not crossed(county, "category", "light").repeated


def test_money_nobody_states_is_nothing_and_not_zero(county: Snapshot) -> None:
    found = crossed(county, "number", "category", "planned")
    assert found.row_totals == {"1": Decimal("1200.5"), "2": Decimal(50), "10": None}
    assert found.total == Decimal("1250.5")


def test_by_period_each_period_has_its_own_money_and_they_add_up(county: Snapshot) -> None:
    found = crossed(county, "category", "period", "invested")
    assert found.columns == ("Q1", "Q2", "H1")
    assert found.column_totals == {"Q1": 100, "Q2": Decimal("905.25"), "H1": None}
    assert found.row_totals == {"一、教育惠民": Decimal("1000.25"), "二、交通出行": 5}
    assert found.total == Decimal("1005.25")


def test_a_cumulative_plan_gives_each_period_what_it_adds() -> None:
    text = 'number = "1"\nname = "甲"\n' + "".join(
        f'[plan.{period}]\ninvestment = {amount}\nmode = "cumulative"\n'
        for period, amount in (("Q1", 20), ("Q2", 50), ("Q4", 80))
    )
    snapshot = snapshot_of({f"{LEDGER}/1-x": text})
    found = summarise(snapshot, snapshot.projects.values(), ["period"])
    assert [(g.keys, g.figures.planned) for g in found.groups] == [
        (("Q1",), Decimal(20)),
        (("Q2",), Decimal(30)),
        (("Q4",), Decimal(30)),
    ]
    assert found.totals.planned == 80
    until = summarise(snapshot, snapshot.projects.values(), ["period"], parse_period("Q3"))
    assert (until.totals.planned, len(until.groups)) == (Decimal(50), 2)


def test_a_project_stands_in_each_period_as_it_stood_then(county: Snapshot) -> None:
    found = summarise(county, county.projects.values(), ["period"])
    counts = {
        g.keys[0]: (g.figures.projects, g.figures.completed, g.figures.unreported)
        for g in found.groups
    }
    # H1 ends with Q2, so only the clinic, which plans and reports nothing else, stands there
    assert counts == {"Q1": (1, 0, 0), "Q2": (2, 1, 0), "H1": (1, 0, 0)}
    assert found.totals.projects == 3


AMOUNTS = st.lists(
    st.tuples(
        st.sampled_from([LEDGER, OTHER]),
        st.sampled_from(["甲", "乙", ""]),
        st.dictionaries(st.sampled_from(["Q1", "Q2", "M07", "Y"]), st.integers(0, 999), max_size=3),
    ),
    max_size=5,
)


@given(AMOUNTS)
def test_rows_and_columns_of_money_add_up_to_the_total(
    listed: list[tuple[str, str, dict[str, int]]],
) -> None:
    files = {}
    for number, (ledger, category, plan) in enumerate(listed):
        steps = "".join(f"[plan.{key}]\ninvestment = {value}\n" for key, value in plan.items())
        head = f'number = "{number}"\nname = "甲"\ncategory = "{category}"\n'
        files[f"{ledger}/{number}"] = head + steps
    found = crossed(snapshot_of(files), "category", "period", "planned")
    for part in (found.row_totals, found.column_totals, found.cells):
        stated = [amount for amount in part.values() if amount is not None]
        assert sum(stated) == (found.total or 0)
