"""JSON: arrays of objects, readable and safe to print on a terminal."""

import json
import re

from msctl.export.options import Options
from msctl.export.table import Table, owners
from msctl.model.values import to_json

_STEERING = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What JSON leaves as it is and a terminal obeys, or UTF-8 cannot hold; see msctl.text.safe."""


def write(table: Table, options: Options) -> str:
    """An object a row, by column key; of an official table, its project's id and task first.

    Merged cells have their value in every row, what is not recorded is null, and the totals row,
    which is computed from the others, is left out.
    """
    places = owners([row.cells for row in table.body])
    objects = []
    for row, line in zip(table.body, places, strict=True):
        if row.totals:
            continue
        found: dict[str, object] = {"id": row.id, "task": row.task} if table.official else {}
        for column, (top, left) in zip(table.columns, line, strict=True):
            cell = table.body[top].cells[left] if top >= 0 else None
            found[column.key] = to_json(cell.value) if cell else None
        objects.append(found)
    return dump(objects)


def dump(value: object) -> str:
    """Any JSON value as text: two spaces a level, Chinese as it is, a final newline."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _STEERING.sub(_escape, text) + "\n"


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
