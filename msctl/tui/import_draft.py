"""What was decided of an import that is not written yet: kept below ``.msctl/``, so that neither
leaving the screen nor a killed process loses it.

It is kept by the document's bytes and the ledger, and in it each verdict by what was asked: the
same guess, or a question with the same three values. What the ledger has changed since is asked
anew, everything else is as it was left.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msctl.history.answers import Answer, Side
from msctl.history.conflict import Conflict, part_json, read_part
from msctl.importing.proposal import Item, Proposal, Verdict, first_verdict
from msctl.model.record import Record
from msctl.model.values import Value, to_text
from msctl.store.atomic import remove, replace
from msctl.store.lock import private_folder
from msctl.store.syntax import SyntaxFault
from msctl.tui.answering import SIDES
from msctl.tui.half_typed import question_key
from msctl.tui.journal import user_name


class ImportDraft:
    """The verdicts of one user on one proposal, the message, and answers that are half typed."""

    def __init__(self, root: Path, proposal: Proposal) -> None:
        self._root = root
        self._items = proposal.items
        self._keys = tuple(_keys(proposal.items))
        place = hashlib.sha256(f"{proposal.digest}\0{proposal.ledger}".encode()).hexdigest()[:16]
        self._file = root / ".msctl" / f"import-{user_name()}-{place}.json"
        self._kept = _read(self._file)
        self._last = (self.verdicts, self.message)

    @property
    def decided(self) -> int:
        """How many verdicts are kept that this proposal asks for still."""
        return sum(key in self._kept["verdicts"] for key in self._keys)

    @property
    def message(self) -> str | None:
        """The message; None where it was not changed."""
        message = self._kept["message"]
        return message if isinstance(message, str) else None

    @property
    def verdicts(self) -> list[Verdict]:
        """What was decided, and for all else what stands before anybody has decided."""
        kept: Mapping[str, Any] = self._kept["verdicts"]
        return [
            _verdict(kept[key]) or first_verdict(item) if key in kept else first_verdict(item)
            for key, item in zip(self._keys, self._items, strict=True)
        ]

    def decide(self, verdicts: Sequence[Verdict], message: str | None) -> None:
        """Keep what is decided by now, once for each change. Raises DiskRefused."""
        now = (list(verdicts), message)
        if now == self._last:
            return
        self._last = now
        asked = set(self._keys)
        triples = zip(self._keys, self._items, verdicts, strict=True)
        own = {key: _kept(one) for key, item, one in triples if one != first_verdict(item)}
        # what this proposal does not ask for may be asked again when the ledger is as it was
        rest = {k: v for k, v in self._kept["verdicts"].items() if k not in asked}
        self._write({**self._kept, "verdicts": rest | own, "message": message})

    def forget(self) -> None:
        """It is written, or begun anew. Raises DiskRefused."""
        self._write(_nothing())
        self._last = (self.verdicts, self.message)

    # Answers that are half typed, as the editor of answers keeps them.

    def of(self, conflict: Conflict) -> str | None:
        """What was typed into a question and not given as its answer."""
        text = self._kept["typed"].get(question_key(conflict))
        return text if isinstance(text, str) else None

    def keep(self, conflict: Conflict, text: str) -> None:
        """Keep what is typed by now. Raises DiskRefused."""
        self._write({**self._kept, "typed": self._kept["typed"] | {question_key(conflict): text}})

    def drop(self, conflict: Conflict) -> None:
        """It is given as an answer, or given up. Raises DiskRefused."""
        rest = {k: v for k, v in self._kept["typed"].items() if k != question_key(conflict)}
        self._write({**self._kept, "typed": rest})

    def _write(self, kept: dict[str, Any]) -> None:
        if kept == self._kept:
            return
        if any(kept.values()):
            private_folder(self._root)
            replace(self._file, json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8"))
        elif self._file.exists():
            remove(self._file)
        self._kept = kept


def _nothing() -> dict[str, Any]:
    return {"verdicts": {}, "message": None, "typed": {}}


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text("utf-8"))
        kept = {key: data[key] for key in _nothing()}
    except (OSError, ValueError, KeyError, TypeError):
        # without it the import begins as it does the first time
        return _nothing()
    return kept if all(isinstance(kept[key], dict) for key in ("verdicts", "typed")) else _nothing()


def _keys(items: Iterable[Item]) -> Iterator[str]:
    """What each item asks, as the key of its verdict; the same guess twice is told apart."""
    seen: Counter[str] = Counter()
    for item in items:
        if item.question is not None:
            key = question_key(item.question)
        else:
            assert item.guess is not None
            guess = item.guess
            parts = (guess.reason, guess.number, str(guess.path), to_text(guess.value), guess.quote)
            key = hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:24]
        seen[key] += 1
        yield f"{key} {seen[key]}"


def _kept(verdict: Verdict) -> dict[str, object]:
    """A verdict as it is kept."""
    if verdict.answer is None:
        return {"accepted": verdict.accepted, "value": part_json(verdict.value)}
    if verdict.answer.side is not None:
        return {"side": verdict.answer.side}
    return {"answer": part_json(verdict.answer.value)}


def _verdict(kept: Mapping[str, Any]) -> Verdict | None:
    """A verdict as it was kept; None for one that cannot be read, which is asked anew."""
    try:
        if "side" in kept:
            side: Side = next(side for side in SIDES if side == kept["side"])
            return Verdict(answer=Answer(side=side))
        if "answer" in kept:
            return Verdict(answer=Answer(value=_value(kept["answer"])))
        return Verdict(accepted=bool(kept["accepted"]), value=_value(kept["value"]))
    except (KeyError, TypeError, StopIteration, SyntaxFault):
        return None


def _value(kept: Mapping[str, str] | None) -> Value | None:
    part = read_part(kept)
    if isinstance(part, Record):
        raise TypeError("a table is no answer")
    return part
