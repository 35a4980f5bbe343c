"""Changes of records as text for a terminal or a file."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msctl.check.words import table_of
from msctl.cli.change_parts import Part, parts
from msctl.cli.colour import Paint
from msctl.cli.targets import short_id
from msctl.locale.catalogue import finding_sentence, place, t
from msctl.locale.labels import field_label
from msctl.text.safe import printable

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange
    from msctl.history.log import Commit

_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")}
"""as ``git diff --word-diff`` writes them"""


def record_lines(record: "RecordChange", indent: str = "", paint: Paint = Paint()) -> Iterator[str]:  # noqa: B008
    """A record's difference: a line for the record, then each field's parts."""
    yield indent + paint("strong", printable(record_title(record)))
    for fault in record.unreadable:
        yield printable(f"{indent}  {place(fault)}: {finding_sentence(fault)}")
    for change in record.changes:
        yield printable(f"{indent}  {field_label(change.path, table_of(record.id))}")
        for part in parts(change):
            yield _part_line(part, indent, paint)


def record_title(record: "RecordChange") -> str:
    """What happened to a record: the word, where it is, and where it was."""
    told = t("cli.status.layout") if record.layout_only else t(f"cli.status.{record.kind}")
    was = f" {short_id(record.old_id)} ->" if record.old_id else ""
    return f"{told}{was} {short_id(record.id)}"


def marked(part: Part, paint: Paint) -> str:
    """A part's wording with what is removed and added in it, by colour or by marks."""
    # in a line of its own an old or new value needs no marks
    bare = part.word != "text" or paint.on
    return "".join(
        paint(span.kind, span.text if bare else span.text.join(_MARKS[span.kind]))
        for span in part.spans
    )


def _part_line(part: Part, indent: str, paint: Paint) -> str:
    note = f"  {part.note}" if part.note else ""
    line = f"{indent}    {t(f'cli.diff.{part.word}')} {marked(part, paint)}{note}"
    return line.replace("\n", f"\n{indent}       ")


def commit_lines(commit: "Commit", paint: Paint) -> Iterator[str]:
    """A commit and what it did; of a record added or removed only how many fields it has."""
    yield paint("head", commit_title(commit))
    for record in commit.records:
        if record.kind in ("added", "removed") and not record.unreadable:
            count = t("cli.log.fields", count=len(record.changes))
            yield printable(f"  {record_title(record)}  {count}")
        else:
            yield from record_lines(record, "  ", paint)


def commit_title(commit: "Commit") -> str:
    """When, which, who and what for, in one line."""
    when = commit.time.astimezone().strftime("%Y-%m-%d %H:%M")
    return printable(f"{when} {commit.commit[:10]} {commit.author}：{commit.subject}")
