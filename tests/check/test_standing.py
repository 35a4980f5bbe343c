"""Status words: 已完成 beside words and figures that say otherwise, and one standard for all."""

import pytest

from msctl.check.questions import questions

from .asked import LEDGER, Example, holds, snapshot

REPORT = '[report.{period}]\nprogress = "{text}"\nstatus = "{status}"\n'
TARGET = '[measure."增设电梯"]\ntarget = {target}\nunit = "部"\nrelation = "{relation}"\n'


BY_QUARTERS = (
    TARGET.format(target=25, relation="exactly")
    + 'mode = "per-period"\n[measure."增设电梯".report]\nQ3 = 10\nQ4 = {last}\n'
)


def told(text: str, status: str = "已完成", period: str = "Y") -> str:
    """A report."""
    return REPORT.format(period=period, text=text, status=status)


def reached(text: str, target: int = 25, relation: str = "exactly", status: str = "已完成") -> str:
    """A report of something with a target."""
    return TARGET.format(target=target, relation=relation) + told(text, status)


EXAMPLES = [
    Example(
        "done-doubtful",
        told("已建成路基，正在开展收尾工作。"),
        "report.Y.status",
        told("已建成并投入使用。") + told("正在施工。", "按期推进", "Q3"),
    ),
    Example(
        "done-doubtful",
        told("项目处于停工状态。", "按期推进", "Q2"),
        "report.Q2.status",
        told("项目处于停工状态。", "进展缓慢", "Q2"),
    ),
    Example(
        "done-partly",
        told("一标段已完工，二标段已完成60%。"),
        "report.Y.status",
        told("完成100%，满意率95%。"),
    ),
    Example(
        "done-below-target",
        reached("已完成增设电梯24部。"),
        "report.Y.status",
        reached("已完成增设电梯26部。"),
    ),
    Example(
        "done-below-target",
        reached("已完成增设电梯27部。", relation="at-most"),
        "report.Y.status",
        reached("已完成增设电梯24部。", relation="at-most"),
    ),
    Example(
        "done-below-target",
        TARGET.format(target=25, relation="exactly")
        + '[measure."增设电梯".report]\nY = 20\n'
        + told("已完成。"),
        "report.Y.status",
        TARGET.format(target=25, relation="about")
        + '[measure."增设电梯".report]\nY = 24\n'
        + told("已完成。"),
    ),
    Example(
        "done-below-target",
        BY_QUARTERS.format(last=14) + told("已完成。", period="Q4"),
        "report.Q4.status",
        BY_QUARTERS.format(last=15) + told("已完成。", period="Q4"),
    ),
    Example(
        "done-below-target",
        TARGET.format(target=25, relation="exactly")
        + told("已增设电梯15部。", "按期推进", "Q1")
        + told("已增设电梯20部。"),
        "report.Y.status",
        # what a quarter's text tells may be the quarter's part
        TARGET.format(target=25, relation="exactly")
        + told("已增设电梯15部。", "按期推进", "Q1")
        + told("已增设电梯10部，全部完成。", period="Q2"),
    ),
    Example(
        "far-above",
        reached("已完成增设电梯41部。"),
        "report.Y.progress",
        reached("已完成增设电梯41部。", relation="at-least"),
    ),
    Example(
        "mixed-count",
        told("已有16幢完成或正在解危。", "按期推进"),
        "report.Y.progress",
        told("已完成16幢，正在解危4幢。", "按期推进"),
    ),
    Example(
        "stage-share",
        told("东码头正在方案设计，当前进度40%。", "按期推进"),
        "report.Y.progress",
        told("东码头正在设计，进度10%；西码头正在施工，进度75%。", "按期推进"),
    ),
    Example(
        "deadline-passed",
        'content = "预计2024年5月完工。"\n' + told("预计7月完工。", "按期推进", "Q2"),
        "report.Q2.status",
        'content = "一期已于3月完工，二期5月完工，三期8月底前完工。"\n'
        + told("正在施工。", "按期推进", "Q2"),
    ),
    Example(
        "deadline-passed",
        'content = "2024年上半年建成平台。"\n' + told("完善方案。", "按期推进", "Q2"),
        "report.Q2.status",
        'content = "2024年上半年建成平台。"\n' + told("完善方案。", "进展缓慢", "Q2"),
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=repr)
def test_status(example: Example) -> None:
    holds(example)


def asks(rule: str, *projects: str) -> list[tuple[str, str]]:
    found = questions(snapshot(projects))
    return [(one.id, str(one.path)) for one in found if one.rule == rule]


def test_all_rows_alike_are_asked_about_when_one_of_them_says_otherwise() -> None:
    done, doubtful = told("已完成。"), told("正在收尾。")
    assert asks("all-the-same", *[done] * 10) == []
    assert asks("all-the-same", *[done] * 10, doubtful) == [(LEDGER, "status.已完成.state")]
    assert asks("all-the-same", *[done] * 10, doubtful, told("施工。", "按期推进")) == []


def test_one_standard_for_all() -> None:
    less = reached("已完成增设电梯5部。", status="按期推进")
    more = reached("已完成增设电梯9部。", status="进展缓慢")
    assert asks("two-standards", less, more) == [(f"{LEDGER}/01-x", "report.Y.status")]
    assert asks("two-standards", more, less.replace("5部", "12部")) == []
