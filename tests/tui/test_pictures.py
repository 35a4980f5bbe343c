"""The pictures of the README: Chinese at its right width, and nothing from another host."""

import html
import re
import runpy
from pathlib import Path

import pytest

from msctl.text.width import cells

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PICTURES = sorted(FOLDER.glob("*.svg"))
CELL = 12.2
TEXT = re.compile(r'<text class="[^"]*" x="([^"]*)" y="([^"]*)" textLength="([^"]*)"[^>]*>([^<]*)<')


def test_wide_characters_get_two_cells_and_narrow_ones_stand_where_they_did() -> None:
    corrected = runpy.run_path(str(FOLDER / "draw.py"))["corrected"]
    raw = (
        '<style>@font-face { font-family: "Fira Code"; src: url("https://cdn.example/x.woff2"); }\n'
        "font-family: Fira Code; font-variant-east-asian: full-width;</style>"
        '<text class="r1" x="24.4" y="20" textLength="97.6" clip-path="url(#l)">'
        "a 完成“3&#160;b</text>"
    )
    shown = corrected(raw)
    assert [(float(x), float(n), html.unescape(text)) for x, _, n, text in TEXT.findall(shown)] == [
        (24.4, 24.4, "a\xa0"),
        (48.8, 48.8, "完成"),
        (97.6, 12.2, "“"),
        (109.8, 36.6, "3\xa0b"),
    ]
    assert "http" not in shown
    assert "Fira" not in shown
    assert "Noto Sans Mono CJK SC" in shown
    assert "east-asian" not in shown


@pytest.mark.parametrize("picture", PICTURES, ids=lambda file: file.stem)
def test_a_picture_has_chinese_at_its_width(picture: Path) -> None:
    svg = picture.read_text("utf-8")
    texts = TEXT.findall(svg)
    assert sum("\u4e00" <= c <= "\u9fff" for *_, text in texts for c in text) > 50
    for x, y, length, text in texts:
        text = html.unescape(text)
        assert float(length) == pytest.approx(cells(text) * CELL), (x, y, text)
    assert re.findall(r"https?://(?!www\.w3\.org|www\.textualize\.io)", svg) == []
    assert "@font-face" not in svg


def test_the_readme_shows_every_picture() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        text = (FOLDER.parents[1] / readme).read_text("utf-8")
        for picture in PICTURES:
            assert f"docs/pictures/{picture.name}" in text, (readme, picture.name)
    assert PICTURES
