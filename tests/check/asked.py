"""What the rules ask of plainly invented records that never stood on a disk."""

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from msctl.check.questions import questions
from msctl.model.finding import Finding
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId, ProjectId
from msctl.model.project import Project
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot

LEDGER = LedgerId("jia-xian/2024/minsheng")
OTHER = LedgerId("jia-xian/2024/shengding")
WORDS = """
[status."已完成"]
state = "completed"
[status."按期推进"]
state = "in-progress"
pace = "on-track"
[status."进展缓慢"]
state = "in-progress"
pace = "behind"
"""
REGION = """
name = "甲县"
[unit."甲县乙局"]
aliases = ["乙局", "县乙局", "乙管局"]
"""


class Example(NamedTuple):
    """A project of which a rule asks, and one like it of which it does not."""

    rule: str
    asked: str
    """the fields of the project that is asked about"""
    path: str
    """where"""
    quiet: str
    """the fields of the one that is not"""
    ledger: str = ""
    """more fields of the ledger"""
    others: str = ""
    """the fields of ten more projects of the ledger"""

    def __repr__(self) -> str:
        return self.rule


def record(text: str) -> Record:
    """A record of a TOML text."""
    return Record.from_tree(tomllib.loads(text, parse_float=Decimal))


def snapshot(projects: Sequence[str], ledger: str = "", other: Sequence[str] = ()) -> Snapshot:
    """Projects in a ledger, and some in another ledger of the year; each without a name or number
    of its own has one."""
    found = {}
    for home, texts in ((LEDGER, projects), (OTHER, other)):
        for index, text in enumerate(texts, start=1):
            own = f'number = "{index}"\n' + ("" if text.startswith("name") else 'name = "某项"\n')
            project_id = ProjectId(f"{home}/{index:02}-x")
            found[project_id] = Project(project_id, record(own + text))
    ledgers = {home: Ledger(home, record(ledger + WORDS)) for home in (LEDGER, OTHER)}
    return Snapshot({"jia-xian": Region("jia-xian", record(REGION))}, ledgers, found)


def asked(example: Example, text: str) -> list[Finding]:
    """What the example's rule asks of a project among its ledger's others."""
    found = snapshot([text, *[example.others] * (10 if example.others else 0)], example.ledger)
    return [one for one in questions(found) if one.rule == example.rule]


def holds(example: Example) -> None:
    """The rule asks about the one, at its field, and not about the other."""
    found = asked(example, example.asked)
    assert [(one.id, str(one.path)) for one in found] == [(f"{LEDGER}/01-x", example.path)]
    assert asked(example, example.quiet) == []
