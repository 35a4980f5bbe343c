"""What the accept screen shows of a proposal: lines of the list, the item under the cursor."""

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from msctl.history.answers import Answer
from msctl.history.conflict import Conflict
from msctl.importing.proposal import OTHER_LEDGER, Item, Proposal, Verdict, first_verdict
from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.paths import FieldPath, ProjectId
from msctl.model.values import Value, to_text
from msctl.text.safe import single_line
from msctl.tui.conflict_view import ConflictView, field_word, record_word
from msctl.tui.sheet import LABEL_STYLE, Sheet

_LABELS = 10
"""cells of the labels beside an item's wording"""


class AcceptView:
    """The items of a proposal with a verdict each."""

    def __init__(self, proposal: Proposal, verdicts: Sequence[Verdict]) -> None:
        self.proposal = proposal
        self.verdicts = list(verdicts)

    def begin_anew(self) -> None:
        """Drop every verdict: what stands before anybody has decided."""
        self.verdicts = [first_verdict(item) for item in self.proposal.items]

    @property
    def open_questions(self) -> int:
        """Questions without an answer: nothing can be written before they have one."""
        pairs = zip(self.proposal.items, self.verdicts, strict=True)
        return sum(item.question is not None and own.answer is None for item, own in pairs)

    @property
    def accepted(self) -> int:
        """Guesses that are accepted."""
        return sum(verdict.accepted for verdict in self.verdicts)

    @property
    def guesses(self) -> int:
        """How many guesses there are."""
        return sum(item.guess is not None for item in self.proposal.items)

    def toggle(self, index: int) -> None:
        """Accept a guess, or refuse it again; a question is not ticked."""
        if self.proposal.items[index].guess is not None:
            verdict = self.verdicts[index]
            self.verdicts[index] = replace(verdict, accepted=not verdict.accepted)

    def accept_kind(self, index: int) -> int:
        """Accept all guesses of an item's kind, or refuse them when all are; how many."""
        kind = self.proposal.items[index].kind
        own = [n for n, item in enumerate(self.proposal.items) if item.kind == kind and item.guess]
        wanted = not all(self.verdicts[n].accepted for n in own)
        for number in own:
            self.verdicts[number] = replace(self.verdicts[number], accepted=wanted)
        return len(own)

    def answer(self, index: int, answer: Answer) -> None:
        """Answer a question."""
        if self.proposal.items[index].question is not None:
            self.verdicts[index] = Verdict(answer=answer)

    def set_value(self, index: int, value: Value | None) -> None:
        """Put a typed value in the place of a guess's, which accepts it."""
        self.verdicts[index] = Verdict(accepted=True, value=value)

    # Lines.

    def cells(self, index: int) -> tuple[str, str, str, str, str]:
        """The line of an item: its mark, kind, project, field and value."""
        item = self.proposal.items[index]
        return (
            self.mark(index),
            t(f"tui.accept.kind.{item.kind}"),
            self._project(item),
            self._field(item),
            single_line(self.value_text(index)),
        )

    def mark(self, index: int) -> str:
        """``[x]`` accepted or answered, ``[ ]`` not, ``[?]`` a question that waits."""
        verdict = self.verdicts[index]
        if self.proposal.items[index].question is not None:
            return "[x]" if verdict.answer is not None else "[?]"
        return "[x]" if verdict.accepted else "[ ]"

    def value_text(self, index: int) -> str:
        """The value that an item would write."""
        item, verdict = self.proposal.items[index], self.verdicts[index]
        if item.guess is not None:
            return to_text(item.guess.value if verdict.value is None else verdict.value)
        answer = verdict.answer
        if answer is None:
            return t("tui.accept.waiting")
        if answer.side is None:
            return to_text(answer.value)
        return t(f"tui.conflicts.{answer.side}")

    def _project(self, item: Item) -> str:
        if item.question is not None:
            return self._record(item.question.id)
        assert item.guess is not None
        numbers = list(dict.fromkeys(guess.number or "-" for guess in item.guesses))
        more = t("tui.accept.more", count=len(numbers)) if len(numbers) > 1 else ""
        return f"{numbers[0]}{more}"

    def _record(self, record_id: str) -> str:
        """The number and name of a project: it is one of the ledger that the title names."""
        project = self.proposal.snapshot.projects.get(ProjectId(record_id))
        if project is not None and project.id.ledger == self.proposal.ledger:
            return f"{project.number} {project.name}".strip()
        return record_word(self.proposal.snapshot, record_id)

    def _field(self, item: Item) -> str:
        if item.question is not None:
            return field_word(item.question)
        assert item.guess is not None
        return field_label(item.guess.path)

    def content(self, index: int, width: int) -> Content:
        """The item under the cursor: where it comes from and what it becomes."""
        item = self.proposal.items[index]
        if item.question is not None:
            beside = width >= 100
            return ConflictView(self.proposal.snapshot, item.question).content(width, beside=beside)
        assert item.guess is not None
        sheet = Sheet(width)
        sheet.text(t(f"tui.accept.kind.{item.kind}"), "bold")
        sheet.text(t(f"tui.accept.about.{item.kind}"), LABEL_STYLE)
        sheet.blank()
        rows: tuple[tuple[str, str], ...] = (
            (
                t("tui.accept.number"),
                t("message.and").join(dict.fromkeys(g.number for g in item.guesses)) or "-",
            ),
            (t("tui.fields.field"), f"{self._field(item)}  ({item.guess.path})"),
            (t("tui.accept.quote"), item.guess.quote),
            (t("tui.accept.becomes"), self.value_text(index)),
        )
        if item.kind == OTHER_LEDGER:
            rows = rows[2:]
        for label, text in rows:
            sheet.labelled(label, [(text, "")], _LABELS)
        return sheet.content

    def told(self, width: int) -> Content:
        """The account of the import, in sentences."""
        sheet = Sheet(width)
        for line in self.proposal.told:
            sheet.text(line)
        return sheet.content

    def typed_as_conflict(self, index: int) -> Conflict | None:
        """An item as the editor of values takes it; None for what has no value to type."""
        item = self.proposal.items[index]
        if item.question is not None:
            return item.question
        assert item.guess is not None
        if item.kind == OTHER_LEDGER:
            return None
        path: FieldPath = item.guess.path
        project = self._id_of(item.guess.number)
        return Conflict(project, path, "changed", None, None, item.guess.value)

    def _id_of(self, number: str) -> str:
        """The project of a printed number, or the id one would have: only its ledger counts."""
        listed = self.proposal.snapshot.by_ledger.get(self.proposal.ledger, ())
        found = next((project.id for project in listed if project.number == number), None)
        return found or f"{self.proposal.ledger}/{number or '0'}"
