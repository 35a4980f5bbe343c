"""Lists without a table: numbered paragraphs (一、 （一） 1. （1）) laid out as rows.

The level below the headings is the projects: its numbers, names, wording and the units that its
paragraphs name become cells of a table whose titles the reader words itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from msctl.importing.headers import field_named
from msctl.importing.preamble import is_date
from msctl.importing.regions import NOTE
from msctl.importing.residue import compact
from msctl.importing.tables import Aside, Document, Place, SourceTable

LIST_SIGN = "list-sign"
_LEVELS = (
    re.compile(r"([一二三四五六七八九十]{1,3})[、．.]\s*"),
    re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)][、．.]?\s*"),
    re.compile(r"(\d{1,3})[、．.](?!\d)\s*"),
    re.compile(r"[（(](\d{1,3})[）)]\s*"),
)
_LABEL = re.compile(r"[（(【]?\s*([一-鿿]{2,8})[：:]\s*([^；;。）)】\n]+)[；;。）)】]*")
_END = re.compile(r"[。：:；;]")
_TIME = re.compile(r"完成时限|完成时间|完成期限|时限要求|时间节点")
LONGEST_NAME = 40
_FEWEST = 2
"""Items of the shortest list."""


@dataclass
class _Item:
    """One project of the list."""

    number: str
    sign: str
    category: str
    lines: list[str]
    labelled: dict[str, str] = field(default_factory=dict)
    residue: list[str] = field(default_factory=list)
    name: str = ""
    copied: bool = False
    """whether the name stands in the content too"""


def with_lists(document: Document) -> Document:
    """The document with its list as a table, where it holds no table but a list."""
    if document.tables:
        return document
    lines = [line.strip() for line in document.after]
    marks = [(index, *found) for index, line in enumerate(lines) if (found := _mark(line))]
    level = _project_level([mark[1:3] for mark in marks])
    if level is None:
        return document
    end = _end(lines)
    first = marks[0][0]
    items = list(_items(lines[first:end], level))
    if len(items) < _FEWEST:
        return document
    table, residue = _table(items)
    table = replace(table, before=tuple(document.after[:first]))
    asides = tuple(Aside(LIST_SIGN, text) for text in residue if text)
    return replace(
        document,
        tables=(table,),
        after=document.after[end:],
        asides=(*document.asides, *asides),
    )


def _mark(line: str) -> tuple[int, str, int] | None:
    """A line's level, its number, and where its words begin."""
    for level, pattern in enumerate(_LEVELS):
        if match := pattern.match(line):
            return level, match[1], match.end()
    return None


def _project_level(marks: Sequence[tuple[int, str]]) -> int | None:
    """The level of the projects: the deepest whose numbers go on below every heading, else the
    second; the only one where there is one."""
    levels = sorted({level for level, _ in marks})
    if not levels:
        return None
    if len(levels) == 1:
        return levels[0]
    for level in reversed(levels[1:]):
        numbers = [number for own, number in marks if own == level]
        parents = sum(1 for own, _ in marks if own < level)
        if parents > 1 and len(set(numbers)) == len(numbers) > parents / 2:
            return level
    return levels[1]


def _end(lines: Sequence[str]) -> int:
    """Where the list ends: before its notes, and before the office and the date below it."""
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    if end and is_date(lines[end - 1]):
        end -= 1
        while end and not lines[end - 1]:
            end -= 1
        if end and not _END.search(lines[end - 1]) and not _mark(lines[end - 1]):
            end -= 1
    notes = [i for i in range(end) if NOTE.match(lines[i]) or lines[i].startswith("附件")]
    while notes and notes[-1] >= end - 3:
        end = notes.pop()
    return end


def _items(lines: Sequence[str], level: int) -> Iterator[_Item]:
    headings: dict[int, str] = {}
    item: _Item | None = None
    for line in lines:
        found = _mark(line)
        if found is None or found[0] > level:
            if item is not None:
                item.lines.append(line)
            elif headings and line:
                last = max(headings)
                headings[last] = f"{headings[last]} {line}"
            continue
        if item is not None:
            yield item
            item = None
        own, number, begin = found
        if own < level:
            headings = {key: text for key, text in headings.items() if key < own}
            headings[own] = line.rstrip("：:")
        else:
            item = _Item(number, line[:begin], " ".join(headings.values()), [line[begin:]])
    if item is not None:
        yield item


def _table(items: Sequence[_Item]) -> tuple[SourceTable, list[str]]:
    """The items as rows, and what of their paragraphs is in no cell."""
    for item in items:
        _take_labels(item)
        _take_name(item)
    own = [item.number for item in items]
    numbered = len(set(own)) == len(own)
    categories = any(item.category for item in items)
    labels = list(dict.fromkeys(label for item in items for label in item.labelled))
    titles = [
        *(["类别"] if categories else []),
        *(["序号"] if numbered else []),
        "项目名称",
        "建设内容",
        *labels,
    ]
    rows = [tuple(titles)]
    made: set[Place] = {(0, column) for column in range(len(titles))}
    residue: list[str] = []
    category = ""
    for item in items:
        row = len(rows)
        name = titles.index("项目名称")
        if categories and item.category == category:
            made.add((row, 0))
        category = item.category
        if item.copied:
            made.add((row, name))
        sign = item.sign.replace(item.number, "", 1) if numbered else item.sign
        residue += [compact(sign), *item.residue]
        rows.append(
            (
                *([item.category] if categories else []),
                *([item.number] if numbered else []),
                item.name,
                "\n".join(filter(None, item.lines)),
                *(item.labelled.get(label, "") for label in labels),
            )
        )
    return SourceTable((), tuple(rows), made=frozenset(made), exact=True), residue


def _take_labels(item: _Item) -> None:
    """Units, money and time that a paragraph names behind a title: 责任单位：区民政局."""

    def take(match: re.Match[str]) -> str:
        title = match[1]
        if not _is_label(title) or title in item.labelled:
            return match.group()
        item.labelled[title] = match[2].strip()
        item.residue.append(compact(match.group()).replace(compact(match[2]), "", 1))
        return ""

    item.lines = [_LABEL.sub(take, line).strip() for line in item.lines]


def _is_label(title: str) -> bool:
    named = field_named(title)
    return named.startswith(("units.", "funding.")) or _TIME.fullmatch(title) is not None


def _take_name(item: _Item) -> None:
    """The name: the heading, or the words up to the first sign; a long one is a copy."""
    first = item.lines[0]
    match = _END.search(first)
    end = match.start() if match else len(first)
    if end <= LONGEST_NAME:
        item.name = first[:end].strip()
        item.residue.append(first[end : end + 1])
        item.lines[0] = first[end + 1 :].strip()
    else:
        item.name = re.split(r"[，,]", first)[0][:LONGEST_NAME]
        item.copied = True
