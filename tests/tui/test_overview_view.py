"""The cards of the overview as text."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import LEDGER, OLD_LEDGER, ROAD, County

from msctl.model.ledger import Ledger, Region
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.record import Record
from msctl.model.values import from_toml
from msctl.store.records import Records
from msctl.store.rereading import reread
from msctl.text.width import cells
from msctl.tui.ledger_figures import Figures, LedgerFigures, count, together
from msctl.tui.overview_view import WIDE, Line, Touch, bar, card, height, totals
from msctl.tui.standing_cells import COUNTED

ID = LedgerId(LEDGER)
TOUCH = Touch(dt.datetime(2024, 4, 2, 9, tzinfo=dt.UTC), "张三", "一季度")


def plain(line: Line) -> str:
    return "".join(text for text, _ in line)


def named(title: str) -> Ledger:
    return Ledger(ID, Record({FieldPath.of("title"): from_toml(title)}))


REGION = Region("jia-xian", Record({FieldPath.of("name"): "甲县"}))
FIGURES = Figures(
    4,
    {"completed": 1, "on-track": 2, "behind": 1},
    {"red": 1, "yellow": 1, "green": 2},
    Decimal("69911.5"),
    Decimal(30),
    period=None,
)


@pytest.mark.parametrize("width", [40, 75, WIDE, 150])
def test_a_card_has_as_many_lines_as_it_says_and_none_is_too_wide(width: int) -> None:
    long = named("涟水县人民政府办公室关于公布二〇二四年民生实事项目的通知附件一" * 3)
    lines = card(REGION, long, FIGURES, TOUCH, width)
    assert len(lines) == height(width)
    assert all(cells(plain(line)) <= width for line in lines)
    assert plain(lines[0]).endswith("4项")


def test_a_card_tells_state_light_money_and_the_last_change_in_words() -> None:
    told = "\n".join(map(plain, card(REGION, named("台账"), FIGURES, TOUCH, 78)))
    for word in ("已完成 1", "按计划 2", "滞后 1", "红灯 1", "计划 69911.5 万元", "已投 30 万元"):
        assert word in told
    assert "2024-04-02 张三 一季度" in told


def test_the_wording_of_records_draws_nothing_but_itself() -> None:
    lines = card(REGION, named("台账\x1b[2J\n第二行"), FIGURES, None, 60)
    assert all("\x1b" not in plain(line) and "\n" not in plain(line) for line in lines)


@given(
    counts=st.dictionaries(st.sampled_from(COUNTED), st.integers(1, 200)),
    width=st.integers(20, 60),
)
def test_a_bar_fills_its_cells_and_shows_every_share(counts: dict[str, int], width: int) -> None:
    figures = Figures(sum(counts.values()), counts)
    drawn = plain(bar(figures, width))
    assert len(drawn) == width
    assert drawn[0] == "["
    assert drawn[-2:] == "] "
    assert ("#" in drawn) == ("completed" in counts)
    assert ("!" in drawn) == bool(counts.keys() & {"behind", "stalled"})
    on_plan = {"ahead", "on-track", "in-progress"}
    assert ("=" in drawn) == bool(counts.keys() & on_plan)
    if counts and counts.keys() <= {"completed", "behind", "stalled", *on_plan}:
        assert "." not in drawn


def test_figures_count_what_the_records_say(county: County) -> None:
    snapshot = Records(county.root).snapshot()
    figures = count(snapshot, ID)
    assert figures.projects == 3
    assert figures.words == {"on-track": 2, "behind": 1}
    assert figures.planned == 200
    assert figures.period is not None
    assert figures.period.key == "Q2"
    assert figures.due == 0
    county.replace(ROAD, "[report.Q2]", "[report.Q1]")
    snapshot = reread(Records(county.root), snapshot, [f"{ROAD}.toml"])
    figures = count(snapshot, ID)
    assert (figures.due, figures.owing) == (1, (("乙局", 1),))


def test_only_ledgers_whose_records_changed_are_counted_anew(county: County) -> None:
    records = Records(county.root)
    snapshot = records.snapshot()
    figures = LedgerFigures()
    figures.expect({ID: 3})
    assert figures[ID].projects == 3
    assert not figures[ID].is_counted
    assert figures.stale(snapshot) == [OLD_LEDGER, LEDGER]
    assert list(figures.count(snapshot, figures.stale(snapshot), lambda: True)) == [
        OLD_LEDGER,
        LEDGER,
    ]
    assert figures.stale(snapshot) == []
    county.replace(ROAD, "total = 120", "total = 130")
    after = reread(records, snapshot, [f"{ROAD}.toml"])
    assert figures.stale(after) == [LEDGER]
    assert list(figures.count(after, [ID], lambda: False)) == []
    assert figures.stale(after) == [LEDGER]


def test_all_ledgers_together_add_up(county: County) -> None:
    snapshot = Records(county.root).snapshot()
    found = together([count(snapshot, ledger) for ledger in snapshot.by_ledger])
    assert found.projects == 4
    assert sum((found.words or {}).values()) == 4
    assert "共 2 本台账 4 项" in plain(totals(2, found, 75))
