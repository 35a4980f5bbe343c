"""Subjects: what a figure in official wording is a number of, in the wording's own words.

The words that are understood stand in ``figures.toml``. Where they do not suffice the subject is
empty, and the figure counts for nothing.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

LONGEST = 24
"""Characters of a measure's name; what would be longer is a sentence, not a name."""
INERT = re.compile(r"\d+[A-Za-z]+(?![a-z])|\d+周?[岁歲]以[上下]|\d+[万萬]元以上")
"""Digits that are part of a word: 5G, 5岁以下."""
_DIGIT = re.compile(r"\d")
_IN_ONE = re.compile(r"^.*于一体的")
_YEAR = re.compile(r"^[12]\d{3}年(?:度|底前?)?(?:内|內)?")


@cache
def words() -> Mapping[str, list[str]]:
    """The word lists by name, each longest first."""
    text = files("msctl.text").joinpath("figures.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return {
        key: sorted(value, key=len, reverse=True) if key != "same" else value
        for key, value in lists.items()
    }


@cache
def any_of(*keys: str) -> str:
    """A pattern that matches any word of the lists, the longest first."""
    found = sorted((w for key in keys for w in words()[key]), key=len, reverse=True)
    return "|".join(map(re.escape, found))


@cache
def begins_with(*keys: str) -> re.Pattern[str]:
    """A pattern that matches any word of the lists where it is matched."""
    return re.compile(f"(?:{any_of(*keys)})")


def opened(text: str) -> str:
    """The text without the words that only open a clause."""
    openings = begins_with("openings")
    while match := _YEAR.match(text) or openings.match(text):
        text = text[match.end() :]
    return text


def _without(text: str, key: str) -> str:
    """The text without a word of the list at its beginning."""
    match = begins_with(key).match(text)
    return text[match.end() :] if match else text


@cache
def _before_more() -> re.Pattern[str]:
    """A verb or filler with something behind it."""
    return re.compile(rf"(?:{any_of('verbs', 'fillers')})(?=.)")


@cache
def _fillers() -> re.Pattern[str]:
    """The fillers that a text begins with."""
    return re.compile(rf"^(?:{any_of('fillers')})+")


def _rejected(text: str) -> bool:
    bare = INERT.sub("", text) if _DIGIT.search(text) else text
    return bool(_DIGIT.search(bare) or begins_with("rejects").search(bare))


def has_digit(text: str) -> bool:
    """Whether a text has digits that are no part of a word."""
    return bool(_DIGIT.search(text) and _DIGIT.search(INERT.sub("", text)))


def name_of_rate(before: str) -> str:
    """The name of a rate: ``2024年孕早中期产前筛查覆盖率达到65%``."""
    name = opened(before)
    if not name.endswith(tuple(words()["rates"])):
        return ""
    if len(name) > 15 and "的" in name:
        name = name.rpartition("的")[2]
    name = _without(name, "fillers")
    return "" if any(word in name for word in ("由", "每", "长", "寬")) else name


def name_before(prefix: str, listed: bool, reach: str | None) -> str:
    """The name where the number ends the clause: ``新建停车位 5000 个``."""
    text = opened(prefix)
    if _rejected(text):
        return ""
    verbs = begins_with("verbs", "fillers")
    first = verbs.match(text)
    explained = listed or first or begins_with("verbs", "fillers", "work").search(text)
    reached = reach in ("达到", "达", "達到", "達") and text.endswith(("数", "數", "量"))
    if not (explained or reached):
        return ""
    name = text
    if "等" in text:
        name = text.rpartition("等")[2]
        known = first is not None or listed or text.startswith(tuple(words()["adverbials"]))
        if not known and not verbs.search(name):
            return ""
    if first is None and (verb := _before_more().search(name)):
        if name != text or text.startswith(tuple(words()["adverbials"])):
            name = name[verb.start() :]
    elif text.startswith(tuple(words()["adverbials"])) and name == text:
        return ""
    name = _fillers().sub("", name)
    name = _IN_ONE.sub("", name)
    if len(name) > 14 and "的" in name:
        name = name.rpartition("的")[2]
    return name


def name_after(
    before: str, after: str, pending: Sequence[str], following: Sequence[str], listed: bool
) -> str:
    """The name where the number stands before the noun: ``完成25部既有住宅电梯增设工作``."""
    noun = after
    if following and not any(re.search(r"\d", piece) for piece in following):
        noun = "、".join([after, *following])
    noun = re.split(r"(?<!合)并|以及|至|和(?=\d)", noun)[0].removesuffix("等").removesuffix("工作")
    lead = opened(before)
    whole = opened("、".join([*pending, before]))
    if noun.startswith(("集", "的")) or _rejected(noun) or _rejected(whole):
        return ""
    first = begins_with("verbs", "fillers").match(whole)
    verb = ""
    if match := re.search(rf"({any_of('verbs')})$", lead):
        verb = match.group(1)
    elif re.search(rf"(?:{any_of('fillers')})$", lead):
        verb = ""
    elif re.fullmatch(r"[为為](?:全[县区市縣區])?", lead):
        noun = _without(noun, "fillers")
    elif lead.endswith("等") and (first or whole.startswith(("为", "為"))):
        verb = first.group() if first and first.group() in words()["verbs"] else ""
    elif lead or not listed:
        return ""
    return verb + noun if verb or len(noun) > 2 else ""
