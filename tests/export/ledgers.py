"""Invented ledgers in the shapes of the offices' tables, small enough to read their output."""

import tomllib
from decimal import Decimal

from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot

LEDGER = LedgerId("qinghe/2024/minsheng")

ROWS = """
title = "清河区完成情况表"
heading = "附件"
[marks]
"省级" = "●"
[layout.official]
tasks = "rows"
[layout.official.column.number]
header = ["序号"]
fields = ["number"]
merge = "project"
width = 4
[layout.official.column.name]
header = ["项目名称"]
fields = ["name"]
merge = "project"
width = 12
[layout.official.column.plan]
header = ["形象进度"]
fields = ["plan"]
width = 24
task_name = "（{name}）"
[layout.official.column.lead]
header = ["牵头单位"]
fields = ["units.lead"]
width = 10
[layout.official.column.difficulties]
header = ["困难及下一步"]
fields = ["report.Y.difficulties", "report.Y.next_steps"]
width = 14
empty = "——"
[layout.official.column.difficulties.lead_words]
"report.Y.next_steps" = "下一步："
[layout.official.column.marks]
header = ["备注"]
fields = ["marks"]
separator = "、"
width = 12
"""

PARAGRAPHS = """
title = "清河县项目表"
[layout.official]
tasks = "paragraphs"
[layout.official.totals]
label = "项目（合计：{projects}个）"
place = "first"
span = 2
[layout.official.column.category]
header = ["类别"]
fields = ["category"]
merge = "category"
width = 8
[layout.official.column.number]
header = ["序号"]
fields = ["number"]
width = 4
[layout.official.column.kind]
header = ["类型"]
fields = ["kind"]
width = 4
[layout.official.column.kind.words]
new = "新增"
continuing = "连续"
[layout.official.column.total]
header = ["投资", "总投资"]
fields = ["funding.total"]
width = 8
[layout.official.column.county]
header = ["投资", "县财政"]
fields = ["funding.county"]
width = 8
[layout.official.column.plan]
header = ["进度计划"]
fields = ["plan"]
width = 30
[layout.official.column.units]
header = ["责任单位"]
fields = ["units.responsible"]
width = 10
"""

CANTEEN = """
number = "1"
name = "老年助餐点"
[task.1]
name = "东街食堂"
marks = ["省级"]
[task.1.units]
lead = ["民政局", "东街街道"]
[task.1.plan]
lead_in = "年内完成，其中："
[task.1.plan.Q1]
text = "选址；"
[task.1.plan.Q2-Q3]
text = "改造并开业。"
[task.2]
name = "西街食堂"
[task.2.units]
lead = ["民政局"]
[task.2.plan.Q4]
text = "开业。"
[task.2.report.Y]
difficulties = "房租偏高。"
next_steps = "换址。"
"""

ROAD = """
number = "2"
name = "道路硬化"
[units]
lead = ["交通局"]
[plan.Y]
text = "完成道路硬化3公里"
"""

DRAINS = """
number = "1"
name = "不淹不涝"
category = "一、宜居"
kind = "new"
[units]
responsible = ["住建局", "水利局"]
[funding]
total = 4880
county = 4880.5
[task.1]
name = "东片区"
[task.1.plan]
lead_in = "东片区："
[task.1.plan.Q1]
text = "开工。"
[task.1.plan.Q2]
text = "完工。"
[task.2]
name = "西片区"
[task.2.plan]
lead_in = "西片区："
[task.2.plan.2023-M11]
text = "2023年：11月18日进场。"
[task.2.plan.M06]
text = "2024年6月底竣工。"
"""

PARKING = """
number = "2"
name = "停车泊位"
category = "一、宜居"
kind = "continuing"
[funding]
total = 0
[plan.H1]
text = "建成180个"
[plan.ongoing]
text = "日常维护"
"""

HEALTH = """
number = "3"
name = "体检"
category = "二、健康"
[funding]
total = 120
"""


def record(text: str) -> Record:
    return Record.from_tree(tomllib.loads(text, parse_float=Decimal))


def snapshot_of(ledger: str, *projects: str) -> Snapshot:
    found = {}
    for text in projects:
        own = record(text)
        name = ProjectId(f"{LEDGER}/{own.text('number')}-x")
        found[name] = Project(name, own)
    return Snapshot(
        regions={"qinghe": Region("qinghe", record(""))},
        ledgers={LEDGER: Ledger(LEDGER, record(ledger))},
        projects=found,
    )


def in_rows() -> Snapshot:
    return snapshot_of(ROWS, CANTEEN, ROAD)


def in_paragraphs() -> Snapshot:
    return snapshot_of(PARAGRAPHS, DRAINS, PARKING, HEALTH)
