"""Charts: what they show, that no text is cut, and the three files they are drawn in."""

import io
import zipfile
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from msctl.export.charts import png, svg, xlsx
from msctl.export.charts.chart import Chart, Series
from msctl.export.charts.drawing import NARROW, TEXT, WIDTH, breadth
from msctl.export.charts.kinds import KINDS, Request, draw
from msctl.export.charts.scale import MOST, ticks
from msctl.export.errors import NothingToDraw
from msctl.model.values import to_text

from .ledgers import in_paragraphs, in_rows, snapshot_of

MONEY = (
    """
    number = "1"
    name = "电梯"
    plan.Q1.investment = 20.5
    plan.M02.investment = 3
    plan.Q2-Q3.investment = 40
    plan.ongoing.investment = 7
    report.Q1.investment = 18
    """,
    """
    number = "2"
    name = "公厕"
    plan.Q1 = { investment = 10, mode = "cumulative" }
    plan.Y = { investment = 30, mode = "cumulative" }
    plan.2023-M11.investment = 1
    """,
)

SVG = "{http://www.w3.org/2000/svg}"
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


@given(AMOUNTS, st.booleans())
@example(Decimal("9714.21"), False)
@example(Decimal(13), True)
def test_an_axis_has_few_even_marks_and_reaches_the_largest(largest: Decimal, whole: bool) -> None:
    marks = ticks(largest, whole=whole)
    assert marks[0] == 0
    assert marks[-1] >= largest
    assert 2 <= len(marks) <= MOST + 1
    assert len({after - before for before, after in pairwise(marks)}) == 1
    assert len(ticks(largest, whole=whole, most=2)) <= 3
    assert not whole or all(mark == int(mark) for mark in marks)


def test_progress_counts_the_shares_of_each_unit_and_says_who_counts_twice() -> None:
    snapshot = in_rows()
    chart = draw("progress", Request(snapshot, list(snapshot.projects.values())))
    counted = {label: chart.total(place) for place, label in enumerate(chart.labels)}
    assert sum(counted.values()) >= len(snapshot.projects)
    assert bool(chart.notes) == (sum(counted.values()) > len(snapshot.projects))
    assert all(any(series.values) for series in chart.series)


def test_money_counts_in_the_quarter_in_which_its_period_ends() -> None:
    snapshot = snapshot_of("", *MONEY)
    chart = draw("money", Request(snapshot, list(snapshot.projects.values())))
    assert chart.labels == ("2023年四季度", "2024年一季度", "2024年三季度", "2024年四季度")
    assert [list(map(to_text, series.values)) for series in chart.series] == [
        ["1", "33.5", "40", "20"],
        ["", "18", "", ""],
    ]
    assert chart.notes == ("各期金额计入期末所在的季度。", "计划投资另有 7万元 不分期。")


def test_nothing_to_draw_is_said() -> None:
    snapshot = in_paragraphs()
    with pytest.raises(NothingToDraw):
        draw("money", Request(snapshot, list(snapshot.projects.values())))
    with pytest.raises(NothingToDraw):
        draw("progress", Request(snapshot, []))


def test_states_tell_of_every_project() -> None:
    snapshot = in_paragraphs()
    chart = draw("states", Request(snapshot, list(snapshot.projects.values())))
    assert sum(chart.total(i) for i in range(len(chart.labels))) == len(snapshot.projects)


LABELS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(
    st.lists(st.tuples(LABELS, AMOUNTS, AMOUNTS), min_size=1, max_size=9),
    st.booleans(),
    LABELS,
    st.sampled_from([WIDTH, NARROW]),
)
@example([("", Decimal(0), Decimal(0))], True, "00000" + 6 * "\x1f", NARROW)
@example([("<b>&\x1b[31m", Decimal(3), Decimal(0))], True, '"><script>', WIDTH)
@example([("市级重点推进项目（市领导联系）" * 3, Decimal(1), Decimal(10**9))], True, "题", NARROW)
def test_the_picture_is_well_formed_and_every_text_stands_inside(
    rows: list[tuple[str, Decimal, Decimal]], stacked: bool, title: str, width: int
) -> None:
    chart = Chart(
        title=title,
        labels=tuple(label for label, _, _ in rows),
        series=(
            Series("completed", "已完成", tuple(int_or(a, stacked) for _, a, _ in rows)),
            Series("behind", "滞后", tuple(int_or(b, stacked) for _, _, b in rows)),
        ),
        stacked=stacked,
        unit="单位",
        notes=(title,),
    )
    written = svg.write(chart, width=width)
    assert written == svg.write(chart, width=width)
    root = ElementTree.fromstring(written)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        *("svg", "title", "defs", "pattern", "rect", "path", "circle", "text")
    }
    for text in root.iter(f"{SVG}text"):
        if text.get("transform"):
            continue
        size = float(text.get("font-size", TEXT))
        wide = breadth(text.text or "", int(size))
        x = float(text.attrib["x"])
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        assert left >= -1
        assert left + wide <= width + 1


def int_or(value: Decimal, whole: bool) -> Decimal:
    return Decimal(int(value) % 1000) if whole else value


@pytest.fixture
def chart() -> Chart:
    snapshot = in_rows()
    return draw("states", Request(snapshot, list(snapshot.projects.values()), ("unit",)))


def test_the_workbook_holds_the_figures_and_a_native_chart_of_them(chart: Chart) -> None:
    from python_calamine import CalamineWorkbook

    written = xlsx.write(chart)
    assert written == xlsx.write(chart)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0)
    rows = [row for row in sheet.to_python() if row[0] in chart.labels]
    assert [row[1 : 1 + len(chart.series)] for row in rows] == [
        [float(series.values[i] or 0) for series in chart.series] for i in range(len(chart.labels))
    ]
    with zipfile.ZipFile(io.BytesIO(written)) as book:
        drawn = book.read("xl/charts/chart1.xml").decode("utf-8")
    assert drawn.count("<c:ser>") == len(chart.series)
    assert drawn.count("<c:f>") == 3 * len(chart.series)


def test_the_png_is_the_picture_of_the_svg(chart: Chart) -> None:
    pytest.importorskip("typst", reason="the extra pdf is not installed")
    written = png.write(chart)
    assert written.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(written[16:20], "big") == WIDTH * png.DENSITY // 96
    assert written == png.write(chart)


def test_every_kind_is_drawn_as_it_is_asked_for() -> None:
    snapshot = snapshot_of("", *MONEY)
    for kind in KINDS:
        chart = draw(kind, Request(snapshot, list(snapshot.projects.values())))
        assert svg.write(chart).startswith("<svg ")
