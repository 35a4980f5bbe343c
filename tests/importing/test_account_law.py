"""The law of the account: mapped, extra and residue sum to the document, and nothing is lost."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from msctl.importing.account import Tally
from msctl.importing.documents import Imported, read_document
from msctl.importing.tables import Aside, Document, SourceTable, lay_out
from msctl.model.ledger import Ledger, Region
from msctl.model.paths import LedgerId
from msctl.model.record import Record
from msctl.model.values import to_text

from .offices import OFFICES

TITLES = (
    *("序号", "项目名称", "类别", "建设内容", "总投资（万元）", "进度计划", "责任单位", "完成情况"),
    *("是否完成", "备注", "存在问题及下一步打算", "联系电话", "目标", "1月", "（空）"),
)
WORDS = (
    *(
        "1",
        "2",
        "３",
        "一",
        "二、教育惠民",
        "（一）学前",
        "合计",
        "小计：",
        "县教育局",
        "各镇街",
        "、",
        "\n",
    ),
    *(
        "一季度：",
        "第二季度：开工，",
        "计划投资20万元；",
        "1,200.5",
        "1.8亿元",
        "15%",
        "——",
        "是",
        "已完成",
    ),
    *(
        "注：",
        "新建幼儿园2所。",
        "  ",
        "省级民生实事●",
        "[bookmark: _x]",
        "<br>",
        "下一步工作打算：",
        "45565",
    ),
)
wording = st.lists(st.sampled_from(WORDS), max_size=4).map("".join)
lines = st.lists(st.one_of(wording, st.sampled_from(["附件1", "县2024年民生实事表"])), max_size=4)
span = st.sampled_from([1, 1, 1, 2, 3])


@st.composite
def tables(draw: st.DrawFn) -> SourceTable:
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=2, max_size=6, unique=True))
    header = [(title, 1, 1) for title in titles]
    cell = st.tuples(wording, span, span)
    rows = draw(st.lists(st.lists(cell, min_size=1, max_size=len(titles)), min_size=1, max_size=7))
    if draw(st.booleans()):
        laid, spans = lay_out([header, *rows], "")
        return SourceTable(tuple(draw(lines)), laid, spans, exact=True)
    ragged = tuple(tuple(text for text, *_ in row) for row in [header, *rows])
    return SourceTable(tuple(draw(lines)), ragged)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    asides = tuple(Aside("header", text) for text in draw(lines))
    found = draw(st.lists(tables(), min_size=1, max_size=2))
    return Document("text", tuple(found), tuple(draw(lines)), tuple(draw(lines)), asides)


def bare(texts: Iterable[str]) -> Counter[str]:
    return Counter(character for text in texts for character in text if not character.isspace())


def words_of(document: Document) -> list[str]:
    """Every word of a document, counted apart from the reader."""
    found = [*document.after, *document.notes, *(aside.text for aside in document.asides)]
    for table in document.tables:
        found += table.before
        found += [cell for row in table.rows for cell in row]
    return found


def stored(imported: Imported) -> list[str]:
    """Every word of the records and the ledger, keys that came from titles included."""
    found = []
    for record in (*imported.projects, imported.ledger):
        for path, value in record.leaves():
            found += [to_text(value), *path]
    return found


@settings(deadline=None)
@given(documents(), st.sampled_from(["all", "plan", "report"]))
def test_the_three_counts_sum_to_the_document(document: Document, part: str) -> None:
    ledger = Ledger(LedgerId("x/2024/y"), Record({}))
    tables = range(1, len(document.tables) + 1)
    imported = read_document(
        document,
        ledger,
        Region("x", Record({})),
        tables=list(tables),
        part=part,  # type: ignore[arg-type]
    )
    counts = imported.account.characters
    assert counts.total == document.characters == bare(words_of(document)).total()
    assert counts.residue == sum(residue.characters for residue in imported.account.residue)
    assert min(counts.mapped, counts.extra, counts.residue) >= 0


@settings(deadline=None)
@given(documents())
def test_no_kind_of_character_is_lost(document: Document) -> None:
    imported = read_document(
        document, Ledger(LedgerId("x/2024/y"), Record({})), Region("x", Record({}))
    )
    told = [quote for residue in imported.account.residue for quote in residue.quotes]
    read = document.tables[0]
    own = [cell for row in read.rows for cell in row] + list(read.before)
    # figures are stored as numbers, and what stands for a unit or a period as its key
    plain = set(bare(own)) - set(
        "0123456789０１２３,.%亿万元年季度季月日：；，、；。第一二三四/-是否"
    )
    assert plain <= set(bare([*stored(imported), *told]))


@given(wording, st.lists(st.tuples(st.sampled_from("mkt"), wording), max_size=4))
def test_a_cell_is_counted_once_whatever_is_claimed(
    cell: str, claims: list[tuple[str, str]]
) -> None:
    tally = Tally()
    tally.begin(cell)
    for kind, text in claims:
        if kind == "m":
            tally.mapped(text)
        elif kind == "k":
            tally.keep("列", text)
        else:
            tally.tell("outside", text)
    tally.end()
    assert tally.characters.total == bare([cell]).total()


def test_what_nobody_claims_is_told() -> None:
    tally = Tally()
    tally.begin("县教育局、县民政局（待定）")
    tally.mapped("县教育局")
    tally.mapped("县民政局")
    tally.end()
    [residue] = tally.summed()
    assert (residue.kind, residue.quotes) == ("unread", ("、（待定）",))


def test_the_official_documents_leave_nothing_unread() -> None:
    for office in OFFICES:
        account = office.read(accept=True).account
        assert "unread" not in {residue.kind for residue in account.residue}
        assert account.characters.extra == 0
