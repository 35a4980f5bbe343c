"""A workbook of 10,000 rows imported, beside python-calamine's own reading and plain writing.

    python benchmarks/import_speed.py [ROWS]

Three times are taken in one run: python-calamine reading the sheet; writing the bytes of the files
that the import makes, one after the other and each durable (``atomic.replace``); and the import
itself, from the file to the last record on the disk, with its account and its proposals. The
import may take four times the reading plus the writing. What the import does before it writes is
named too, as a multiple of the reading.
"""

import io
import sys
import tempfile
import time
from pathlib import Path

import python_calamine
import xlsxwriter

from msctl.importing.documents import read_document
from msctl.importing.landing import Landing, land, plan_landing
from msctl.importing.readers.opening import open_file
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId
from msctl.model.record import Record
from msctl.store import atomic
from msctl.store.records import Records

LEDGER = LedgerId("jia-xian/2024/minsheng")
TITLES = (
    *("序号", "项目名称", "建设内容", "总投资（万元）", "进度计划", "牵头单位", "责任单位"),
    *("完成情况", "是否完成", "备注"),
)


def workbook(rows: int) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, TITLES)
    for n in range(1, rows + 1):
        plan = f"一季度：完成招标；\n二季度：开工建设，计划投资{n % 50}万元；\n三季度：主体完工；"
        cells = (
            f"第{n}号老旧小区改造",
            f"改造老旧小区{n % 7 + 1}个，惠及居民{n * 3}户，建筑面积{n}平方米。",
            n * 1.5,
            f"{plan}\n四季度：竣工验收。",
            "区住房和城乡建设局",
            "各街道、区财政局",
            f"已完成{n % 9}个小区改造，其余正在施工。",
            "是",
        )
        sheet.write_row(n, 0, (n, *cells))
    book.close()
    return data.getvalue()


def reading(file: Path) -> float:
    begin = time.perf_counter()
    python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    return time.perf_counter() - begin


def planned(file: Path, records: Records) -> Landing:
    document = open_file(file)
    ledger, region = Ledger(LEDGER, Record({})), Region(LEDGER.region, Record({}))
    imported = read_document(document, ledger, region, accept=True)
    snapshot = records.snapshot()
    return plan_landing(snapshot, LEDGER, imported.ledger, imported.projects, accept=True)


def importing(file: Path, root: Path) -> tuple[float, float]:
    """Seconds before the first file is written, and in all."""
    root.mkdir()
    (root / "msctl.toml").write_text("format = 1\n", encoding="utf-8")
    records = Records(root)
    begin = time.perf_counter()
    landing = planned(file, records)
    before = time.perf_counter() - begin
    land(records, landing)
    return before, time.perf_counter() - begin


def writing(made: Path, root: Path) -> float:
    """Seconds to write the same bytes again, file by file."""
    files = [(path.relative_to(made), path.read_bytes()) for path in made.rglob("*.toml")]
    begin = time.perf_counter()
    for name, data in files:
        atomic.replace(root / name, data)
    return time.perf_counter() - begin


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "ledger.xlsx"
        file.write_bytes(workbook(rows))
        read = min(reading(file) for _ in range(3))
        before, whole = importing(file, folder / "records")
        write = writing(folder / "records", folder / "again")
    allowed = 4 * read + write
    print(f"{rows} rows; python-calamine reads {read:.2f} s; their files written {write:.1f} s")
    print(f"import {whole:.1f} s, allowed {allowed:.1f} s: {whole / allowed:.2f} of it")
    print(f"of it before the first file is written {before:.1f} s: {before / read:.0f} x reading")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
