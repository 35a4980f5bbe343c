"""Writes checks.md beside this file from the program's table of rules; run it after a change."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from string import Formatter

from msctl.check.rules import ALL_RULES, Group, Named
from msctl.locale.catalogue import LANGUAGES, set_language, t
from msctl.locale.labels import rule_label

FILE = Path(__file__).with_name("checks.md")
WORDS = {
    "zh": (
        "核对规则",
        "`msctl check` 和核对画面（F11）除了文件、字段、用语和版式的错误，还对内容提出下列疑问。"
        "疑问只请人核对，不妨碍保存、存档、同步和导出；确认无误的，写明理由、署名和日期免查"
        "（`waive.规则.reason`）。",
        ("数字", "时间", "完成情况", "完整", "一致", "文字"),
        ("规则", "名称", "轻重", "疑问"),
    ),
    "en": (
        "What the checks ask",
        "Besides mistakes in files, fields, words and layouts, `msctl check` and the findings"
        " screen (F11) ask the following. A doubt is a question to a person: nothing is refused"
        " for it, and one that is answered is waived with a reason, a name and a date"
        " (`waive.RULE.reason`).",
        ("Sums", "Time", "Status", "Completeness", "Consistency", "Wording"),
        ("rule", "name", "weight", "question"),
    ),
}
"""Title, introduction, the groups in their order, the columns."""


class _Blanks(Formatter):
    def get_value(self, key: int | str, args: object, kwargs: object) -> str:
        return "…"

    def format_field(self, value: object, format_spec: str) -> str:
        return str(value)


def document() -> str:
    """The tables in every language."""
    return "\n".join(_parts())


def _parts() -> Iterator[str]:
    order = list(Group)
    rules = sorted(
        {rule.id: rule for rule in ALL_RULES}.values(), key=lambda r: order.index(r.group)
    )
    for language in LANGUAGES:
        set_language(language)
        title, intro, groups, columns = WORDS[language]
        yield f"# {title}\n\n{intro}\n"
        for group, listed in groupby(rules, key=lambda rule: rule.group):
            yield f"## {groups[order.index(group)]}\n"
            yield _row(columns)
            yield _row(["---"] * len(columns))
            yield from (_row(_cells(rule)) for rule in listed)
            yield ""
    set_language(None)


def _cells(rule: Named) -> list[str]:
    asked = _Blanks().format(t(f"rule.{rule.id}")).replace("……", "…")
    weight = t(f"findings.severity.{rule.severity.value}")
    return [f"`{rule.id}`", rule_label(rule.id), weight, asked]


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
