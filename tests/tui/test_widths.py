"""Every screen at every width: no line wider or narrower than the terminal, nothing over anything
else, no wide character cut in two."""

from collections.abc import Iterator, Sequence

import pytest
from invented import LEDGER, ROAD, SCHOOL, County
from rich.cells import cell_len
from screen import SMALL, front, lines, press, running, settle
from textual.geometry import Region
from textual.widget import Widget

from msctl.model.paths import FieldPath, LedgerId, ProjectId
from msctl.tui.app import MsctlApp

SIZES = [(80, 24), (100, 30), (109, 30), (110, 30), (160, 45)]
SCREENS = [
    ("", "f1", "f2", "f3", "f4"),
    ("f8", "f9", "f12", "ctrl+l"),
    ("ctrl+p", "ctrl+t", "ctrl+x", "ctrl+e", "f11"),
]
"""keys that open a screen over the grid; without one, the grid itself"""


def leaves(app: MsctlApp) -> Iterator[tuple[Widget, Region]]:
    """What is drawn by itself, and where it can be seen."""
    for widget, (region, clip) in app.screen._compositor.visible_widgets.items():
        seen = region.intersection(clip)
        if seen and not widget.displayed_children and widget is not app.screen:
            yield widget, seen


def overlaps(found: Sequence[tuple[Widget, Region]]) -> list[str]:
    """Widgets that lie over each other; scroll bars lie on the edge of what they scroll."""
    wrong = []
    for number, (one, where) in enumerate(found):
        for other, there in found[number + 1 :]:
            related = one in other.ancestors or other in one.ancestors
            bars = "ScrollBar" in type(one).__name__ + type(other).__name__
            if not related and not bars and where.overlaps(there):
                wrong.append(f"{one!r} {where} over {other!r} {there}")
    return wrong


def check(app: MsctlApp, size: tuple[int, int]) -> None:
    """Look at what is in front."""
    strips = app.screen._compositor.render_strips()
    assert len(strips) == size[1], front(app)
    for strip in strips:
        text = "".join(segment.text for segment in strip)
        assert cell_len(text) == size[0], (front(app), size, text)
    assert overlaps(list(leaves(app))) == [], (front(app), size)


@pytest.mark.parametrize("screens", SCREENS, ids=lambda keys: "_".join(keys))
async def test_a_screen_keeps_its_lines_at_every_width(
    screens: tuple[str, ...], archive: County
) -> None:
    archive.replace(SCHOOL, "学校操场改造", "学校“操场”改造①工程及其附属设施，提升（二期）")
    async with running(archive, SIZES[0]) as (app, pilot):
        check(app, SIZES[0])
        for key in screens:
            app.open_ledger(LedgerId(LEDGER))
            await press(app, pilot, "end", *([key] if key else []))
            assert (front(app) == "MainScreen") == (not key)
            for size in (*SIZES[1:], SIZES[0]):
                await pilot.resize_terminal(*size)
                await settle(app, pilot)
                check(app, size)
            await press(app, pilot, "escape")


async def test_a_long_title_keeps_its_end(archive: County) -> None:
    name = "建设群众身边的十五分钟便民服务圈与老旧小区综合改造提升配套工程"
    archive.write(ROAD, archive.text(ROAD).replace("村道路硬化", name * 2))
    async with running(archive, SMALL) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await settle(app, pilot)
        await press(app, pilot, "f2", "甲")
        line = lines(app)[0]
        assert cell_len(line) <= SMALL[0]
        assert ".." in line
        assert "二季度" in line
        assert line.rstrip().endswith("未保存 1")


async def test_no_character_of_a_message_or_question_is_cut_over_several_panes(
    archive: County,
) -> None:
    """Widths one cell apart, so that an edge of a pane falls into each half of a character."""
    said = "已保存甲县1二季度进展情况“路基”①完成，另有三处未保存；按撤销键可以收回这一步。"
    async with running(archive, (109, 24)) as (app, pilot):
        app.open_ledger(LedgerId(LEDGER))
        await settle(app, pilot)
        app.session.type(ProjectId(ROAD), FieldPath.parse("report.Q2.status"), "已完成")
        for width in range(109, 119):
            await pilot.resize_terminal(width, 24)
            app.say(said * 2)
            await settle(app, pilot)
            assert said * 2 in bare(lines(app)), width
            check(app, (width, 24))
        await press(app, pilot, "f10")
        for width in range(119, 109, -1):
            await pilot.resize_terminal(width, 24)
            await settle(app, pilot)
            assert "还有1处未保存，要退出吗？甲县1二季度完成情况" in bare(lines(app)), width


def bare(shown: list[str]) -> str:
    """The text of the screen without what is blank."""
    return "".join("".join(shown).split())
