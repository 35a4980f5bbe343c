"""The numbers proposed from the wording: few, and right."""

from decimal import Decimal

import pytest

from msctl.importing.documents import Imported
from msctl.model.record import Record
from msctl.text.amounts import planned_amounts
from msctl.text.figures import mentions, targets

from .offices import DONGQU, OFFICES, Office, by_number


def series(record: Record, *path: str) -> dict[str, Decimal | None]:
    return {key: record.decimal(*path, "plan", key) for key in record.keys((*path, "plan"))}


def test_per_period_figures_add_up_to_the_target(dongqu: Imported, lianshui: Imported) -> None:
    station = by_number(lianshui)["35"]
    assert series(station, "measure", "新建市政消火栓") == {"Q1": 8, "Q2": 23, "Q3": 23, "Q4": 8}
    assert station.text("measure", "新建市政消火栓", "mode") == "per-period"
    assert by_number(lianshui)["8"].decimal("measure", "应急救护普及培训", "target") == 19000


def test_what_follows_says_more_of_the_same(dongqu: Imported) -> None:
    lifts = by_number(dongqu)["9"]
    assert lifts.decimal("measure", "既有住宅电梯增设", "target") == 25
    assert series(lifts, "measure", "既有住宅电梯增设") == {"Q1": 2, "Q2": 8, "Q3": 7, "Q4": 8}


def test_one_series_may_be_cumulative_beside_another(lianshui: Imported) -> None:
    fitness = by_number(lianshui)["32"]
    assert fitness.text("measure", "全民健身品牌赛事", "mode") == "cumulative"
    assert series(fitness, "measure", "全民健身品牌赛事") == {"Q2": 4, "Q3": 15, "Q4": 20}
    assert fitness.text("measure", "更新健身路径", "mode") == "per-period"


def test_a_series_is_cumulative_although_its_first_figure_lacks_the_word(dongqu: Imported) -> None:
    jobs = by_number(dongqu)["13"]
    assert jobs.text("measure", "城镇新增就业", "mode") == "cumulative"
    assert series(jobs, "measure", "城镇新增就业")["Q1"] == 1500
    assert jobs.text("plan", "Q1", "mode") == "cumulative"
    assert jobs.decimal("plan", "Q1", "investment") == 200


def test_a_share_of_the_last_amount_makes_a_series_cumulative(dongqu: Imported) -> None:
    aid = by_number(dongqu)["30"]
    assert aid.decimal("task", "1", "plan", "Q3", "investment") == Decimal("51.04")
    assert aid.text("task", "1", "plan", "Q3", "mode") == "cumulative"


def test_measures_go_to_the_task_they_name(dongqu: Imported, lianshui: Imported) -> None:
    aid = by_number(dongqu)["30"]
    assert (
        aid.decimal("task", "2", "measure", aid.keys(("task", "2", "measure"))[0], "target") == 20
    )
    stops = by_number(lianshui)["27"]
    assert stops.keys(("task", "1", "measure")) == ["新增公共停车泊位"]
    assert len(stops.keys(("task", "2", "measure"))) == 4


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("全年救助不少于232人。", ("救助", 232, "人", "at-least")),
        ("婴儿死亡率不高于4.3‰", ("婴儿死亡率", Decimal("4.3"), "‰", "at-most")),
        ("新建工会驿站3个以上。", ("新建工会驿站", 3, "个", "at-least")),
        ("实施农村公路生命防护工程约30千米", ("农村公路生命防护工程", 30, "千米", "about")),
        ("新建停车位 5000 个。", ("新建停车位", 5000, "个", "")),
        ("全年开展职业技能培训1.3万人次", ("职业技能培训", 13000, "人次", "")),
        ("为 750 个教室安装空调。", ("教室安装空调", 750, "个", "")),
        ("新建5G基站100個以上", ("新建5G基站", 100, "個", "at-least")),
    ],
)
def test_what_a_clause_states(wording: str, expected: tuple[object, ...]) -> None:
    [[figure]] = targets(wording)
    assert (figure.name, figure.value, figure.unit, figure.relation) == expected


@pytest.mark.parametrize(
    "wording",
    [
        "1号线长286米，有效路面宽为4.5米；",
        "连接自来水公司2000方水池至三社",
        "路幅宽度为24米，全长1.9公里",
        "为全区 8 万多名“两慢病”患者提供健康服务。",
        "每个乡镇建设一座垃圾中转站，每村配备1名保洁员",
        "涉及楼栋97栋、居民3005户、面积26.88万平方米。",
        "由每人每月2727元提高到2747元",
        "打造3-4個鎮級“減證便民”示范點",
        "年龄由14周岁扩大到16周岁。",
        "宫颈癌、乳腺癌各完成筛查2870人",
        "应补尽补，实现全覆盖。",
        "2023年春季学期",
    ],
)
def test_dimensions_parts_and_rounded_figures_are_no_targets(wording: str) -> None:
    assert targets(wording) == [[]]


def test_only_planned_investment_is_an_investment() -> None:
    amounts = planned_amounts(
        {
            "Q1": "完成建设工程总量的65%，拨付资金50万元；",
            "Q2": "累计发放保障资金375万元；",
            "Q3": "预计拨付资金约900万元；",
            "Q4": "竣工，计划投资0.5亿元。",
        },
        "万元",
    )
    assert {key: amount.amount for key, amount in amounts.by_period.items()} == {"Q4": 5000}


def test_no_number_is_taken_from_a_report() -> None:
    for office in OFFICES:
        for record in office.read(accept=True).projects:
            for path, value in record.leaves():
                assert not (isinstance(value, Decimal) and "report" in path), path


def test_proposals_are_written_only_when_accepted(office: Office) -> None:
    proposed, accepted = office.read(), office.read(accept=True)
    assert proposed.account.guesses == accepted.account.guesses
    for before, after in zip(proposed.projects, accepted.projects, strict=True):
        added = after.fields.keys() - before.fields.keys()
        assert all("measure" in path or path[-1] in ("investment", "mode") for path in added)
        assert not any("measure" in path or "investment" in path for path in before.fields)


def test_every_series_fits_its_target(office: Office) -> None:
    for record in office.read(accept=True).projects:
        for prefix in ((), *(("task", key) for key in record.keys(("task",)))):
            for name in record.keys((*prefix, "measure")):
                path = (*prefix, "measure", name)
                values = [v for v in series(record, *path).values() if v is not None]
                if values:
                    cumulative = record.text(*path, "mode") == "cumulative"
                    reached = values[-1] if cumulative else sum(values, Decimal(0))
                    assert reached == record.decimal(*path, "target"), path


def test_the_quote_of_a_guess_stands_in_the_document() -> None:
    text = "".join(DONGQU.text.split())
    for guess in DONGQU.read().account.guesses:
        if guess.reason == "investment":
            assert guess.quote in text


def test_brackets_with_a_line_break_inside_are_left_out() -> None:
    [figure] = mentions("1、建设公厕（含（二期）\n配套设施1处）3座")
    assert (figure.name, figure.value, figure.unit) == ("建设公厕", Decimal(3), "座")
