"""Sums: sources and total, periods and target, parts and whole, shares, rates, typed numbers."""

import pytest

from .asked import Example, asked, holds

FUNDS = "[funding]\ntotal = 100\nthis_year = {year}\ncounty = {county}\nown = 40\n"
STEPS = '[plan.Q1]\ntext = "一"\ninvestment = 30\n[plan.Q2]\ntext = "二"\ninvestment = {last}\n'
LIFTS = (
    '[measure."增设电梯"]\ntarget = 25\nunit = "部"\nmode = "{mode}"\n'
    '[measure."增设电梯".plan]\nQ1 = 10\nQ4 = {last}\n'
)
SUBSIDY = (
    '[plan.Q2]\ntext = "完成50%，累计发放补贴资金{half}万元、护理补助资金{more}万元。"\n'
    '[plan.Q4]\ntext = "完成100%，累计发放补贴资金200万元、护理补助资金80万元。"\n'
)
HALF = '[report.H1]\nprogress = "{text}"\n'
DONE = (
    'content = "新建充电桩25个。"\n[measure."新建充电桩"]\ntarget = {target}\nunit = "个"\n'
    '[measure."新建充电桩".report]\nH1 = {typed}\n[report.H1]\n'
    'progress = "已完成新建充电桩10个{more}。"\n'
)

