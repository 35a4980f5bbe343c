"""What differs: items, sizes, names, measure words, kinds, units, targets, the notice's words."""

import pytest

from msctl.check.questions import questions

from .asked import LEDGER, OTHER, Example, holds, snapshot

LIST = 'content = "新建足球场1个、沙滩排球场2个、健身广场1个、儿童游乐区1个，周边绿化。"\n'
DONE = (
    '[report.Y]\nprogress = "已建成足球场1个、沙滩排球场2个、{item}、儿童游乐区1个。"\n'
    'status = "{word}"\n'
)
POWER = (
    'content = "新增100KVA箱式变电站一座。"\n'
    '[report.Y]\nprogress = "已建成{size}箱式变电站一座。"\n'
)
PARKS = (
    'content = "改造东街公园、西街公园、北街公园等。"\n[task.1]\nname = "东街公园"\n'
    '[task.2]\nname = "西街公园"\n[task.3]\nname = "{name}"\n'
)
WELL = '[measure."改造危房"]\ntarget = 20\nunit = "户"\n[report.Q2]\nprogress = "{text}"\n'

EXAMPLES = [
    Example(
        "changed-item",
        LIST + DONE.format(item="文化广场1个", word="已完成"),
        "report.Y.progress",
        LIST + DONE.format(item="文化广场1个", word="按期推进"),  # the rest may yet be built
    ),
    Example(
        "changed-size",
        POWER.format(size="200kv.a"),
        "report.Y.progress",
        POWER.format(size="100kv.a"),
    ),
    Example(
        "measure-word",
        WELL.format(text="已改造危房20人。"),
        "report.Q2.progress",
        WELL.format(text="已改造危房20户，惠及65人。"),
    ),
    Example(
        "task-name",
        PARKS.format(name="新民路社区"),
        "task.3.name",
        PARKS.format(name="北街公园提质升级"),
    ),
    Example(
        "kind-year",
        'kind = "new"\n[plan.2023-M11]\ntext = "进场施工。"\n',
        "plan.2023-M11.text",
        'kind = "continuing"\n[plan.2023-M11]\ntext = "进场施工。"\n',
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=repr)
def test_what_differs(example: Example) -> None:
    holds(example)


def asks(rule: str, *projects: str, other: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    found = questions(snapshot(projects, other=other))
    return [(one.id, str(one.path), one.found) for one in found if one.rule == rule]


SCREEN = (
    'name = "妇女儿童保障"\ncontent = "免费开展宫颈癌、乳腺癌筛查，全年各完成筛查{count}人。"\n'
)
PILES = (
    'name = "{name}"\ncontent = "{content}{count}个。"\n'
    '[measure."{measure}"]\ntarget = {count}\nunit = "个"\n'
)


def test_one_matter_in_two_ledgers_is_found_by_its_sentence() -> None:
    same = 'name = "两筛行动"\ncontent = "一是两癌筛查，2024年计划筛查3000人；二是产前筛查。"\n'
    told = asks("two-targets", same, other=(SCREEN.format(count=2870),))
    assert told == [(f"{OTHER}/01-x", "content", "2870")]
    assert asks("two-targets", same, other=(SCREEN.format(count=3000),)) == []
    lungs = 'name = "肺结节"\ncontent = "对居民进行肺结节筛查，全年计划筛查5000人次。"\n'
    assert asks("two-targets", lungs, other=(SCREEN.format(count=2870),)) == []
    assert asks("two-targets", same, SCREEN.format(count=2870)) == [], "in one ledger"


def test_one_matter_in_two_ledgers_is_found_by_its_measure() -> None:
    public = PILES.format(
        name="充电设施建设", content="新建公共领域充电桩", measure="新建公共领域充电桩", count=150
    )
    more = PILES.format(
        name="停车便民", content="在小区新建公共充电桩", measure="新建公共充电桩", count=300
    )
    assert asks("two-targets", more, other=(public,)) == [
        (f"{OTHER}/01-x", "measure.新建公共领域充电桩.target", "150")
    ]
    bridges = more.replace("公共充电桩", "农村桥梁")
    assert asks("two-targets", bridges, other=(public,)) == []


def test_alike_names_with_counts_of_other_things_are_no_one_matter() -> None:
    meals = 'name = "老年助餐服务"\ncontent = "建成助餐场所30个。"\n'
    cars = 'name = "老年助餐服务工作"\ncontent = "配备送餐车50个。"\n'
    homes = 'name = "老年助餐服务"\ncontent = "惠及老人30户。"\n'
    more = 'name = "老年助餐服务工作"\ncontent = "送餐上门50户。"\n'
    assert asks("two-targets", meals, other=(cars,)) == []
    assert asks("two-targets", homes, other=(more,)) == [(f"{OTHER}/01-x", "content", "50")]


def test_a_linked_matter_is_one_whatever_it_is_called() -> None:
    one = 'name = "甲"\ncontent = "修路20公里。"\n'
    other = 'name = "乙"\ncontent = "通达行动25公里。"\n'
    linked = one + f'[link]\n"{OTHER}/01-x" = "同一事项"\n'
    assert asks("two-targets", one, other=(other,)) == []
    assert asks("two-targets", linked, other=(other,)) == [(f"{OTHER}/01-x", "content", "25")]


def test_a_unit_has_one_name_but_for_its_county() -> None:
    own, short, renamed = (f'[units]\nlead = ["{name}"]\n' for name in ("乙局", "县乙局", "乙管局"))
    assert asks("unit-names", own, short) == []
    assert asks("unit-names", own, own, other=(renamed,)) == [
        (f"{OTHER}/01-x", "units.lead", "乙管局")
    ]


NOTICE = """
title = "甲县2024年实事表"
[notice]
text = '''
2024年3项民生实事中，2项（①甲路；②乙桥）已完成，1项进展缓慢。工程类项目一季度全部开工。
附件：甲县2024年实事表'''
"""


def project(name: str, status: str, plan: str = "") -> str:
    return f'name = "{name}"\n{plan}[report.Q2]\nstatus = "{status}"\n'


def of_notice(ledger: str, *projects: str) -> list[tuple[str, str, str, str]]:
    found = questions(snapshot(projects, ledger))
    return [
        (one.rule, one.id.removeprefix(LEDGER), one.expected, one.found)
        for one in found
        if one.rule.startswith("notice") and one.id.startswith(LEDGER)
    ]


def test_a_notice_says_what_its_table_has() -> None:
    right = (project("甲路", "已完成"), project("乙桥", "已完成"), project("丙校", "进展缓慢"))
    assert of_notice(NOTICE, *right) == []
    assert of_notice(NOTICE, *right[:2]) == [
        ("notice-counts", "", "2", "3"),
        ("notice-counts", "", "0", "1"),
    ]
    assert of_notice(NOTICE, right[0], project("乙大桥", "已完成"), right[2]) == [
        ("notice-names", "", "已完成", "")
    ]
    assert of_notice(NOTICE, right[0], project("乙桥", "进展缓慢"), right[2]) == [
        ("notice-counts", "", "1", "2"),
        ("notice-counts", "", "2", "1"),
        ("notice-names", "", "已完成", "进展缓慢"),
    ]
    renamed = NOTICE.replace('title = "甲县2024年实事表"', 'title = "甲县2024年实事进展表"')
    assert of_notice(renamed, *right) == [
        ("notice-title", "", "甲县2024年实事进展表", "甲县2024年实事表")
    ]
    late = project(
        "丙校", "进展缓慢", '[plan.Q1]\ntext = "招标。"\n[plan.Q2]\ntext = "开工建设。"\n'
    )
    soon = late.replace("招标。", "东楼开工。")
    assert of_notice(NOTICE, *right[:2], late) == [("notice-schedule", "/03-x", "Q1", "Q2")]
    assert of_notice(NOTICE, *right[:2], soon) == []


def test_a_count_that_is_not_of_the_whole_table_says_nothing_of_it() -> None:
    projects = (project("甲路", "已完成"), project("乙桥", "进展缓慢"))
    for told in (
        "省级8项民生实事、市级12项民生实事。",
        "2项民生实事，其中1项已完成80%。",
        "2项民生实事，省级项目5项进展缓慢。",
        "2项民生实事，1项完成序时进度，1项进展缓慢。",
    ):
        assert of_notice(f"[notice]\ntext = '{told}'\n", *projects) == [], told
    more = "[notice]\ntext = '十二大类2项民生实事。'\n"
    both = [one.replace("[report", 'category = "交通"\n[report') for one in projects]
    assert of_notice(more, *both) == [("notice-counts", "", "1", "12")]
