"""The message catalogue: every word msctl says of its own, by key and language.

A key's first part is the file (``error.unknown-period`` stands in ``zh/error.toml`` and
``en/error.toml``), its rest the nested key inside; files are read when first used. A message is a
``str.format`` template of named details.
"""

import contextlib
import errno
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from msctl.model.errors import MsctlError
from msctl.model.finding import Finding
from msctl.model.period import Period
from msctl.model.values import InlineTable, to_text
from msctl.text.script import traditional

LANGUAGES = ("zh", "en")

_language: list[str] = []

_PLAIN = str.maketrans({"“": '"', "”": '"', "…": "..", "×": "x"})
"""What stands for the marks of our sentences that some terminals draw two cells wide and others
one (UAX #11, ambiguous)."""

_QUOTING = frozenset({"error", "rule", "ledger"})
"""the catalogues whose sentences have such marks; no document is made from them"""

_plain: list[bool] = []


_KEY = re.compile(r"\{@([a-z-]+)\}")
"""``{@save}`` is the key that a command has now; see :mod:`msctl.locale.commands`."""

_traditional = ContextVar("traditional", default=False)


@contextlib.contextmanager
def in_traditional(*, wanted: bool) -> Iterator[None]:
    """Within it the Chinese messages stand in traditional characters, if ``wanted``; their details
    stay as they are."""
    before = _traditional.set(wanted)
    try:
        yield
    finally:
        _traditional.reset(before)


def language() -> str:
    """The language in use: the one set, else the locale's (Chinese unless it names another)."""
    if _language:
        return _language[0]
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value.split(".")[0] not in ("C", "POSIX"):
            return "zh" if value.startswith("zh") else "en"
    return "zh"


def set_language(name: str | None) -> None:
    """Use one of LANGUAGES from now on; None goes back to the locale's."""
    _language[:] = [name] if name else []


def use_plain_marks(*, plain: bool) -> None:
    """Let sentences about errors and findings do without marks whose width depends on the terminal,
    for one that wraps them cannot tell it. They are the only ones with such marks; what stands in
    records and documents is never touched."""
    if plain != bool(_plain):
        _plain[:] = [True] if plain else []
        _messages.cache_clear()


def t(key: str, /, **details: object) -> str:
    """The message of a key, with its details filled in. Raises KeyError for an unknown key."""
    template = _messages(language(), key.partition(".")[0])[key]
    if _traditional.get() and language() == "zh":
        template = traditional(template)
    if "{@" in template:
        template = _KEY.sub(_key_of, template)
    return _WORDING.vformat(template, (), details) if details else template


def _key_of(command: "re.Match[str]") -> str:
    from msctl.locale.commands import COMMANDS

    return COMMANDS[command[1]].shown_key


def in_every_language(key: str) -> tuple[str, ...]:
    """A message without details in each language, for what a document of any may say."""
    return tuple(_messages(name, key.partition(".")[0])[key] for name in LANGUAGES)


def has(key: str) -> bool:
    """Whether the catalogue has a message."""
    return key in _messages(language(), key.partition(".")[0])


def sentence(error: MsctlError) -> str:
    """The one sentence that tells an error."""
    return t(f"error.{error.key}", **error.details)


def finding_sentence(finding: Finding) -> str:
    """The sentence of a finding, without its place."""
    key = f"rule.{finding.rule}"
    if not has(key):
        return t(f"error.{finding.rule}", **finding.details)
    return t(key, **{name: _in_words(value) for name, value in finding.details.items()})


def _in_words(value: object) -> object:
    """Periods as the office calls them."""
    from msctl.locale.labels import period_label

    if isinstance(value, Period):
        return period_label(value)
    if isinstance(value, tuple) and value and isinstance(value[0], Period):
        return t("message.and").join(map(period_label, value))
    return value


def place(finding: Finding) -> str:
    """Where a finding stands: ``file:line:column``."""
    return f"{finding.file}:{finding.line}:{finding.column}" if finding.line else finding.file


def keys(name: str, domain: str) -> frozenset[str]:
    """All keys of one file of a language."""
    return frozenset(_messages(name, domain))


class _Wording(Formatter):
    """``{path}`` shows a value as people write it, ``{near:near}`` a hint in brackets if there is
    one, ``{found:kind}`` the name of a type, ``{reason:system}`` why the system refused."""

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "near":
            return t("message.near", names=value) if value else ""
        if format_spec == "kind":
            return t(f"message.kind.{value}") if has(f"message.kind.{value}") else str(value)
        if format_spec == "system":
            key = f"message.system.{_system_errors().get(str(value), '')}"
            return t(key) if has(key) else str(value)
        return str(format(_shown(value), format_spec))


_WORDING = _Wording()


@cache
def _system_errors() -> dict[str, str]:
    """The names of the system's errors, such as ``ENOSPC``, by what the system calls them."""
    return {os.strerror(code): name for code, name in errno.errorcode.items()}


def _shown(value: object) -> object:
    if isinstance(value, MsctlError):
        return sentence(value)
    if value is None:
        return "-"
    if isinstance(value, Decimal | InlineTable):
        return to_text(value)
    if isinstance(value, tuple) and not hasattr(value, "starts_with"):
        return t("message.and").join(str(_shown(item)) for item in value)
    return value


@cache
def _messages(name: str, domain: str) -> dict[str, str]:
    # not importlib.resources, which takes 5 ms to import
    file = Path(__file__).parent / name / f"{domain}.toml"
    if not file.is_file():
        return {}
    found: dict[str, str] = {}

    def collect(prefix: str, table: dict[str, object]) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                collect(f"{prefix}.{key}", value)
            else:
                found[f"{prefix}.{key}"] = str(value)

    collect(domain, _loads(file.read_text("utf-8")))
    if _plain and domain in _QUOTING:
        found = {key: text.translate(_PLAIN) for key, text in found.items()}
    return found


def _loads(text: str) -> dict[str, Any]:
    # toml-rs takes less to import and to read than the standard library's reader; it must not be
    # imported by another thread than the main one first, see msctl.store.syntax
    if "toml_rs" in sys.modules or threading.current_thread() is threading.main_thread():
        with contextlib.suppress(ImportError):
            import toml_rs

            return dict(toml_rs.loads(text))
    import tomllib

    return tomllib.loads(text)
