"""What a unit's form asks for, and what it tells beside it."""

from msctl.model.paths import FieldPath
from msctl.model.period import parse_period
from msctl.model.snapshot import Snapshot
from msctl.report.forms import UnitForm, unit_forms

from .conftest import LEDGER, snapshot_of

Q3 = parse_period("Q3")
LAMPS = """
number = "3"
name = "增设路灯"
[units]
lead = ["住建局"]
[plan.H1]
text = "完成一半"
[plan.Q2-Q3]
text = "完成九成"
[plan.Q4]
text = "全部完成"
[measure."路灯"]
target = 100
unit = "盏"
[measure."路灯".report]
Q2 = 50
Q1 = 20
Q4 = 90
"""


def forms(county: Snapshot, role: str = "lead") -> dict[str, UnitForm]:
    return {one.unit: one for one in unit_forms(county, county.projects.values(), Q3, role)}


def test_each_unit_is_asked_by_the_registers_name_for_what_is_not_completed(
    county: Snapshot,
) -> None:
    # the school is completed; the roads and the clinic name nobody who leads
    own = forms(county)
    assert list(own) == ["农业农村局"]
    keys = [row.key for form in own["农业农村局"].ledgers for row in form.rows]
    assert keys == [f"{LEDGER}/2-roads#1", f"{LEDGER}/2-roads#2", f"{LEDGER}/10-clinic"]
    assert forms(county, "assisting") == {}


def test_a_row_tells_whose_it_is_and_what_was_last_reported(county: Snapshot) -> None:
    rows = forms(county)["农业农村局"].ledgers[0].rows
    assert [row.name for row in rows] == ["农村道路\n村内道路", "农村道路\n田间道路", "卫生院改造"]
    assert [row.before for row in rows] == ["按计划推进\n已进场", "进展缓慢\n正在招标", "正在推进"]
    assert rows[0].given[3].path == FieldPath.parse("task.1.report.Q2.progress")
    assert rows[0].cells[0].path == FieldPath.parse("task.1.report.Q3.progress")


def test_the_plan_is_what_shares_months_and_ends_with_the_period_or_later() -> None:
    lamps = snapshot_of({f"{LEDGER}/3-lamps": LAMPS})
    row = forms(lamps)["住建局"].ledgers[0].rows[0]
    assert row.planned == "完成九成"
    assert row.given[2].path == FieldPath.parse("plan.Q2-Q3.text")


def test_a_figure_stands_beside_the_last_one_before_the_period() -> None:
    lamps = snapshot_of({f"{LEDGER}/3-lamps": LAMPS})
    (measure,) = forms(lamps)["住建局"].ledgers[0].measures
    assert [cell.text for cell in measure.given] == ["3", "增设路灯", "路灯", "盏", "100", "50"]
    assert measure.given[-1].path == FieldPath.parse("measure.路灯.report.Q2")
    assert (measure.cell.path, measure.cell.value) == (
        FieldPath.parse("measure.路灯.report.Q3"),
        None,
    )
