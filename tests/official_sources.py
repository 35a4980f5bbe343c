"""The cells of the five offices' documents, read in the plainest way, apart from the importer.

The dumps begin each cell with a tab, part cells by tabs, or by `` | ``; nothing else is known here.
"""

import re
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"


@dataclass(frozen=True)
class Official:
    """A ledger, its document, and the cells of its table: header rows, then body rows."""

    ledger: str
    source: str
    header: list[list[str]]
    body: list[list[str]]


def text_of(name: str) -> str:
    text = (SOURCES / f"{name}.txt").read_text("utf-8")
    return re.sub(r"\[bookmark: [^\]]*\]|<[^>]+>", "", text)


def tab_led(text: str, begin: str, end: str | None) -> list[str]:
    start = text.index(begin)
    stop = text.index(end, start) if end else len(text)
    return re.split(r"(?:^|\n)\t", text[start:stop])[1:]


def rows(cells: list[str], columns: int) -> list[list[str]]:
    # the dump of 东区 ends without the tab of its last, empty cell
    cells = [*cells, ""] if (len(cells) + 1) % columns == 0 else cells
    assert len(cells) % columns == 0, (len(cells), columns)
    return [list(cells[i : i + columns]) for i in range(0, len(cells), columns)]


def dongqu() -> Official:
    cells = rows(tab_led(text_of("dongqu"), "\n\t序号", None), 9)
    return Official("panzhihua-dongqu/2024/minsheng", "dongqu", cells[:1], cells[1:])


def lianshui() -> Official:
    cells = tab_led(text_of("lianshui"), "\n\t项目\n类别", None)
    head, second, total, body = cells[:9], cells[9:23], cells[23:34], cells[34:]
    first = [*head[:6], *[""] * 5, *head[6:]]
    totals = [total[0], *[""] * 3, *total[1:]]
    return Official(
        "lianshui/2024/minsheng", "lianshui", [first, second], [totals, *rows(body, 14)]
    )


def lucheng() -> Official:
    lines = [line for line in text_of("lucheng").split("\n") if "\t" in line]
    table = [line.split("\t") for line in lines]
    header = table[0]
    body = [row for row in table[1:] if row != header]
    return Official("wenzhou-lucheng/2024/minsheng", "lucheng", [header], body)


def wancheng(ledger: str) -> Official:
    text = text_of("wancheng")
    if ledger == "province-city":
        cells = rows(tab_led(text, "\n\t序号", "附件2"), 5)
    else:
        cells = rows(tab_led(text[text.index("附件2") :], "\n\t序号", None), 6)
    return Official(f"nanyang-wancheng/2024/{ledger}", "wancheng", cells[:1], cells[1:])


def qixia() -> Official:
    lines = [line for line in text_of("qixia").split("\n") if line.endswith(" |")]
    table = [line.removesuffix(" |").split(" | ") for line in lines]
    return Official("qixia/2024/minsheng", "qixia", table[:1], table[1:])


OFFICIAL = [
    dongqu(),
    lianshui(),
    lucheng(),
    wancheng("province-city"),
    wancheng("district"),
    qixia(),
]


def bare(cell: str) -> str:
    """A cell without white space and with one wording for the labels of quarters."""
    cell = re.sub(r"\s", "", cell)
    return re.sub(r"第?([一二三四](?:、[一二三四])*季度)[：，:]", r"\1：", cell)
