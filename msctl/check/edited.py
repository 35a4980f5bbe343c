"""A record's text as somebody edited it in an editor: read, or refused at its line."""

from msctl.check.words import check_word
from msctl.locale.catalogue import finding_sentence
from msctl.model.changes import compare
from msctl.model.errors import MsctlError
from msctl.model.fields import PROJECT
from msctl.model.finding import Finding, Severity
from msctl.model.paths import ProjectId
from msctl.model.record import Record
from msctl.model.snapshot import Snapshot
from msctl.store.errors import UnreadableFile
from msctl.store.reading import file_of, read_record
from msctl.store.records import Document
from msctl.store.syntax import Outline


def read_edited(snapshot: Snapshot, document: Document, text: str) -> Record:
    """The record of an edited text. Raises UnreadableFile: what is wrong with it, at its line;
    words that were wrong before the edit are let be."""
    file = file_of(document.id)
    record, faults = read_record(file, text.encode("utf-8", errors="surrogateescape"))
    findings = [fault for fault in faults if fault.severity is Severity.ERROR]
    if record is not None and document.id.count("/") == 3:
        findings += _wrong_words(snapshot, document, record, text)
    if record is None or findings:
        found = findings[0]
        raise UnreadableFile(
            file=file, line=found.line, column=found.column, reason=finding_sentence(found)
        )
    return record


def _wrong_words(
    snapshot: Snapshot, document: Document, record: Record, text: str
) -> list[Finding]:
    outline = Outline(text)
    found = []
    for change in compare(document.id, document.record, record):
        try:
            field = PROJECT.find(change.path)
        except MsctlError:
            continue  # the reader told it
        if change.new is None or field is None:
            continue
        error = check_word(snapshot, ProjectId(document.id), change.path, change.new, field.kind)
        if error is not None:
            line, column = outline.locate(change.path)
            found.append(
                Finding(
                    error.key,
                    Severity.ERROR,
                    document.id,
                    change.path,
                    file=file_of(document.id),
                    line=line,
                    column=column,
                    details=dict(error.details),
                )
            )
    return found
