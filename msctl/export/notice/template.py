"""Templates of notices: plain text with names in braces, filled in by sandboxed Jinja.

What is filled in is data: it stays on its line and never becomes a mark of the line's kind.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from importlib.resources import files
from types import TracebackType
from typing import TYPE_CHECKING

from msctl.export.errors import BadTemplate, UnknownWord
from msctl.locale.catalogue import t
from msctl.model.money import plain
from msctl.store.reading import TEMPLATE_FILE
from msctl.text.joining import one_line
from msctl.text.script import traditional

if TYPE_CHECKING:
    from jinja2 import Environment

MARKS = {"### ": "h2", "## ": "h1", "# ": "title", "= ": "centre", "~ ": "flush", "> ": "right"}
"""What a line begins with that is not a paragraph of the text, and its kind."""

ANNEX = "附件："
"""What the note on the annexes begins with; a blank line stands before it (GB/T 9704, 7.3.4)."""

_MORE = "\u3000"
"""What its further lines begin with."""

_DATA = "\x00"
"""Stands before filled-in text that would begin a line with a mark; never in text that is shown."""

_TAG = re.compile(r"(\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\})", re.DOTALL)
"""A comment, a statement or a word of a template; the built-in one has no braces inside of them."""

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a notice."""

    kind: str
    """title, h1, h2, centre, flush, right, annex (the note that names them: its first line), more
    (its further lines), or text"""
    text: str
    """on one line, but for a title that says where it breaks"""


def built_in(*, in_traditional: bool = False) -> str:
    """The template that is used where there is no other, its wording in either script; the names
    in it stay what they are."""
    text = files("msctl.export.notice").joinpath(TEMPLATE_FILE).read_text(encoding="utf-8")
    if not in_traditional:
        return text
    return "".join(p if _TAG.fullmatch(p) else traditional(p) for p in _TAG.split(text))


def fill(template: str, words: Mapping[str, object], file: str) -> list[Block]:
    """The paragraphs of a template with its words filled in; blank lines are left out.

    ``file`` is what an error calls the template. Raises BadTemplate, UnknownWord.
    """
    import jinja2

    environment = _environment()
    try:
        written = environment.from_string(template.replace("\r\n", "\n")).render(words)
    except jinja2.TemplateSyntaxError as error:
        raise BadTemplate(file=file, line=error.lineno, reason=_mistake(error)) from error
    except jinja2.UndefinedError as error:
        line, word = _line(error.__traceback__), _undefined(error)
        near = tuple(get_close_matches(word, _known(words), n=3, cutoff=0.4))
        raise UnknownWord(file=file, line=line, word=word, near=near) from error
    except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        line = _line(error.__traceback__)
        raise BadTemplate(file=file, line=line, reason=_mistake(error)) from error
    return list(_blocks(written))


def decode(data: bytes, file: str) -> str:
    """A template's text. Raises BadTemplate for what is not UTF-8, with the line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadTemplate(file=file, line=line, reason=t("cli.notice.mistake.encoding")) from error


def _environment() -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    # a template works with the filters of lists and texts, and with ours
    environment.filters |= _FILTERS
    return environment


def _shown(value: object) -> object:
    """A value as it stands in the text: on one line, numbers plain, nothing for what is absent."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if not isinstance(value, str):
        return value
    text = one_line(value)
    return _DATA + text if text.startswith(tuple(MARKS)) else text


def _blocks(written: str) -> Iterator[Block]:
    before: Block | None = None
    for line in written.split("\n"):
        block = _block(line, before.kind if before else "")
        if not block.text.strip():
            continue
        if before and before.kind == block.kind == "title":
            before = Block("title", f"{before.text}\n{block.text}")
            continue
        if before:
            yield before
        before = block
    if before:
        yield before


def _block(line: str, before: str) -> Block:
    """The paragraph of one line, after one of the kind ``before``."""
    mark = next((mark for mark in MARKS if line.startswith(mark)), "")
    text = line[len(mark) :].replace(_DATA, "").rstrip()
    if mark:
        return Block(MARKS[mark], text)
    if before in ("annex", "more") and text.startswith(_MORE):
        return Block("more", text.lstrip(_MORE))
    return Block("annex" if text.startswith(ANNEX) else "text", text)


def _line(traceback: TracebackType | None) -> int:
    """The template's line that was last at work: Jinja's frames carry its line numbers."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _reason(error: Exception) -> str:
    return str(getattr(error, "message", None) or error).rstrip(".")


def _mistake(error: Exception) -> str:
    """What is wrong with a line in our own words; Jinja tells it in English only."""
    import jinja2

    filters = re.match(r"No (?:filter|test) named '([^']*)'", _reason(error))
    if filters is not None:
        return t("cli.notice.mistake.filter", word=filters[1])
    if isinstance(error, jinja2.TemplateSyntaxError):
        return t("cli.notice.mistake.syntax")
    if isinstance(error, jinja2.exceptions.SecurityError):
        return t("cli.notice.mistake.forbidden")
    return t("cli.notice.mistake.value")


def _undefined(error: Exception) -> str:
    """The word that Jinja's message names in quotes: the last one, before it stands what lacks
    it."""
    quoted = re.findall(r"'([^']*)'", _reason(error))
    return quoted[-1] if quoted else _reason(error)


def _known(words: object) -> list[str]:
    """Every word that a template may use, those of lists and of what is in them too."""
    if isinstance(words, Mapping):
        inner = (name for value in words.values() for name in _known(value))
        return list(dict.fromkeys([*map(str, words), *inner]))
    if isinstance(words, list):
        return list(dict.fromkeys(name for item in words for name in _known(item)))
    return []


def _comma(names: Iterable[object]) -> str:
    return "、".join(str(name) for name in names)


def _circled(names: Iterable[object]) -> str:
    listed = [str(name) for name in names]
    if len(listed) < 2:
        return "".join(listed)
    signs = [*_CIRCLED, *(f"({number})" for number in range(21, len(listed) + 1))]
    return "；".join(sign + name for sign, name in zip(signs, listed, strict=False))


def numeral(number: int) -> str:
    """A number from 0 to 99 in Chinese: 一, 十, 十二, 二十一; larger ones as they are."""
    tens, ones = divmod(number, 10)
    if not 0 <= number < 100:
        return str(number)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _sentence(text: object) -> str:
    """Wording without the mark at its end, for a sentence that goes on."""
    return one_line(str(text)).rstrip("。；;，,.、！! ")


_FILTERS: Mapping[str, Callable[..., str]] = {
    "顿号": _comma,
    "圈号": _circled,
    "汉字": numeral,
    "句": _sentence,
}