EXAMPLES = [
    Example(
        "funding-sum",
        FUNDS.format(year=100, county=50),
        "funding.total",
        FUNDS.format(year=100, county=60),
    ),
    Example(
        "funding-sum",
        "[funding]\ntotal = 100\ncounty = 120\n",
        "funding.total",
        "[funding]\ntotal = 100\ncounty = 60\n",  # one source may be one of several
    ),
    Example(
        "funding-sum",
        FUNDS.format(year=100, county=50) + "bond = 20\n",
        "funding.total",
        FUNDS.format(year=100, county=60) + "spent = 20\n",  # money, and no source
    ),
    Example(
        "funding-year",
        FUNDS.format(year=101, county=60),
        "funding.this_year",
        FUNDS.format(year=90, county=60),
    ),
    Example(
        "plan-money",
        "[funding]\ntotal = 100\n" + STEPS.format(last=80),
        "funding.total",
        "[funding]\ntotal = 100\n" + STEPS.format(last=70),
    ),
    Example(
        "plan-money",
        "[funding]\ntotal = 100\n" + STEPS.format(last=80) + '[task.1]\nname = "甲"\n',
        "funding.total",
        # what the tasks share counts once
        "[funding]\ntotal = 100\n"
        + STEPS.format(last=70)
        + '[task.1]\nname = "甲"\n[task.2]\nname = "乙"\n',
    ),
    Example(
        "series-target",
        LIFTS.format(mode="per-period", last=14),
        "measure.增设电梯.target",
        LIFTS.format(mode="cumulative", last=25),
    ),
    Example(
        "series-target",
        '[measure."增设电梯"]\ntarget = 25\nunit = "部"\n'
        '[plan.Q1]\ntext = "增设电梯10部。"\n[plan.Q4]\ntext = "增设电梯14部。"\n',
        "measure.增设电梯.target",
        # what the second quarter says of the measure is no number: nobody knows the sum
        '[measure."增设电梯"]\ntarget = 25\nunit = "部"\n[plan.Q1]\ntext = "增设电梯10部。"\n'
        '[plan.Q2]\ntext = "增设电梯14部。"\n[plan.Q4]\ntext = "增设其余电梯。"\n',
    ),
    Example(
        "series-target",
        LIFTS.format(mode="per-period", last=16),
        "measure.增设电梯.target",
        LIFTS.format(mode="per-period", last=14).replace("Q4", "Q3"),  # the plan may go on
    ),
    Example(
        "parts-sum",
        HALF.format(text="共收到申请100份，其中小学60份，初中35份。"),
        "report.H1.progress",
        HALF.format(text="救助100人（其中服药60人、住院40人）。"),
    ),
    Example(
        "parts-sum",
        HALF.format(text="修路10公里，其中村道6公里、乡道5公里。"),
        "report.H1.progress",
        HALF.format(text="改造620所（含甲区129所、乙区5所），其中学校12所。"),  # some of them
    ),
    Example(
        "parts-sum",
        HALF.format(text="投资3亿元，其中市级1亿元、县级1亿元、自筹0.9亿元。"),
        "report.H1.progress",
        HALF.format(
            text="每人每月100元，其中90岁以上200元，100岁以上500元；投资3亿元，其中市级2亿元、县级1亿元，年度投资2亿元。"
        ),
    ),
    Example(
        "list-count",
        HALF.format(text="改造3块区域（东街、西街），均已完成。"),
        "report.H1.progress",
        HALF.format(text="已完成3个：东街、西街、北街，均已开放；改造9个小区（东街等）。"),
    ),
    Example(
        "list-count",
        HALF.format(text="为甲校、乙校、丙校、丁校等3所学校配备校车。"),
        "report.H1.progress",
        HALF.format(text="为甲校、乙校等7所学校配备校车。"),
    ),
    Example(
        "share-of-total",
        SUBSIDY.format(half=100, more=35),
        "plan.Q2.text",
        SUBSIDY.format(half=100, more=40),
    ),
    Example(
        "share-of-total",
        SUBSIDY.format(half=104, more=40),
        "plan.Q2.text",
        SUBSIDY.format(half=104, more=35),  # money that does not go with the work at all
    ),
    Example(
        "stated-rate",
        HALF.format(text="学生总数2000人，已筛查1500人，覆盖率达到76.5%。"),
        "report.H1.progress",
        HALF.format(text="学生总数2199人，已筛查1900人，封闭1756人，覆盖率达到79.85%。"),
    ),
    Example(
        "stated-rate",
        HALF.format(text="应接种860人，已接种801人，接种率95.1%。"),
        "report.H1.progress",
        HALF.format(text="应改1260处，剩余18处，整改率98.6%；签约12万人，签约率42.7%。"),
    ),
    Example(
        "stated-share",
        DONE.format(target=25, typed=10, more="，完成率60%"),
        "report.H1.progress",
        DONE.format(target=25, typed=10, more="，完成率40%"),
    ),
    Example(
        "typed-money",
        '[plan.Q1]\ntext = "开工，计划投资1.5亿元。"\ninvestment = 1500\n',
        "plan.Q1.investment",
        '[plan.Q1]\ntext = "开工，计划投资1.5亿元。"\ninvestment = 15000\n',
    ),
    Example(
        "typed-money",
        '[report.Q1]\nprogress = "完成投资20万元。"\ninvestment = 30\n',
        "report.Q1.investment",
        '[report.Q1]\nprogress = "累计完成投资20万元。"\ninvestment = 30\n',
    ),
    Example(
        "typed-target",
        DONE.format(target=30, typed=10, more=""),
        "measure.新建充电桩.target",
        DONE.format(target=25, typed=10, more=""),
    ),
    Example(
        "typed-figure",
        DONE.format(target=25, typed=12, more=""),
        "measure.新建充电桩.report.H1",
        DONE.format(target=25, typed=10, more=""),
    ),
    Example(
        "typed-figure",
        '[plan.Q1]\ntext = "增设电梯11部。"\n' + LIFTS.format(mode="per-period", last=15),
        "measure.增设电梯.plan.Q1",
        '[plan.Q1]\ntext = "增设电梯10部。"\n' + LIFTS.format(mode="per-period", last=15),
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=repr)
def test_sums(example: Example) -> None:
    holds(example)


def test_a_rate_is_quoted_from_its_own_sentence() -> None:
    text = "已召开会议。学生总数2000人，已筛查1500人，覆盖率达到76.5%。"
    example = next(one for one in EXAMPLES if one.rule == "stated-rate")
    assert [one.quote for one in asked(example, HALF.format(text=text))] == ["率达到76.5%"]
