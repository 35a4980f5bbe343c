"""Plainly invented records in any number, for benchmarks: offices 甲 to 癸, words drawn by lot."""

import random
import subprocess
from pathlib import Path

STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The ten stems stand for anybody, as John Doe does."""
WORDS = "老旧小区加装电梯改造保障住房供水管网街头游园农贸市场助餐服务前期手续开工建设完成投资"
STATUSES = {
    "未开工": ("not-started", ""),
    "按期推进": ("in-progress", "on-track"),
    "进展缓慢": ("in-progress", "behind"),
    "已完成": ("completed", ""),
}


def invent(root: Path, projects: int, each: int = 50) -> None:
    """Write a records root with some projects, ``each`` of them in a ledger."""
    chance = random.Random(projects)
    root.mkdir(parents=True)
    (root / "msctl.toml").write_text("format = 1\n", encoding="utf-8")
    for number in range(-(-projects // each)):
        stem = STEMS[number % 10] + (STEMS[number // 10 % 10] if number >= 10 else "")
        region = root / f"county-{number // 4:04}"
        ledger = region / str(2021 + number % 4) / "minsheng"
        ledger.mkdir(parents=True)
        units = "".join(f'[unit."{name}局"]\naliases = ["县{name}局"]\n' for name in STEMS)
        (region / "region.toml").write_text(f'name = "{stem}县"\n{units}', encoding="utf-8")
        title = f'title = "{stem}县{2021 + number % 4}年民生实事"\nmoney_unit = "万元"\n'
        words = "".join(
            f'[status."{word}"]\nstate = "{state}"\n' + (f'pace = "{pace}"\n' if pace else "")
            for word, (state, pace) in STATUSES.items()
        )
        (ledger / "ledger.toml").write_text(title + words, encoding="utf-8")
        for row in range(1, min(each, projects - number * each) + 1):
            text = _project(chance, row)
            (ledger / f"{row:02}-xiangmu.toml").write_text(text, encoding="utf-8")


def commit(root: Path) -> None:
    """Make the root a git repository with one commit."""
    who = ("-c", "user.name=张三", "-c", "user.email=zhangsan@example.com")
    for command in (
        ("init", "--quiet", "--initial-branch=main"),
        # a collection in the background would outlive the benchmark
        ("config", "gc.auto", "0"),
        ("add", "."),
        (*who, "commit", "--quiet", "-m", "建立台账"),
    ):
        subprocess.run(["git", *command], cwd=root, check=True)


def _wording(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(WORDS, k=length))


def _project(chance: random.Random, number: int) -> str:
    quarters = []
    reported = chance.randint(0, 4)
    for quarter in range(1, 5):
        quarters.append(f'[plan.Q{quarter}]\ntext = "{_wording(chance, 24)}。"\n')
        quarters.append(f"investment = {chance.randint(1, 500)}\n\n")
    for quarter in range(1, reported + 1):
        quarters.append(f'[report.Q{quarter}]\nprogress = "{_wording(chance, 40)}。"\n')
        quarters.append(f'status = "{chance.choice(list(STATUSES))}"\n')
        quarters.append(f"investment = {chance.randint(1, 500)}\n\n")
    return (
        f'number = "{number}"\nname = "{_wording(chance, 12)}{number}"\n'
        f'category = "{chance.choice(("交通", "教育", "养老"))}"\n'
        f'content = "{_wording(chance, 60)}。"\n\n'
        f'[units]\nlead = ["{chance.choice(STEMS)}局"]\n\n'
        f"[funding]\ntotal = {chance.randint(10, 9000)}\n\n" + "".join(quarters)
    )
