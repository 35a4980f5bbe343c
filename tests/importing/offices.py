"""The five offices' documents and the ledgers they belong to."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from msctl.importing.documents import Imported, Part, read_document
from msctl.importing.dumps import read_text
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId
from msctl.model.record import Record

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Office:
    """One table of one office's document, with the ledger it belongs to."""

    id: str
    source: str
    table: int = 1

    @property
    def text(self) -> str:
        return (ROOT / "tests/sources" / f"{self.source}.txt").read_text(encoding="utf-8")

    @property
    def ledger(self) -> Ledger:
        return Ledger(LedgerId(self.id), read_toml(ROOT / "records" / self.id / "ledger.toml"))

    @property
    def region(self) -> Region:
        name = LedgerId(self.id).region
        return Region(name, read_toml(ROOT / "records" / name / "region.toml"))

    def read(self, *, accept: bool = False, part: Part = "all") -> Imported:
        return read_document(
            read_text(self.text),
            self.ledger,
            self.region,
            tables=(self.table,),
            accept=accept,
            part=part,
        )


def read_toml(path: Path) -> Record:
    text = path.read_text(encoding="utf-8")
    return Record.from_tree(tomllib.loads(text, parse_float=Decimal))


DONGQU = Office("panzhihua-dongqu/2024/minsheng", "dongqu")
LIANSHUI = Office("lianshui/2024/minsheng", "lianshui")
LUCHENG = Office("wenzhou-lucheng/2024/minsheng", "lucheng")
PROVINCE_CITY = Office("nanyang-wancheng/2024/province-city", "wancheng")
DISTRICT = Office("nanyang-wancheng/2024/district", "wancheng", 2)
QIXIA = Office("qixia/2024/minsheng", "qixia")
OFFICES = (DONGQU, LIANSHUI, LUCHENG, PROVINCE_CITY, DISTRICT, QIXIA)


def by_number(imported: Imported) -> dict[str, Record]:
    return {record.text("number"): record for record in imported.projects}
