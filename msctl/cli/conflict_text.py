"""Questions in words and as JSON: what a merge or an import cannot decide."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msctl.check.words import table_of
from msctl.cli.targets import short_id
from msctl.locale.catalogue import finding_sentence, t
from msctl.locale.labels import field_label
from msctl.model.record import Record
from msctl.model.values import to_text
from msctl.text.safe import single_line
from msctl.text.width import cut

if TYPE_CHECKING:
    from msctl.history.conflict import Conflict
    from msctl.history.merging import Part
    from msctl.history.witness import Witness

SIDES = ("ours", "theirs", "base")


def conflict_json(
    conflict: "Conflict", ours: "Witness | None", theirs: "Witness | None"
) -> dict[str, object]:
    """A question for scripts, with who stands behind each side."""
    data = conflict.to_json()
    data["ours_by"] = ours.to_json() if ours else None
    data["theirs_by"] = theirs.to_json() if theirs else None
    if conflict.breach is not None:
        data |= {"rule": conflict.breach.rule, "message": finding_sentence(conflict.breach)}
    return data


def conflict_title(conflict: "Conflict") -> str:
    """The place and the kind of a question in one line."""
    label = field_label(conflict.path, table_of(conflict.id)) if conflict.path else ""
    place = " ".join(part for part in (short_id(conflict.id), str(conflict.path), label) if part)
    told = t(f"cli.conflicts.{conflict.kind}")
    if conflict.breach is not None:
        told = finding_sentence(conflict.breach)
    return f"{place}  {told}"


def conflict_lines(
    conflict: "Conflict", ours: "Witness | None", theirs: "Witness | None"
) -> Iterator[str]:
    """A question with both sides' and the common value, and who stands behind each."""
    yield conflict_title(conflict)
    if conflict.kind == "rule":
        return
    sides = (conflict.ours, conflict.theirs, conflict.base)
    for side, part, witness in zip(SIDES, sides, (ours, theirs, None), strict=True):
        word = t(f"cli.conflicts.{side}")
        by = f"  （{_by(witness)}）" if witness else ""
        yield f"    {word} {_part_text(part)}{by}"


def _by(witness: "Witness") -> str:
    when = witness.time.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{witness.author} {when} {witness.commit[:10]} {single_line(witness.subject)}"


def _part_text(part: "Part") -> str:
    if part is None:
        return t("cli.conflicts.nothing")
    if isinstance(part, Record):
        return t("cli.conflicts.fields", count=len(part.fields))
    return cut(single_line(to_text(part)), 100)
