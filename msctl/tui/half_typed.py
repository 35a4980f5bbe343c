"""Answers that are typed in and not given yet: kept below ``.msctl/``, so that neither leaving the
screen nor a killed process loses them."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msctl.model.record import Record
from msctl.model.values import to_text
from msctl.store.atomic import remove, replace
from msctl.store.lock import private_folder
from msctl.tui.journal import user_name

if TYPE_CHECKING:
    from msctl.history.conflict import Conflict


class KeepsTyped(Protocol):
    """Keeps what is typed into questions and not given as their answer."""

    def of(self, conflict: "Conflict") -> str | None:
        """What was typed into a question."""

    def keep(self, conflict: "Conflict", text: str) -> None:
        """Keep what is typed by now. Raises DiskRefused."""

    def drop(self, conflict: "Conflict") -> None:
        """The question is answered, or what was typed is given up. Raises DiskRefused."""


class HalfTyped:
    """What one user has typed into questions that are still open."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = root / ".msctl" / f"answers-{user_name()}.json"

    def of(self, conflict: "Conflict") -> str | None:
        """What was typed into a question, if it is the very same question."""
        return self._read().get(question_key(conflict))

    def keep(self, conflict: "Conflict", text: str) -> None:
        """Keep what is typed by now. Raises DiskRefused."""
        self._write(self._read() | {question_key(conflict): text})

    def drop(self, conflict: "Conflict") -> None:
        """The question is answered, or what was typed is given up. Raises DiskRefused."""
        kept = self._read()
        if kept.pop(question_key(conflict), None) is not None:
            self._write(kept)

    def _read(self) -> dict[str, str]:
        try:
            data = json.loads(self._file.read_text("utf-8"))
            return {str(key): str(text) for key, text in data.items()}
        except (OSError, ValueError, AttributeError):
            # without it a question begins with our value, as it does the first time
            return {}

    def _write(self, kept: dict[str, str]) -> None:
        if kept:
            private_folder(self._root)
            replace(self._file, json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8"))
        elif self._file.exists():
            remove(self._file)


def question_key(conflict: "Conflict") -> str:
    """A question by its place and its sides: the next merge may ask of the same field again."""
    sides = "\0".join(
        "table" if isinstance(part, Record) else to_text(part)
        for part in (conflict.base, conflict.ours, conflict.theirs)
    )
    digest = hashlib.sha256(sides.encode("utf-8")).hexdigest()[:16]
    return f"{conflict.id} {conflict.path} {digest}"
