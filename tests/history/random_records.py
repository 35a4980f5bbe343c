"""Random records and random edits of them, by field, for the tests of merging."""

import random
from decimal import Decimal

from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value

FILE = "jia-xian/2024/minsheng/01-cun-daolu.toml"

NAMES = ("甲局", "乙局", "丙局", "丁街道", "戊镇", "己乡")
TEXTS = (
    "完成招标。",
    "第一行，\n第二行。",
    "开工",
    '引号"和\\斜杠',
    "# 不是注释",
    "= [x]",
    "",
    "三 \n",
)

TEXT_PATHS = (
    *("name", "category", "content", "note", "plan.lead_in", "plan.Q1.text", "plan.Q2.text"),
    *("plan.Q2-Q3.text", "report.Q1.progress", "report.Q1.status", "report.Q2.progress"),
    *("report.Q2.status", "report.Q2.difficulties", 'extra."1. 备注"', "extra.备注", "自定.甲"),
    *("measure.里程.unit", "task.1.name", "task.1.report.Q2.status", "task.2.name"),
    *("task.2.plan.Q4.text", "task.2.note"),
)
NUMBER_PATHS = (
    *("funding.total", "funding.county", "funding.own", "plan.Q1.investment"),
    *("plan.Q2.investment", "measure.里程.target", "measure.里程.report.Q2"),
    *("task.1.plan.Q1.investment", "report.Q2.investment"),
)
LIST_PATHS = ("marks", "units.lead", "units.responsible", "task.1.units.lead", "task.2.marks")
PATHS = tuple(map(FieldPath.parse, (*TEXT_PATHS, *NUMBER_PATHS, *LIST_PATHS)))


def value(chance: random.Random, path: FieldPath) -> Value:
    """Some value of the field's type."""
    if str(path) in LIST_PATHS:
        return tuple(chance.sample(NAMES, chance.randint(1, 4)))
    if str(path) in NUMBER_PATHS:
        return Decimal(chance.randint(0, 2000)) / chance.choice((1, 10, 100))
    return chance.choice(TEXTS) + str(chance.randint(0, 9))


def record(chance: random.Random) -> Record:
    """A record with about half of the fields."""
    chosen = [path for path in PATHS if chance.random() < 0.5]
    head = {FieldPath.of("number"): "1"}
    return Record(head | {path: value(chance, path) for path in chosen})


def edited(chance: random.Random, start: Record, most: int = 4) -> Record:
    """A record after a few edits of single fields, or of a list's names, or of whole tables."""
    fields = dict(start.fields)
    for _ in range(chance.randint(1, most)):
        path = chance.choice(PATHS)
        old = fields.get(path)
        if chance.random() < 0.08:
            group = chance.choice([("task", "1"), ("task", "2"), ("plan", "Q1"), ("report", "Q2")])
            fields = {p: v for p, v in fields.items() if p[:2] != group}
        elif chance.random() < 0.2:
            fields.pop(path, None)
        elif isinstance(old, tuple) and chance.random() < 0.7:
            names = [str(name) for name in old]
            if chance.random() < 0.5 and len(names) > 1:
                names.remove(chance.choice(names))
            new = [name for name in NAMES if name not in names]
            names.insert(chance.randint(0, len(names)), chance.choice(new))
            fields[path] = tuple(names)
        else:
            fields[path] = value(chance, path)
    return Record(fields)


def with_layout(chance: random.Random, text: str, word: str) -> str:
    """The same values under some comments and blank lines."""
    lines = text.splitlines(keepends=True)
    headers = [n for n, line in enumerate(lines) if line.startswith("[")]
    for place in sorted(chance.sample(headers, min(len(headers), 2)), reverse=True):
        lines.insert(place, f"# {word}{chance.randint(0, 99)}\n")
    return "".join(lines)
