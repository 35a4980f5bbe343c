"""A notice made from the records: which projects, which period, which template."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from msctl.export.notice.document import Document, annexes
from msctl.export.notice.template import built_in, decode, fill
from msctl.export.notice.words import Letter, words
from msctl.export.origin import Origin
from msctl.locale.catalogue import t
from msctl.model.errors import AmbiguousScope, NothingInScope
from msctl.model.paths import LedgerId
from msctl.model.period import Period
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot
from msctl.report.notice import notice
from msctl.report.script import is_traditional_ledger
from msctl.store.reading import TEMPLATE_FILE
from msctl.text.joining import one_line

WRITERS = {"text": ("text", "write"), "md": ("text", "write_markdown"), "docx": ("docx", "write")}
"""The module of export.notice and its function for each format."""

Read = Callable[[str], bytes | None]
"""takes a file below the records root; gives its bytes, None where it is not there"""


@dataclass(frozen=True, slots=True)
class Template:
    """A template's text, and what to call it when it has a mistake."""

    text: str
    name: str


def ledgers_of(projects: Sequence[Project], scope: str) -> list[LedgerId]:
    """The ledgers that one notice speaks of. Raises NothingInScope; AmbiguousScope for those of
    several regions or years."""
    ledgers = list(dict.fromkeys(project.id.ledger for project in projects))
    if not ledgers:
        raise NothingInScope(scope=scope, near="")
    if len({(ledger.region, ledger.year) for ledger in ledgers}) > 1:
        raise AmbiguousScope(scope=scope, candidates=tuple(ledgers))
    return ledgers


def template_of(ledger: LedgerId, read: Read, snapshot: Snapshot) -> Template:
    """The ledger's own template, else the region's, that of all records, the built-in one in the
    ledger's script. Raises BadTemplate."""
    for folder in (f"{ledger}/", f"{ledger.region}/", ""):
        data = read(folder + TEMPLATE_FILE)
        if data is not None:
            return Template(decode(data, folder + TEMPLATE_FILE), folder + TEMPLATE_FILE)
    text = built_in(in_traditional=is_traditional_ledger(snapshot, ledger))
    return Template(text, t("cli.notice.built-in"))


def make(
    snapshot: Snapshot,
    projects: Sequence[Project],
    period: Period,
    letter: Letter,
    template: Template,
    *,
    layout: str | None = None,
    origin: Origin | None = None,
) -> Document:
    """The notice of some projects of one region and year. Raises BadTemplate, UnknownWord,
    UnknownLayout, BadLayout."""
    tables = annexes(snapshot, projects, period, layout)
    first = projects[0].id
    told = words(
        notice(snapshot, projects, period),
        snapshot.region(first.region),
        first.ledger.year,
        letter,
        [one_line(table.title) for table in tables],
        in_traditional=is_traditional_ledger(snapshot, first.ledger),
    )
    blocks = tuple(fill(template.text, told, template.name))
    return Document(blocks, tuple(tables), origin)


def write(document: Document, format_name: str) -> bytes:
    """A notice as a file's bytes, in one of WRITERS."""
    module, name = WRITERS[format_name]
    written = getattr(import_module(f"msctl.export.notice.{module}"), name)(document)
    return written if isinstance(written, bytes) else str(written).encode("utf-8")
