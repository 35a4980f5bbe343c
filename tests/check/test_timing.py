"""Time: figures that fall, quarters, years, nodes and their order, lateness."""

import pytest

from .asked import Example, holds

FALLING = (
    '[measure."增设电梯"]\ntarget = 25\nunit = "部"\nmode = "{mode}"\n'
    '[measure."增设电梯".report]\nQ1 = 10\nQ2 = 8\n'
)
MONEY = "[plan.Q1]\ninvestment = 50\n{mode}[plan.Q2]\ninvestment = 40\n{mode}"
QUARTERS = '[plan.Q1]\ntext = "开工建设。"\n[plan.Q2]\ntext = "完工。"\n'
PLAN = '[plan.{period}]\ntext = "{text}"\n'

EXAMPLES = [
    Example(
        "figure-falls",
        FALLING.format(mode="cumulative"),
        "measure.增设电梯.report.Q2",
        FALLING.format(mode="per-period"),
    ),
    Example(
        "figure-falls",
        MONEY.format(mode='mode = "cumulative"\n'),
        "plan.Q2.investment",
        MONEY.format(mode=""),
    ),
    Example(
        "figure-falls",
        PLAN.format(period="Q1", text="累计发放护理补助资金60万元。")
        + PLAN.format(period="Q2", text="累计发放护理补助资金50万元。"),
        "plan.Q2.text",
        PLAN.format(period="Q1", text="发放护理补助资金60万元。")
        + PLAN.format(period="Q2", text="发放护理补助资金50万元。"),
    ),
    Example(
        "missing-quarter",
        PLAN.format(period="Q1", text="招标。") + PLAN.format(period="Q4", text="验收。"),
        "plan.Q4.text",
        # by half years, and what ends early
        PLAN.format(period="Q2", text="发放上半年补贴。")
        + PLAN.format(period="Q4", text="发放下半年补贴。"),
    ),
    Example(
        "odd-period",
        PLAN.format(period="Q2-Q3", text="施工。"),
        "plan.Q2-Q3.text",
        PLAN.format(period="ongoing", text="常态化服务。"),
        others=QUARTERS,
    ),
    Example(
        "past-term",
        PLAN.format(period="Q2", text="完成2023年春季学期资助。"),
        "plan.Q2.text",
        # what is paid for the year before, and the year before in a quarter of its own
        PLAN.format(period="Q1", text="发放2023年度育儿补贴，结清2023年秋季学期资助。"),
    ),
    Example(
        "beyond-year",
        PLAN.format(period="Q4", text="办理手续，2025年3月投入营业。"),
        "plan.Q4.text",
        PLAN.format(period="2025-M03", text="2025年3月投入营业。"),
    ),
    Example(
        "same-node",
        PLAN.format(period="Q2", text="完成施工招标并进场施工。")
        + PLAN.format(period="Q3", text="进场施工。"),
        "plan.Q3.text",
        PLAN.format(period="Q2", text="小游园开工建设。")
        + PLAN.format(period="Q3", text="体育公园开工建设。"),
    ),
    Example(
        "same-node",
        PLAN.format(period="Q2", text="危房开工建设。")
        + PLAN.format(period="Q3", text="全部危房开工。"),
        "plan.Q3.text",
        PLAN.format(period="Q2", text="开工率50%。")
        + PLAN.format(period="Q3", text="开工率100%。"),
    ),
    Example(
        "start-before-tender",
        PLAN.format(period="Q1", text="一标段道路开工。")
        + PLAN.format(period="Q2", text="完成一标段招投标并开工。"),
        "plan.Q2.text",
        PLAN.format(period="Q1", text="一标段完成招标并开工。")
        + PLAN.format(period="Q2", text="二标段招标。"),
    ),
    Example(
        "late-use",
        PLAN.format(period="Q2", text="完工并投入使用。")
        + '[report.Y]\nprogress = "2024年11月正式投入运营。"\n',
        "report.Y.progress",
        PLAN.format(period="Q3", text="9月投入使用。")
        + '[report.Y]\nprogress = "2024年9月投入使用。"\n',
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=repr)
def test_time(example: Example) -> None:
    holds(example)
