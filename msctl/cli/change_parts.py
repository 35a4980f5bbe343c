"""A field's change in the parts a reader sees, for every way of printing it.

Numbers come with their difference, lists as what went and what came, long wording in one piece
with what differs marked; all else as the old value and the new one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from msctl.locale.catalogue import t
from msctl.model.changes import Change
from msctl.model.record import as_names
from msctl.model.values import to_text
from msctl.text.diff import Span, number_delta, spans
from msctl.text.safe import printable

_LONG = 20
"""characters from which on a reader would have to search for what differs"""

_ALIKE = 0.3
"""the part of the longer wording that must be common; below it two wordings read better apart"""


@dataclass(frozen=True, slots=True)
class Part:
    """One line or paragraph: a word that says what it is, and its text, safe to show."""

    word: str
    """old, new, gone, come or text: its key in the catalogue below ``cli.diff``"""
    spans: tuple[Span, ...]
    note: str = ""
    """the difference of a number"""


def parts(change: Change) -> Iterator[Part]:
    """A change in its parts."""
    old, new = change.old, change.new
    if isinstance(old, tuple) and isinstance(new, tuple):
        before, after = as_names(old), as_names(new)
        gone = [name for name in before if name not in after]
        come = [name for name in after if name not in before]
        if (gone or come) and (before, after) == (old, new):
            yield from _whole("gone", "removed", t("message.and").join(gone))
            yield from _whole("come", "added", t("message.and").join(come))
            return
    if isinstance(old, str) and isinstance(new, str) and min(len(old), len(new)) >= _LONG:
        found = tuple(spans(printable(old), printable(new)))
        common = sum(len(span.text) for span in found if span.kind == "same")
        if common >= _ALIKE * max(len(old), len(new)):
            yield Part("text", found)
            return
    both_numbers = isinstance(old, Decimal) and isinstance(new, Decimal)
    note = number_delta(old, new) if both_numbers else ""  # type: ignore[arg-type]
    if old is not None:
        yield Part("old", (Span("removed", printable(to_text(old))),))
    if new is not None:
        yield Part("new", (Span("added", printable(to_text(new))),), note)


def _whole(word: str, kind: str, text: str) -> Iterator[Part]:
    if text:
        yield Part(word, (Span(kind, printable(text)),))  # type: ignore[arg-type]
