"""What records hold is data in every format, and no format loses or misaligns it."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from msctl.export.table import BodyRow, Cell, Table, TableColumn, plain_table
from msctl.export.writing import BINARY, FORMATS, write
from msctl.importing.dumps import read_text
from msctl.text.formula import guarded
from msctl.text.safe import printable
from msctl.text.width import cells

TEXT = st.text(
    st.one_of(
        st.sampled_from("一二，。（）\n ab12%|\\`<\t'\"=+-@\u200d\ufe0f👨👩●①—"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=24,
)


def table_of(*texts: str) -> Table:
    return plain_table([TableColumn(str(i), "标题") for i in range(len(texts))], [texts])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables with merged cells anywhere that merged cells can be."""
    wide = draw(st.integers(1, 4))
    columns = [
        TableColumn(f"c{i}", "标题", draw(st.booleans()), draw(st.sampled_from([0, 4, 9])))
        for i in range(wide)
    ]
    body: list[list[Cell | None]] = []
    for _ in range(draw(st.integers(0, 4))):
        body.append([Cell(draw(TEXT), numeric=column.numeric) for column in columns])
    for index in range(wide):
        top = 0
        while top < len(body):
            span = draw(st.integers(1, len(body) - top))
            cell = body[top][index]
            assert cell is not None
            body[top][index] = Cell(cell.text, rowspan=span, numeric=cell.numeric)
            for row in range(top + 1, top + span):
                body[row][index] = None
            top += span
    header: list[Cell | None] = [Cell("标题", colspan=wide), *[None] * (wide - 1)]
    below = tuple(Cell(draw(TEXT)) for _ in columns)
    return Table(
        tuple(columns),
        (tuple(header), below),
        tuple(BodyRow(tuple(row)) for row in body),
        title=draw(TEXT),
    )


@given(tables(), st.integers(10, 120))
def test_every_line_of_a_text_table_has_the_same_width(table: Table, width: int) -> None:
    lines = write(table, "text", width=width).decode().split("\n")[:-1]
    grid = lines[next(i for i, line in enumerate(lines) if line.startswith("+--")) :]
    assert len({cells(line) for line in grid}) == 1


@given(TEXT, st.integers(6, 60))
def test_a_text_table_holds_every_character(text: str, width: int) -> None:
    grid = write(table_of(text), "text", width=width).decode().split("\n")
    body = grid[grid.index(grid[0].replace("-", "=")) + 1 : -2]
    held = "".join(line[1:-1] for line in body)
    assert "".join(held.split()) == "".join(printable(text).split())


@given(st.lists(TEXT, min_size=1, max_size=4), st.sampled_from([("csv", ","), ("tsv", "\t")]))
def test_csv_and_tsv_give_the_cells_back(texts: list[str], form: tuple[str, str]) -> None:
    name, delimiter = form
    written = io.StringIO(write(table_of(*texts), name).decode(), newline="")
    assert list(csv.reader(written, delimiter=delimiter))[1] == [
        guarded(printable(text)) for text in texts
    ]


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_json_gives_the_very_texts_back(texts: list[str]) -> None:
    (found,) = json.loads(write(table_of(*texts), "json"))
    assert list(found.values()) == texts


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_a_markdown_row_has_as_many_cells_as_columns(texts: list[str]) -> None:
    row = write(table_of(*texts), "md").decode().split("\n")[2]
    unescaped = row.replace("\\\\", "").replace("\\|", "")
    assert unescaped.count("|") == len(texts) + 1


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in BINARY])
def test_no_control_sequence_gets_through(name: str) -> None:
    hostile = "\x1b[2J\x9b1m\x07\u202e完\x7f"
    table = replace(table_of(hostile), title=hostile, below=(hostile,))
    written = write(table, name).decode()
    assert not any(c in written for c in "\x1b\x9b\x07\u202e\x7f")
    assert "完" in written


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-1+1", "'-1+1"),
        ("-12.5", "-12.5"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("——", "——"),
        ("1=1", "1=1"),
    ],
)
def test_what_a_spreadsheet_would_calculate_is_text(text: str, shown: str) -> None:
    assert guarded(text) == shown


def test_markdown_and_html_are_not_interpreted() -> None:
    written = write(table_of("<b>*粗*</b> `x` [a](b) | c"), "md").decode()
    assert "\\<b\\>\\*粗\\*\\</b\\> \\`x\\` \\[a\\](b) \\| c" in written


@pytest.mark.parametrize(
    "line", ["# 甲", "- 甲", "+甲", "12. 甲", "3) 甲", "---", "===", "1.5倍", " # 甲"]
)
def test_a_line_beside_a_table_is_a_paragraph_and_comes_back(line: str) -> None:
    written = write(replace(table_of("甲"), title="乙表", above=(line,), below=(line,)), "md")
    tokens = MarkdownIt().parse(written.decode().partition("|")[0])
    kinds = [token.type for token in tokens]
    assert kinds == [
        *("heading_open", "inline", "heading_close"),
        *("paragraph_open", "inline", "paragraph_close"),
    ]
    assert tokens[4].children is not None
    assert "".join(child.content for child in tokens[4].children) == line.strip()
    assert line.strip() in map(str.strip, read_text(written.decode()).after)


def test_numbers_stand_on_the_right_and_stay_whole() -> None:
    table = plain_table(
        [TableColumn("a", "名称"), TableColumn("b", "金额", numeric=True)],
        [["甲", Decimal("100000.5")], ["很长的名称" * 8, Decimal(5)]],
    )
    assert (
        write(table, "table", width=40).decode()
        == """\
+--------------------------+----------+
| 名称                     |     金额 |
+==========================+==========+
| 甲                       | 100000.5 |
| 很长的名称很长的名称很长 |        5 |
| 的名称很长的名称很长的名 |          |
| 称很长的名称很长的名称很 |          |
| 长的名称                 |          |
+--------------------------+----------+
"""
    )
