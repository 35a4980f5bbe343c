"""Draws the pictures of the README: drives the screens on a copy of records/ and keeps them as SVG.

``python docs/pictures/draw.py`` writes them all anew beside this file. The copy has a history of
two commits, the plans as they were issued and then the reports, so that there is one to show.
"""

import asyncio
import html
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from msctl.tui.compat import disable_kitty_keys

disable_kitty_keys()

from textual.pilot import Pilot  # noqa: E402 -- after the line above

from msctl.locale.catalogue import set_language  # noqa: E402
from msctl.store.records import Records  # noqa: E402
from msctl.store.settings import Settings  # noqa: E402
from msctl.text.width import cells  # noqa: E402
from msctl.tui.app import MsctlApp  # noqa: E402

HERE = Path(__file__).parent
RECORDS = HERE.parents[1] / "records"

CELL = 12.2
"""Rich's width of a terminal cell in its pictures, in pixels."""

FONTS = (
    '"Sarasa Mono SC", "Noto Sans Mono CJK SC", "Source Han Mono SC", "WenQuanYi Zen Hei Mono", '
    '"Microsoft YaHei", monospace'
)
"""Fonts whose Chinese characters are twice as wide as their Latin ones, where a reader has one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen: how large, and which keys lead to it from the overview."""

    name: str
    size: tuple[int, int]
    keys: Sequence[str]


PICTURES = (
    Picture("overview", (120, 32), ()),
    Picture("ledger", (160, 40), ("end", "up", "enter", "down")),
    Picture("form", (120, 32), ("enter", "down", "f2")),
    Picture("history", (120, 32), ("end", "up", "enter", "down", "f3")),
)


def draw_all(folder: Path) -> list[Path]:
    """Draw every picture into a folder."""
    os.environ["TZ"] = "Asia/Shanghai"
    time.tzset()
    set_language("zh")
    drawn = []
    with tempfile.TemporaryDirectory() as temporary:
        root = copy_of_records(Path(temporary))
        for picture in PICTURES:
            svg = asyncio.run(_draw(root, picture))
            drawn.append(folder / f"{picture.name}.svg")
            drawn[-1].write_text(corrected(svg), encoding="utf-8", newline="\n")
    set_language(None)
    return drawn


async def _draw(root: Path, picture: Picture) -> str:
    app = MsctlApp(Records(root), Settings(root / "none.toml"))
    async with app.run_test(size=picture.size) as pilot:
        await _settle(app, pilot)
        for key in picture.keys:
            await pilot.press(key)
            await _settle(app, pilot)
        app.say("")
        await pilot.pause()
        return app.export_screenshot(title="msctl")


async def _settle(app: MsctlApp, pilot: Pilot[None]) -> None:
    """Wait until everything is read and drawn."""
    while not (app.reading.is_done and all(worker.is_finished for worker in app.workers)):
        await pilot.pause(0.05)
    await pilot.pause(0.3)
    while not all(worker.is_finished for worker in app.workers):
        await pilot.pause(0.05)


# The copy.


def copy_of_records(folder: Path) -> Path:
    """A repository with the published records: first without, then with their reports."""
    root = folder / "records"
    shutil.copytree(RECORDS, root)
    texts = {file: file.read_text("utf-8") for file in sorted(root.rglob("*.toml"))}
    _git(root, "init", "--quiet", "--initial-branch=main")
    for file, text in texts.items():
        file.write_text(_without_reports(text), encoding="utf-8", newline="\n")
    _commit(root, "台账印发", "2024-03-01T09:00:00+08:00")
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8", newline="\n")
    _commit(root, "进展情况", "2024-07-10T16:00:00+08:00")
    return root


_TABLE = re.compile(r"^\[(?:task\.[^.\]]+\.)?report\b[^\]]*\]\n(?:(?!^\[).*\n?)*", re.MULTILINE)


def _without_reports(text: str) -> str:
    return _TABLE.sub("", text).rstrip("\n") + "\n"


def _commit(root: Path, subject: str, date: str) -> None:
    _git(root, "add", "--all")
    own = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in (
        ("NAME", "督查室"), ("EMAIL", "office@example.org"), ("DATE", date)
    )}  # fmt: skip
    _git(root, "commit", "--quiet", "-m", subject, **own)


def _git(root: Path, *arguments: str, **variables: str) -> None:
    surroundings = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull} | variables
    subprocess.run(["git", *arguments], cwd=root, env=surroundings, check=True)


# The widths.

_TEXT = re.compile(
    r'<text class="(?P<style>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)"'
    r' textLength="[^"]*" clip-path="(?P<clip>[^"]*)">(?P<text>[^<]*)</text>'
)


def corrected(svg: str) -> str:
    """A picture of Rich's with Chinese at its width and no font from another host.

    Rich gives a text as many cells as it has characters (Textualize/rich#2742), so Chinese is
    squeezed to half its width. Here wide and narrow characters are texts of their own, each at its
    place and as long as the cells it takes.
    """
    svg = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)
    svg = re.sub(r"font-family:[^;]*;", f"font-family: {FONTS};", svg)
    # it would draw Latin letters as wide as Chinese ones
    svg = re.sub(r"font-variant-east-asian:[^;]*;", "", svg)
    return _TEXT.sub(_pieces, svg)


def _pieces(match: re.Match[str]) -> str:
    at = float(match["x"])
    parts = []
    for _, group in groupby(html.unescape(match["text"]), _kind):
        piece = "".join(group)
        length = cells(piece) * CELL
        if piece.strip("\xa0 "):
            shown = html.escape(piece, quote=False).replace(" ", "&#160;").replace("\xa0", "&#160;")
            # a quotation mark takes one cell in a terminal and two in a Chinese font
            is_ambiguous = cells(piece) == len(piece) and not piece[0].isascii()
            adjust = ' lengthAdjust="spacingAndGlyphs"' if is_ambiguous else ""
            parts.append(
                f'<text class="{match["style"]}" x="{at:g}" y="{match["y"]}"'
                f' textLength="{length:g}"{adjust} clip-path="{match["clip"]}">{shown}</text>'
            )
        at += length
    return "".join(parts)


def _kind(character: str) -> tuple[int, bool]:
    """Characters of one kind have one width in cells and are drawn by one font."""
    return cells(character), character.isascii() or character == "\xa0"


if __name__ == "__main__":
    for file in draw_all(HERE):
        print(file.name)
