"""What is left out: numbers, figures, units, status words, plans, money."""

import pytest

from .asked import Example, holds

HALF = '[report.H1]\nprogress = "{text}"\nstatus = "{status}"\n'
TASKS = '[task.1]\nname = "东段"\n{first}[task.2]\nname = "西段"\n'
WHOLE = (
    'content = "修路。"\n[units]\nlead = ["乙局"]\n[funding]\ntotal = 1\n'
    '[plan.Q1]\ntext = "开工。"\n[report.H1]\nprogress = "正在施工。"\nstatus = "按期推进"\n'
)

EXAMPLES = [
    Example(
        "no-number",
        'content = "完成违规自备井封停任务。"\n',
        "content",
        'content = "完成违规自备井封停任务，年底前验收。"\n',
    ),
    Example(
        "no-number",
        'content = "完成违规自备井封停任务。"\n',
        "content",
        'content = "医疗救助应救尽救，课后服务全覆盖。"\n',
    ),
    Example(
        "share-of-nothing",
        'content = "为独居老人安装报警器。"\n[plan.Q3]\ntext = "完成安装任务的40%。"\n',
        "plan.Q3.text",
        'content = "为500名独居老人安装报警器。"\n[plan.Q3]\ntext = "完成安装任务的40%。"\n',
    ),
    Example(
        "no-figure",
        'content = "新增床位60张。"\n' + HALF.format(text="正在有序推进。", status="按期推进"),
        "report.H1.progress",
        'content = "新增床位60张。"\n' + HALF.format(text="已新增20张。", status="按期推进"),
    ),
    Example(
        "no-figure",
        'content = "惠及8万多名患者。"\n' + HALF.format(text="系统已开发。", status="按期推进"),
        "report.H1.progress",
        # what is completed has its target; a share is a figure; one thing needs no count
        'content = "新增床位60张。"\n' + HALF.format(text="已完成建设。", status="已完成"),
    ),
    Example(
        "no-figure",
        'content = "新增床位60张。"\n[plan.Q1]\ntext = "新增床位10张。"\n'
        + HALF.format(text="正在推进。", status="按期推进"),
        "report.H1.progress",
        'content = "新增床位60张。"\n[plan.Q1]\ntext = "招标。"\n[plan.Q4]\ntext = "新增60张。"\n'
        + HALF.format(text="正在推进。", status="按期推进"),
    ),
    Example(
        "no-unit",
        TASKS.format(first='[task.1.units]\nlead = ["乙局"]\n'),
        "task.2.units.lead",
        TASKS.format(first="") + '[units]\nlead = ["乙局"]\n',
        others=WHOLE,
    ),
    Example(
        "shared-units",
        TASKS.format(first="") + '[units]\nresponsible = ["乙局", "丙局"]\n',
        "units.responsible",
        TASKS.format(first='[task.1.units]\nresponsible = ["乙局"]\n')
        + '[units]\nresponsible = ["乙局", "丙局"]\n',
    ),
    Example(
        "no-status",
        WHOLE.replace('status = "按期推进"', ""),
        "report.H1.status",
        WHOLE,
        others=WHOLE,
    ),
    Example("no-plan", WHOLE.replace("[plan.Q1]\ntext", "[extra]\nx"), "", WHOLE, others=WHOLE),
    Example("no-money", WHOLE.replace("[funding]\ntotal = 1\n", ""), "", WHOLE, others=WHOLE),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=repr)
def test_what_is_left_out(example: Example) -> None:
    holds(example)
