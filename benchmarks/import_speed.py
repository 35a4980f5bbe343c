"""A workbook of 10,000 rows imported, beside python-calamine's own reading and plain writing.

    python benchmarks/import_speed.py [ROWS [ROUNDS]]

The import may take four times the time in which python-calamine reads the sheet, plus the writing
of the files. Each round measures all of it, one after the other, from the file to the last record
on the disk, with the account of every character and the proposed numbers:

- *calamine*: python-calamine opens the workbook and gives the sheet's cells;
- *open*: the workbook read within bounds, its tables found;
- *read*: rows to records, with units, schedules, account and proposals;
- *plan*: the records named in pinyin and laid beside those that are there;
- *write*: the planned records made into text and written, durably, all or none;
- *loop*: the same bytes written by a plain loop that is as durable: for each file a new one beside
  it, fsync, rename, and the folder's fsync in the end. This is "the writing of the files".

What is told is the median of the rounds, by the clock and by processor time; other work on the
machine shows in the former. The first round loads the modules; it is told by itself.

The words of the rows are drawn by lot: no name, content, plan or report is another row's. Nothing
is removed before the end, for a file system is slow to give out again what was just removed.
"""

import io
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import python_calamine
import xlsxwriter

from msctl.importing.documents import read_document
from msctl.importing.landing import land, plan_landing
from msctl.importing.readers.opening import open_file
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId
from msctl.model.record import Record
from msctl.store.records import Records

LEDGER = LedgerId("jia-xian/2024/minsheng")
TITLES = (
    *("序号", "项目名称", "建设内容", "总投资（万元）", "进度计划", "牵头单位", "责任单位"),
    *("完成情况", "是否完成", "备注"),
)
STEMS = "甲乙丙丁戊己庚辛壬癸"
VERBS = ("改造", "新建", "扩建", "完成", "建设", "购置", "安装", "修缮")
THINGS = (
    *(("老旧小区", "个"), ("停车位", "个"), ("农村公路", "公里"), ("供水管网", "公里")),
    *(("幼儿园", "所"), ("助餐点", "处"), ("公厕", "座"), ("路灯", "盏"), ("充电桩", "个")),
    *(("居民", "户"), ("电梯", "部"), ("绿地", "平方米"), ("村卫生室", "所"), ("校舍", "平方米")),
)
WORDS = "老旧小区加装电梯改造保障住房供水管网街头游园农贸市场助餐服务前期手续开工建设完成投资"


def workbook(rows: int) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, TITLES)
    chance = random.Random(rows)
    for n in range(1, rows + 1):
        sheet.write_row(n, 0, (n, *_row(chance)))
    book.close()
    return data.getvalue()


def _row(chance: random.Random) -> tuple[str | float, ...]:
    def words(length: int) -> str:
        return "".join(chance.choices(WORDS, k=length))

    things = chance.sample(THINGS, 3)
    targets = [f"{chance.choice(VERBS)}{t}{chance.randint(1, 9000)}{unit}" for t, unit in things]
    return (
        f"{chance.choice(STEMS)}镇{words(8)}项目",
        f"在{words(6)}等地，{'，'.join(targets)}。",
        chance.randint(1, 90_000) / 10,
        f"一季度：{words(8)}；\n二季度：{words(6)}，计划投资{chance.randint(1, 900)}万元；\n"
        f"三季度：{words(10)}；\n四季度：{words(6)}。",
        f"县{chance.choice(STEMS)}局",
        f"各镇街、县{chance.choice(STEMS)}局",
        f"已完成{chance.randint(1, 99)}%，{words(16)}。",
        chance.choice(("是", "否")),
    )


STEPS = ("open", "read", "plan", "write")


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


def importing(file: Path, root: Path) -> dict[str, Time]:
    """Every step of an import into an empty records root."""
    root.mkdir()
    (root / "msctl.toml").write_text("format = 1\n", encoding="utf-8")
    records = Records(root)
    ledger, region = Ledger(LEDGER, Record({})), Region(LEDGER.region, Record({}))
    steps = {name: Time() for name in STEPS}
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


def reading(file: Path) -> Time:
    """python-calamine's time."""
    took = Time()
    with took.taken():
        python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    return took


def looping(made: Path, root: Path) -> Time:
    """The bytes of all files below a folder written again, one file after the other."""
    files = [(root / path.relative_to(made), path.read_bytes()) for path in made.rglob("*.toml")]
    folders = {path.parent for path, _ in files}
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    names = [(str(path.with_name(f".{path.name}.new")), str(path), data) for path, data in files]
    took = Time()
    with took.taken():
        for new, path, data in names:
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.write(descriptor, data)
            os.fsync(descriptor)
            os.close(descriptor)
            os.replace(new, path)  # noqa: PTH105 - the plain call, without pathlib's cost
        for folder in folders:
            descriptor = os.open(folder, os.O_RDONLY)
            os.fsync(descriptor)
            os.close(descriptor)
    return took


def rounds(rows: int, count: int) -> list[dict[str, Time]]:
    """The times of each round."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "ledger.xlsx"
        file.write_bytes(workbook(rows))
        for number in range(count):
            made = folder / f"records-{number}"
            os.sync()
            times = {"calamine": reading(file), **importing(file, made)}
            os.sync()
            times["loop"] = looping(made, folder / f"again-{number}")
            found.append(times)
    return found


def share(times: dict[str, Time], by: str) -> float:
    """The import as a part of what it may take."""
    taken = {name: getattr(time, by) for name, time in times.items()}
    own = sum(taken[name] for name in STEPS)
    return float(own / (4 * taken["calamine"] + taken["loop"]))


def main(rows: int, count: int) -> None:
    found = rounds(rows, count)
    print(f"{rows} rows, the median of {count} rounds")
    for name in ("calamine", *STEPS, "loop"):
        took = Time(*(median(getattr(t[name], by) for t in found) for by in ("clock", "cpu")))
        times = median(t[name].cpu / t["calamine"].cpu for t in found)
        print(f"{name:9}{took}  {times:5.1f} x calamine")
    for by, words in (("clock", "by the clock"), ("cpu", "of the processor")):
        shares = [share(times, by) for times in found]
        told = f"{median(shares):.2f} {words}, the first round {shares[0]:.2f}"
        print(f"import / (4 x calamine + loop): {told}")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*(given + [10_000, 5][len(given) :])[:2])
