"""Where an exported table comes from: what documents carry and ``verify`` reads back.

The line that is printed is Chinese, as documents are, whatever language the screens are in.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

PREFIX = "msctl-"
"""What the names of the properties begin with that a document keeps."""

_NAME = "name-"
_LONGEST = 255
"""characters that Excel takes as the value of a property"""

_LINE = re.compile(
    r"导出自 msctl (?P<version>[^\s；]+)；范围 (?P<scope>[^；<\n]+)；(?P<what>[^\s；<]+)"
    r"(?: (?P<layout>[^；<\n]*[^；<\s]))?(?:；期次 (?P<period>[^\s；<]+))?"
    r"(?:；单位 (?P<unit>[^；<\n]+))?"
    r"(?:；存档 (?P<commit>[0-9a-f]{40,64})(?P<dirty>\+?)（(?P<date>[^）]+)）)?"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The records and the request that a document was made from."""

    version: str
    """of msctl"""
    what: str
    """the command that made it: ``export``, ``list``, ``summary``, ``compare``, ``notice``"""
    scope: str
    """what was exported, as it is named on the command line"""
    layout: str = ""
    period: str = ""
    unit: str = ""
    """the one unit whose projects it shows"""
    commit: str = ""
    """the whole hash of the records' commit; empty without history"""
    dirty: bool = False
    """whether the records had changes that the commit lacks"""
    date: dt.datetime | None = None
    """of the commit"""
    names: tuple[str, ...] = ()
    """units' names that hold a separator, which a reader of the cells alone would part"""

    def properties(self) -> dict[str, str]:
        """Names and values for the properties of a document; what is not known is left out."""
        told = {f"{PREFIX}{name}": value for name, value in self._texts().items() if value}
        names = enumerate((name for name in self.names if len(name) <= _LONGEST), start=1)
        return told | {f"{PREFIX}{_NAME}{count}": name for count, name in names}

    def _texts(self) -> dict[str, str]:
        return {
            "version": self.version,
            "what": self.what,
            "scope": self.scope,
            "layout": self.layout,
            "period": self.period,
            "unit": self.unit,
            "records": self.commit + "+" * self.dirty if self.commit else "",
            "date": self.date.isoformat() if self.date else "",
        }

    def line(self) -> str:
        """The origin as one printed line, which :func:`find` reads back."""
        parts = [f"导出自 msctl {self.version}", f"范围 {self.scope}"]
        parts.append(f"{self.what} {self.layout}".rstrip())
        if self.period:
            parts.append(f"期次 {self.period}")
        if self.unit:
            parts.append(f"单位 {self.unit}")
        if self.commit and self.date:
            parts.append(f"存档 {self.commit}{'+' * self.dirty}（{self.date.isoformat()}）")
        return "；".join(parts)


def from_properties(properties: Mapping[str, str]) -> Origin | None:
    """The origin that a document's properties tell; None when they tell none."""
    own = {name.removeprefix(PREFIX): text for name, text in properties.items()}
    if not own.get("version") or not own.get("scope"):
        return None
    names = tuple(text for name, text in own.items() if name.startswith(_NAME))
    return replace(_origin(own | {"commit": own.get("records", "")}), names=names)


def find(text: str) -> Origin | None:
    """The origin whose line stands in a text; the last one where there are several."""
    lines = list(_LINE.finditer(text))
    if not lines:
        return None
    own = {name: value or "" for name, value in lines[-1].groupdict().items()}
    return _origin(own | {"commit": own["commit"] + own["dirty"]})


def _origin(own: Mapping[str, str]) -> Origin:
    try:
        date = dt.datetime.fromisoformat(own.get("date", ""))
    except ValueError:
        date = None
    commit = own.get("commit", "")
    return Origin(
        version=own["version"],
        what=own.get("what", ""),
        scope=own["scope"],
        layout=own.get("layout", ""),
        period=own.get("period", ""),
        unit=own.get("unit", ""),
        commit=commit.removesuffix("+"),
        dirty=commit.endswith("+"),
        date=date,
    )
