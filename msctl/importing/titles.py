"""Titles to fields: what a column of a table is for, by all the titles that stand above it.

A title alone is looked up in ``headers.toml``. Some mean something only below another one (上级
below 资金来源), some name a period (1月, 三季度) and say in the titles around them whether it is a
plan or a report, and some name an indicator with its target and its figure.
"""

import re
from collections.abc import Sequence

from msctl.importing.headers import field_named, fold_title, lowest, period_of
from msctl.importing.quantities import number_of, rate_of, unit_in
from msctl.importing.residue import compact
from msctl.model.paths import FieldPath

_PERIOD = re.compile(
    r"(?:\d{4}年)?(?:第?[一二三四1-4]季度|(?:1[0-2]|[1-9])月(?:份)?|上半年|下半年)(.{0,12})"
)
_MONEY = re.compile(r"投资|资金|金额|经费|投資|資金|金額")
_DONE = re.compile(r"完成|进展|落实|推进|实绩|到位|已|進展|落實|實績")
_PLANNED = re.compile(r"计划|目标|安排|节点|任务|进度|計劃|目標|節點|任務|進度")
_PLANNED_THERE = re.compile(
    r"(?:工作|序时|序時|形象|建设|季度|阶段|节点)*(?:计划|計劃|目标|目標|安排|节点|節點|任务|任務)"
    r"(?:进度|進度|内容|任务|目标|节点|安排|投资|投資|情况)*"
)
"""What is promised, in a column below the period that it is promised for."""
_TARGET = re.compile(
    r"(?:年度|全年|计划|任务)?(?:目标|目标值|目标任务|目标数|任务数|任务量|计划数|计划量|计划)"
)
_FIGURE = re.compile(
    r"(?:年度|全年|累计|实际|已|目前)*(?:完成|完成数|完成值|完成量|完成情况|实绩|实际数)"
)
_GENERAL = ("内容", "名称", "单位", "小计", "合计", "金额", "总额", "情况", "內容", "名稱", "單位")
_UNITS = re.compile(r"单位|部门|單位|部門")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_MEASURED = re.compile(r"[（(]([^（()）\d]{1,6})[）)]$")


def field_path(titles: Sequence[str], table: str, cells: Sequence[str]) -> str:
    """The field path of a column, ``PERIOD`` in it where its titles name none; empty when no title
    names a field.

    Args:
        titles: the column's titles from the top.
        table: the table's title.
        cells: what the column holds.
    """
    own = lowest(titles)
    above = [title for title in titles[:-1] if title and title != own]
    within = next((t for t in reversed(above) if _PERIOD.fullmatch(_BRACKETS.sub("", t))), "")
    if within and _PLANNED_THERE.fullmatch(_BRACKETS.sub("", own)):
        return _of_period(period_of(within), own, table, _numbers(cells))
    path = _known(own, above)
    if path:
        return path
    if within and _DONE.search(own):
        return _of_period(period_of(within), own, table, _numbers(cells))
    if match := _PERIOD.fullmatch(_BRACKETS.sub("", own)):
        return _of_period(period_of(own), "".join([match[1], *above]), table, _numbers(cells))
    if above and _MONEY.search("".join(above)) and _numbers(cells):
        return str(FieldPath.of("funding", own))
    return _measure(own, above, table, cells)


def _known(own: str, above: Sequence[str]) -> str:
    """A title of the synonyms, by itself or together with what stands above it."""
    tried = [own]
    if above:
        parent = _BRACKETS.sub("", above[-1])
        tried += [parent + own, own + parent]
        if _UNITS.search(parent):
            tried.append(own + "单位")
        if _MONEY.search(parent):
            tried.append(own + "资金")
        if own in _GENERAL:
            tried.append(parent)
    return next(filter(None, map(field_named, tried)), "")


def _of_period(period: str, around: str, table: str, numbers: bool) -> str:
    """Of a column that stands for a period: planned or done, money or words."""
    said = around if _DONE.search(around) or _PLANNED.search(around) else around + table
    done = bool(_DONE.search(said)) and not re.search(r"计划|計劃", around)
    if numbers and _MONEY.search(around + table):
        return f"report.{period}.investment" if done else f"plan.{period}.investment"
    return f"report.{period}.progress" if done else f"plan.{period}.text"


def _measure(own: str, above: Sequence[str], table: str, cells: Sequence[str]) -> str:
    """An indicator's column: its target or its figure, below its name or with its unit in
    brackets."""
    if not _numbers(cells):
        return ""
    folded = fold_title(own)
    if above:
        name = _BRACKETS.sub("", above[-1])
        if _TARGET.fullmatch(folded):
            return str(FieldPath.of("measure", name, "target"))
        if _FIGURE.fullmatch(folded):
            return str(FieldPath.of("measure", name, "report")) + ".PERIOD"
        return ""
    name = _BRACKETS.sub("", own)
    if not measured_in(own) or not name:
        return ""
    if _DONE.search(table):
        return str(FieldPath.of("measure", name, "report")) + ".PERIOD"
    return str(FieldPath.of("measure", name, "target"))


def measured_in(title: str) -> str:
    """The unit of an indicator that a title ends with in brackets; empty for money and none."""
    match = _MEASURED.search(compact(title))
    return match[1] if match and not unit_in(match[1]) else ""


def _numbers(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers only."""
    return bool(cells) and all(number_of(cell) is not None or rate_of(cell) for cell in cells)
