"""A workbook of 10,000 rows imported, beside python-calamine's own reading and plain writing.

    python benchmarks/import_speed.py [ROWS]

The import may take four times the time in which python-calamine reads the sheet, plus the writing
of the files. All of it is measured in one run, from the file to the last record on the disk, with
the account of every character and the proposed numbers:

- *calamine*: python-calamine opens the workbook and gives the sheet's cells;
- *open*: the workbook read within bounds, its tables found;
- *read*: rows to records, with units, schedules, account and proposals;
- *plan*: the records named in pinyin and laid beside those that are there;
- *write*: the planned records made into text and written, durably, all or none;
- *bytes*: the same bytes written as the import writes them (``atomic.create_all``), and nothing
  else: this is "the writing of the files".

Two ratios are told: the whole import to what it may take, and what it does besides writing bytes,
as a multiple of the reading. Each is told by the clock and by processor time, for the clock hides
behind the disk what the processor does.
"""

import io
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import python_calamine
import xlsxwriter

from msctl.importing.documents import read_document
from msctl.importing.landing import land, plan_landing
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


@dataclass
class Time:
    """Seconds by the clock and of the processor."""

    clock: float = 0
    cpu: float = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        clock, cpu = time.perf_counter(), time.process_time()
        yield
        self.clock += time.perf_counter() - clock
        self.cpu += time.process_time() - cpu

    def __str__(self) -> str:
        return f"{self.clock:6.2f} s, processor {self.cpu:6.2f} s"


def best_reading(file: Path) -> Time:
    """python-calamine's time, the best of three."""
    times = [Time() for _ in range(3)]
    for one in times:
        with one.taken():
            python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    return Time(min(one.clock for one in times), min(one.cpu for one in times))


def importing(file: Path, root: Path) -> dict[str, Time]:
    """Every step of an import into an empty records root."""
    root.mkdir()
    (root / "msctl.toml").write_text("format = 1\n", encoding="utf-8")
    records = Records(root)
    ledger, region = Ledger(LEDGER, Record({})), Region(LEDGER.region, Record({}))
    steps = {name: Time() for name in ("open", "read", "plan", "write")}
    with steps["open"].taken():
        document = open_file(file)
    with steps["read"].taken():
        imported = read_document(document, ledger, region, accept=True)
    with steps["plan"].taken():
        landing = plan_landing(
            records.snapshot(), LEDGER, imported.ledger, imported.projects, accept=True
        )
    with steps["write"].taken():
        land(records, landing)
    return steps


def writing(made: Path, root: Path) -> Time:
    """The same bytes written again, in the way of the import."""
    files = [(root / path.relative_to(made), path.read_bytes()) for path in made.rglob("*.toml")]
    root.mkdir()
    took = Time()
    with took.taken():
        atomic.create_all(files, lambda done: None)
    return took


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "ledger.xlsx"
        file.write_bytes(workbook(rows))
        read = best_reading(file)
        steps = importing(file, folder / "records")
        written = writing(folder / "records", folder / "again")
    print(f"{rows} rows")
    for label, took in {"calamine": read, **steps, "bytes": written}.items():
        print(f"{label:9}{took}  {took.cpu / read.cpu:5.1f} x calamine")
    whole = Time(sum(t.clock for t in steps.values()), sum(t.cpu for t in steps.values()))
    allowed = 4 * read.clock + written.clock
    own = (whole.clock - written.clock) / read.clock, (whole.cpu - written.cpu) / read.cpu
    print(f"import   {whole}")
    print(f"of 4 x calamine + bytes, {allowed:.2f} s by the clock: {whole.clock / allowed:.2f}")
    print(f"(import - bytes) / calamine: {own[0]:.1f} by the clock, {own[1]:.1f} of the processor")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
