"""What was decided of an import is there again for the same document and the same questions."""

from decimal import Decimal
from pathlib import Path

from msctl.history.answers import Answer
from msctl.history.conflict import Conflict
from msctl.importing.account import Guess
from msctl.importing.proposal import Item, Proposal, Verdict, first_verdict
from msctl.model.paths import FieldPath, LedgerId
from msctl.model.snapshot import Snapshot
from msctl.tui.import_draft import ImportDraft

LEDGER = LedgerId("jia-xian/2024/minsheng")
CONTENT = FieldPath.parse("content")
TOTAL = FieldPath.parse("funding.total")


def question(number: int, ours: str = "硬化13公里。") -> Item:
    project = f"{LEDGER}/{number:02}-cun"
    asked = Conflict(project, CONTENT, "changed", "硬化12公里。", ours, "硬化15公里。")
    return Item(question=asked)


def guess(number: str) -> Item:
    return Item(Guess("investment", number, TOTAL, Decimal("120"), "总投资120万元"))


def proposal(*items: Item, digest: str = "甲") -> Proposal:
    return Proposal("表.docx", LEDGER, Snapshot({}, {}, {}), items, 3, 3, digest=digest)


def test_verdicts_come_back_as_they_were_given(tmp_path: Path) -> None:
    asked = proposal(question(1), question(2), question(3), guess("4"), guess("4"), guess("5"))
    given = [
        Verdict(answer=Answer(side="theirs")),
        Verdict(answer=Answer(value="双方\n核对后“15”公里。")),
        Verdict(),
        Verdict(accepted=True),
        Verdict(),
        Verdict(accepted=True, value=Decimal("0.10")),
    ]
    ImportDraft(tmp_path, asked).decide(given, "补报")
    again = ImportDraft(tmp_path, asked)
    assert again.verdicts == given
    assert (again.decided, again.message) == (4, "补报")
    again.forget()
    assert ImportDraft(tmp_path, asked).decided == 0
    assert not list((tmp_path / ".msctl").glob("import-*"))


def test_what_the_ledger_changed_since_is_asked_anew(tmp_path: Path) -> None:
    taken = Verdict(answer=Answer(side="theirs"))
    ImportDraft(tmp_path, proposal(question(1), question(2))).decide([taken, taken], None)
    changed = proposal(question(1, "硬化14公里。"), question(2))
    draft = ImportDraft(tmp_path, changed)
    assert draft.verdicts == [Verdict(), taken]
    draft.decide(draft.verdicts, None)
    # the ledger is as it was again
    assert ImportDraft(tmp_path, proposal(question(1), question(2))).decided == 2


def test_another_document_is_decided_for_itself(tmp_path: Path) -> None:
    first = proposal(question(1), guess("2"))
    ImportDraft(tmp_path, first).decide([Verdict(answer=Answer(side="ours"))] * 2, None)
    other = ImportDraft(tmp_path, proposal(question(1), guess("2"), digest="乙"))
    assert other.verdicts == [first_verdict(item) for item in first.items]


def test_a_half_typed_answer_waits_for_its_question(tmp_path: Path) -> None:
    asked = proposal(question(1), question(2))
    first, second = (item.question for item in asked.items)
    assert first is not None
    assert second is not None
    draft = ImportDraft(tmp_path, asked)
    draft.keep(first, "双方核对后")
    again = ImportDraft(tmp_path, asked)
    assert (again.of(first), again.of(second)) == ("双方核对后", None)
    again.drop(first)
    assert not list((tmp_path / ".msctl").glob("import-*"))


def test_a_damaged_file_begins_anew(tmp_path: Path) -> None:
    asked = proposal(question(1))
    ImportDraft(tmp_path, asked).decide([Verdict(answer=Answer(side="ours"))], None)
    (file,) = (tmp_path / ".msctl").glob("import-*")
    for text in ("{", '{"verdicts": 3}', file.read_text("utf-8").replace("ours", "我方")):
        file.write_text(text, "utf-8")
        assert ImportDraft(tmp_path, asked).verdicts == [Verdict()]
