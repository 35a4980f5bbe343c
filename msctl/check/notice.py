"""Doubts about a ledger's notice: its counts, names and title against its own table, and a rule of
it against the plans."""

import re
import unicodedata
from collections.abc import Iterator

from msctl.check.case import NOTICE, Case, Doubt, LedgerCase
from msctl.check.timing import QUARTERS
from msctl.model.project import natural
from msctl.text.fold import fold, simplified

_ALL = re.compile(
    r"(?P<count>\d+)[项件个](?:[全本]?[省市县区]级?|年度|重点|政府|十大|[省市县区]政府|\d{4}年){0,4}(?:民生|为民办实事|惠民实事)"
)
_CATEGORIES = re.compile("(?P<count>[一二三四五六七八九十]{1,3})(?:大类|类(?=[0-9]+[项件个]))")
_PART = re.compile(
    r"(?P<count>\d+)[项件个](?P<names>[（(][^（）()]*[）)])?"
    r"(?P<word>(?:已)?(?:全部)?完成(?![^，。；,;]{0,3}(?:\d|[序时]|进度|季度|半年|节点|前期))"
    r"|按(?:计划|序时|时序)[^，。；,;]{0,4}推进|(?:正常|有序|顺利)推进|(?:达到?)?序时进度"
    r"|(?:进展|推进)(?:较为|比较|相对)?(?:缓慢|滞后)|滞后)"
)
_NAME = re.compile(r"[①-⑳]|\d+[.、．]")
_ANNEX = re.compile(r"附件\d?\s*[:：]\s*(?:1[.．])?(?P<title>[^\n]+)")
_RULE = re.compile(
    r"工程类项目(?P<quarter>[一二三四])季度[^，。；,;]{0,4}?(?P<act>进场施工|开工建设|开工)"
)
_START = re.compile("进场施工|开工建设|开工|施工")
_STARTED = re.compile("进场施工|开工建设|开工(?!率)")
_NUMERALS = "一二三四"


def notice_counts(case: LedgerCase) -> Iterator[Doubt]:
    """The notice counts what its table has."""
    text = _notice(case)
    if not text:
        return
    whole = {match["count"]: match for match in _ALL.finditer(text)}
    # several numbers are of several lists, as of the province's and the county's
    for match in whole.values() if len(whole) == 1 else ():
        yield from _counted(case, match, len(case.cases))
    categories = {one.project.record.text("category") for one in case.cases} - {""}
    for match in _CATEGORIES.finditer(text):
        stated = natural(match["count"])[1]
        if categories and stated != len(categories):
            yield Doubt(NOTICE, match[0], str(len(categories)), str(stated))
    for match in _parts(case, text):
        group = _group_of(match["word"])
        counted = sum(_group(one) == group for one in case.cases)
        yield from _counted(case, match, counted)


def _parts(case: LedgerCase, text: str) -> list[re.Match[str]]:
    """The counts of a notice that divide all projects among them; none where they do not."""
    parts = list(_PART.finditer(text))
    total = sum(int(match["count"]) for match in parts)
    stated = {int(match["count"]) for match in _ALL.finditer(text)} | {len(case.cases)}
    return parts if total in stated and any(map(_group, case.cases)) else []


def _counted(case: LedgerCase, match: re.Match[str], counted: int) -> Iterator[Doubt]:
    stated = int(match["count"])
    if stated != counted:
        whole = case.ledger.record.text(*NOTICE)[match.start() : match.end()]
        quote = re.sub(r"[（(][^（）()]*[）)]", "", whole)
        yield Doubt(NOTICE, quote, str(counted), str(stated))


def notice_names(case: LedgerCase) -> Iterator[Doubt]:
    """What the notice names under a word stands so in the table."""
    by_name = {fold(one.project.name): one for one in case.cases}
    text, original = _notice(case), case.ledger.record.text(*NOTICE)
    for match in _parts(case, text):
        if not match["names"]:
            continue
        start, end = match.start("names") + 1, match.end("names") - 1
        for name in filter(None, (n.strip(" ;；、，,") for n in _NAME.split(original[start:end]))):
            found = by_name.get(fold(name))
            if found is None or _group(found) != _group_of(match["word"]):
                yield Doubt(NOTICE, name, match["word"], _word(found) if found else "")


def notice_title(case: LedgerCase) -> Iterator[Doubt]:
    """The annex has the title that the notice gives it."""
    original = case.ledger.record.text(*NOTICE)
    match = _ANNEX.search(_notice(case))
    if match and case.ledger.record.text("title"):
        stated = original[match.start("title") : match.end("title")].strip()
        if _even(stated) != _even(case.ledger.title):
            yield Doubt(NOTICE, stated, case.ledger.title, stated)


def notice_schedule(case: LedgerCase) -> Iterator[Doubt]:
    """Work begins by the quarter that the notice sets."""
    match = _RULE.search(_notice(case))
    if match is None:
        return
    limit = QUARTERS[_NUMERALS.index(match["quarter"])]
    quote = case.ledger.record.text(*NOTICE)[match.start() : match.end()]
    for one in case.cases:
        for row in one.rows:
            for plan in row.plans:
                text = simplified(plan.text)
                if plan.period.ended_by(limit, one.year):
                    if _START.search(text):
                        break
                elif started := _STARTED.search(text):
                    path = row.at("plan", plan.period.key, "text")
                    details = {"rule": quote, "now": plan.period}
                    key = plan.period.key
                    yield Doubt(path, started[0], limit.key, key, details, one.project.id)
                    break


def _notice(case: LedgerCase) -> str:
    return simplified(case.ledger.record.text(*NOTICE))


def _group_of(word: str) -> str:
    if "缓慢" in word or "滞后" in word:
        return "behind"
    return "completed" if "完成" in word else "on-track"


def _group(case: Case) -> str:
    """Where a project is counted: completed when all of it is, behind when any of it is."""
    standings = [case.standing(row.reports[-1]) for row in case.rows if row.reports]
    if not standings or len(standings) != len(case.rows):
        return ""
    if all(standing.state == "completed" for standing in standings):
        return "completed"
    if any(standing.pace == "behind" or standing.state == "stalled" for standing in standings):
        return "behind"
    return "on-track" if any(s.pace in ("on-track", "ahead") for s in standings) else ""


def _word(case: Case) -> str:
    return "、".join(dict.fromkeys(r.reports[-1].status for r in case.rows if r.reports))


def _even(title: str) -> str:
    return "".join(unicodedata.normalize("NFKC", title).split())
