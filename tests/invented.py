"""A plainly invented county, 甲县, with the records that the tests of the command line work on."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

LEDGER = "jia-xian/2024/minsheng"
ROAD = f"{LEDGER}/01-cun-daolu"
ELDERLY = f"{LEDGER}/02-laonian-shitang"
SCHOOL = f"{LEDGER}/03-xuexiao-caochang"
OLD_LEDGER = "jia-xian/2023/minsheng"
WELL = f"{OLD_LEDGER}/01-shuijing"

FILES = {
    "msctl.toml": "format = 1\n",
    "jia-xian/region.toml": """\
name = "甲县"
level = "county"

[unit."乙局"]
aliases = ["县乙局"]

[unit."丙局"]
kind = "unit"

[unit."丁街道"]
kind = "unit"
""",
    f"{LEDGER}/ledger.toml": """\
title = "甲县2024年民生实事项目表"
issuer = "甲县人民政府"
date = 2024-03-01
money_unit = "万元"

[marks]
"省级" = "●"
"票决" = "○"

[status."未开工"]
state = "not-started"

[status."按期推进"]
state = "in-progress"
pace = "on-track"

[status."进展缓慢"]
state = "in-progress"
pace = "behind"

[status."已完成"]
state = "completed"

[layout.official]
tasks = "rows"

[layout.official.totals]
label = "合计（{projects}个）"
span = 2

[layout.official.column.number]
header = ["序号"]
fields = ["number"]
merge = "project"

[layout.official.column.name]
header = ["项目名称"]
fields = ["name"]
width = 16

[layout.official.column.total]
header = ["资金（万元）", "总投资"]
fields = ["funding.total"]
merge = "project"

[layout.official.column.county]
header = ["资金（万元）", "县级"]
fields = ["funding.county"]
merge = "project"

[layout.official.column.plan]
header = ["进度计划"]
fields = ["plan"]
width = 24

[layout.official.column.lead]
header = ["牵头单位"]
fields = ["units.lead"]
separator = "、"

[layout.official.column.status]
header = ["完成情况"]
fields = ["report.Q2.status"]
empty = "——"
""",
    f"{ROAD}.toml": """\
number = "1"
name = "村道路硬化"
category = "交通"
kind = "new"
content = \"\"\"
硬化村道路12公里，
新建错车道6处。\"\"\"
marks = ["票决"]

[units]
lead = ["乙局"]
responsible = ["丁街道"]

[funding]
total = 120
county = 60.5

[plan.Q1]
text = "完成招标。"
investment = 20

[plan.Q2]
text = "开工建设。"
investment = 100

[report.Q2]
progress = "已完成路基4公里。"
status = "按期推进"
""",
    f"{ELDERLY}.toml": """\
number = "2"
name = "老年食堂"
category = "养老"
kind = "continuing"

[units]
lead = ["丙局"]

[funding]
total = 80

[task.1]
name = "东食堂"

[task.1.plan.Q2]
text = "投入运营。"

[task.1.report.Q2]
status = "已完成"

[task.2]
name = "西食堂"
marks = ["省级"]

[task.2.plan.Q4]
text = "投入运营。"

[task.2.report.Q2]
status = "按期推进"
""",
    f"{SCHOOL}.toml": """\
# 督查室整理
number = "3"
name = "学校操场改造"
category = "教育"

[units]
lead = ["县乙局", "丙局"]

[plan.H1]
text = "完成改造。"

[report.Q2]
status = "进展缓慢"
difficulties = "雨季施工慢。"
""",
    f"{OLD_LEDGER}/ledger.toml": """\
title = "甲县2023年民生实事项目表"

[status."已办结"]
state = "completed"
""",
    f"{WELL}.toml": """\
number = "1"
name = "饮水机井"

[report.Y]
status = "已办结"
""",
}


def on_day(day: str) -> None:
    """From now on git's clock shows noon of a day."""
    for role in ("AUTHOR", "COMMITTER"):
        os.environ[f"GIT_{role}_DATE"] = f"{day}T12:00:00+08:00"


@dataclass(frozen=True)
class County:
    """A records root on the disk; its git repository is the folder above."""

    top: Path

    @property
    def root(self) -> Path:
        return self.top / "records"

    def file(self, record: str) -> Path:
        """The file of a project's id, or any file below the root."""
        return self.root / (record if record.endswith(".toml") else f"{record}.toml")

    def text(self, record: str) -> str:
        return self.file(record).read_text("utf-8")

    def write(self, record: str, text: str | bytes) -> Path:
        path = self.file(record)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return path

    def replace(self, record: str, old: str, new: str) -> Path:
        """Change a file by hand."""
        text = self.text(record)
        assert old in text
        return self.write(record, text.replace(old, new))

    def tree(self) -> dict[str, bytes]:
        """Every file below the root with its bytes, but for what is never a record."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".msctl" not in path.parts
        }

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.top, check=True, capture_output=True, text=True
        )
        return done.stdout

    def commit(self, message: str, day: str) -> str:
        """Commit everything on a day; the commit's hash."""
        on_day(day)
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", message)
        return self.git("rev-parse", "HEAD").strip()
