"""Documents against what they are made with, in one run.

XLSX: 10,000 rows in which projects have merged cells, against XlsxWriter writing the same cells
with the same formats and merges and nothing else. DOCX: 1,000 rows against 100. PDF: rows a second.

    python benchmarks/export_speed.py
"""

import io
import time
from collections.abc import Callable
from decimal import Decimal
from importlib.util import find_spec

import xlsxwriter

from msctl.export.table import BodyRow, Cell, Table, TableColumn
from msctl.export.writing import write

RUNS = 5
TITLES = (
    *("类别", "序号", "项目名称", "任务明细", "总投资", "县级财政"),
    *("进度计划", "牵头单位", "责任单位", "完成情况"),
)
NUMERIC = {4, 5}
MERGED = {0: 40, 1: 2, 2: 2}
"""How many rows a cell of a column takes."""


def table(rows: int) -> Table:
    columns = tuple(
        TableColumn(f"c{index}", title, index in NUMERIC, 8 if index in NUMERIC else 20)
        for index, title in enumerate(TITLES)
    )
    return Table(
        columns,
        (tuple(Cell(title) for title in TITLES),),
        tuple(BodyRow(tuple(cells(at, rows))) for at in range(rows)),
        title="民生实事项目表",
        unit_line="单位：万元",
    )


def cells(at: int, rows: int) -> list[Cell | None]:
    texts = (
        f"第{at // 40}类",
        str(at // 2),
        f"第{at // 2}个项目的名称",
        f"完成{at}处改造，新增停车泊位{at % 90}个，惠及群众约{at}人。",
        None,
        None,
        f"一季度：完成招标；\n二季度：开工建设；\n三季度：完成{at % 100}%；\n四季度：竣工验收。",
        "住房和城乡建设局\n财政局",
        "东街街道",
        "按序时推进",
    )
    found: list[Cell | None] = []
    for index, text in enumerate(texts):
        height = MERGED.get(index, 1)
        if at % height:
            found.append(None)
        elif text is None:
            value = Decimal(at * 37 % 9000) / 10
            found.append(Cell(f"{value.normalize():f}", value, numeric=True))
        else:
            found.append(Cell(text, text, rowspan=min(height, rows - at)))
    return found


def bare(source: Table) -> bytes:
    """The same cells by XlsxWriter alone."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet()
    look = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    for at, row in enumerate(source.body):
        for index, cell in enumerate(row.cells):
            if cell is None:
                continue
            if cell.rowspan > 1:
                sheet.merge_range(at, index, at + cell.rowspan - 1, index, "", look)
            if cell.numeric and isinstance(cell.value, Decimal):
                sheet.write_number(at, index, float(cell.value), look)
            else:
                sheet.write_string(at, index, cell.text, look)
    book.close()
    return written.getvalue()


def seconds(*actions: Callable[[], object], runs: int = RUNS) -> list[float]:
    """The processor time of each action, of its run that was disturbed least; they take turns, so
    that what else the machine does disturbs all alike."""
    best = [float("inf")] * len(actions)
    for _ in range(runs):
        for index, action in enumerate(actions):
            start = time.process_time()
            action()
            best[index] = min(best[index], time.process_time() - start)
    return best


def main() -> None:
    many, some, few = table(10_000), table(1_000), table(100)
    own, theirs = seconds(lambda: write(many, "xlsx"), lambda: bare(many))
    print(f"XLSX 10,000 rows: {own:.2f} s, XlsxWriter alone {theirs:.2f} s: {own / theirs:.2f} x")
    long, short = seconds(lambda: write(some, "docx"), lambda: write(few, "docx"), runs=20)
    print(f"DOCX 1,000 rows: {long:.3f} s, 100 rows {short:.4f} s: {long / short:.1f} x")
    (took,) = seconds(lambda: write(many, "html"))
    print(f"HTML 10,000 rows: {took:.2f} s")
    if find_spec("typst"):
        write(few, "pdf")
        (took,) = seconds(lambda: write(some, "pdf"), runs=3)
        print(f"PDF 1,000 rows: {took:.2f} s, {1_000 / took:.0f} rows a second")


if __name__ == "__main__":
    main()
