"""What a notice's template may name: the figures and names of the records, in Chinese."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msctl.export.cells import official_label
from msctl.model.ledger import Region
from msctl.report.notice import UNTOLD, Notice, StatusGroup, Told
from msctl.text.script import traditional

_UNTOLD = dict(zip(UNTOLD, ("已报进展、未注明完成情况", "尚未填报"), strict=True))


@dataclass(frozen=True, slots=True)
class Letter:
    """What the records do not say and a person does."""

    date: dt.date
    number: str = ""
    addressees: str = ""
    issuer: str = ""


def words(
    found: Notice,
    region: Region,
    year: int,
    letter: Letter,
    annexes: Sequence[str],
    *,
    in_traditional: bool = False,
) -> dict[str, object]:
    """The words of a template and what they stand for; ``in_traditional``: the script of those
    that are ours."""
    ours: Callable[[str], str] = traditional if in_traditional else str
    slow = [_project(told, named=True) for told in found.slow]
    return {
        "地区": region.name,
        "年度": year,
        "期次": ours(official_label(found.period)),
        "全年": found.period.key == "Y",
        "文号": letter.number,
        "主送": letter.addressees.rstrip("：:"),
        "署名": letter.issuer,
        "日期": f"{letter.date.year}年{letter.date.month}月{letter.date.day}日",
        "金额单位": found.money_unit,
        "项目数": found.totals.projects,
        "任务数": found.totals.tasks,
        "已完成数": found.totals.completed,
        "完成率": found.totals.completed_rate,
        "计划投资": found.totals.planned,
        "完成投资": found.totals.invested,
        "投资完成率": found.totals.invested_rate,
        "各类情况": [_group(group, ours) for group in found.groups],
        "全部项目": [_project(told) for told in found.projects],
        "滞后项目": slow,
        "指标滞后项目": [_project(told) for told in found.late],
        "未报项目": [_project(told) for told in found.unreported],
        "未报单位": list(dict.fromkeys(unit for told in found.unreported for unit in told.units)),
        "滞后单位": list(dict.fromkeys(unit for told in found.slow for unit in told.units)),
        "附件": list(annexes),
    }


def _group(group: StatusGroup, ours: Callable[[str], str]) -> dict[str, object]:
    return {
        "用语": _wording(group, ours),
        "项数": len(group.projects),
        "项目": [_project(told) for told in group.projects],
        "已完成": group.state == "completed",
        "滞后": group.slow,
    }


def _wording(group: StatusGroup, ours: Callable[[str], str]) -> str:
    """The office's word; ``是`` and ``否``, which answer a column's title, are said in full."""
    if group.word in ("是", "否"):
        return "已完成" if group.state == "completed" else "未完成"
    return ours(_UNTOLD[group.word]) if group.word in _UNTOLD else group.word


def _project(told: Told, *, named: bool = False) -> dict[str, object]:
    """A project; ``named`` with the names of those of its tasks that are slow, if not all are."""
    some = named and 0 < len(told.slow) < len(told.project.tasks)
    return {
        "序号": told.project.number,
        "名称": told.project.name,
        "单位": list(told.units),
        "完成情况": told.standing.status,
        "困难": told.difficulties,
        "下一步": told.next_steps,
        "进展": told.progress,
        "子项": [task.text("name") for task in told.slow] if some else [],
    }
