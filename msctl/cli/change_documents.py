"""Changes of records as Markdown and as a self-contained HTML page."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msctl.check.words import table_of
from msctl.cli.change_parts import Part, parts
from msctl.cli.change_text import record_title
from msctl.locale.catalogue import finding_sentence, language, place, t
from msctl.locale.labels import field_label
from msctl.text.safe import printable, single_line

if TYPE_CHECKING:
    from msctl.history.difference import RecordChange

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")
"""every ASCII character that Markdown may take for markup (CommonMark 2.4)"""

_STYLE = """\
body { font-family: sans-serif; margin: 2em; line-height: 1.6; }
h2 { font-size: 1.1em; margin: 1.6em 0 .3em; }
h3 { font-size: 1em; margin: .8em 0 .2em; }
table { border-collapse: collapse; }
td { border: 1px solid #bbb; padding: .2em .6em; vertical-align: top; white-space: pre-wrap; }
del { color: #a00; background: #fee; }
ins { color: #060; background: #efe; text-decoration: none; }
.note { color: #666; }
"""


@dataclass(frozen=True, slots=True)
class Section:
    """Some records' changes under one heading, which may be empty."""

    heading: str
    records: "tuple[RecordChange, ...]"


def markdown(title: str, sections: Iterable[Section]) -> Iterator[str]:
    """A document, line by line; removed text is struck out, added text is bold."""
    yield f"# {_escaped(title)}"
    for section in sections:
        if section.heading:
            yield f"\n## {_escaped(section.heading)}"
        for record in section.records:
            yield f"\n### {_escaped(record_title(record))}\n"
            for fault in record.unreadable:
                yield f"- {_escaped(f'{place(fault)}: {finding_sentence(fault)}')}"
            for change in record.changes:
                yield f"- {_escaped(field_label(change.path, table_of(record.id)))}"
                for part in parts(change):
                    yield f"  - {t(f'cli.diff.{part.word}')} {_marked(part)}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", single_line(text))


def _marked(part: Part) -> str:
    """A part's text; a mark that closes at a blank would not be one, so blanks stay outside."""
    pieces = []
    for span in part.spans:
        text = _escaped(span.text)
        inner = text.strip()
        mark = {"removed": "~~", "added": "**"}.get(span.kind, "") if inner else ""
        pieces.append(text.replace(inner, f"{mark}{inner}{mark}", 1) if inner else text)
    return "".join(pieces) + (f" {_escaped(part.note)}" if part.note else "")


def page(title: str, sections: Iterable[Section]) -> Iterator[str]:
    """A whole page without any reference to another file, line by line."""
    yield f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{_html(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{_html(title)}</h1>"
    for section in sections:
        if section.heading:
            yield f"<h2>{_html(section.heading)}</h2>"
        for record in section.records:
            yield f"<h3>{_html(record_title(record))}</h3>"
            for fault in record.unreadable:
                yield f"<p>{_html(f'{place(fault)}: {finding_sentence(fault)}')}</p>"
            if record.changes:
                yield "<table>"
                for change in record.changes:
                    label = _html(field_label(change.path, table_of(record.id)))
                    shown = "<br>".join(_html_part(part) for part in parts(change))
                    yield f"<tr><td>{label}</td><td>{shown}</td></tr>"
                yield "</table>"
    yield "</body>\n</html>"


def _html(text: str) -> str:
    return html.escape(printable(text))


def _html_part(part: Part) -> str:
    tags = {"removed": "del", "added": "ins"}
    shown = "".join(
        f"<{tags[span.kind]}>{html.escape(span.text)}</{tags[span.kind]}>"
        if span.kind in tags
        else html.escape(span.text)
        for span in part.spans
    )
    return shown + (f' <span class="note">{html.escape(part.note)}</span>' if part.note else "")
