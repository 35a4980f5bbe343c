"""Field paths and ids: the one address of one value.

A field path is a sequence of keys written with dots (``plan.Q3.text``); a key that holds a dot, a
quote or white space is written in double quotes (``extra."1. 备注"``), as in TOML. Ids are the
paths of files and folders below the records root.
"""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Self

from msctl.model.errors import BadFieldPath, BadId, OutsideRecords

_KEY = re.compile(r'"(?:[^"\\]|\\.)*"|[^."\s]+')
_PLAIN = re.compile(r'[^."\\\s]+')


class FieldPath(tuple[str, ...]):
    """The address of one value inside a record, or of a group of values (a prefix)."""

    __slots__ = ()

    @classmethod
    def of(cls, *keys: str) -> Self:
        """A path from its keys."""
        return cls(keys)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the written form. Raises BadFieldPath."""
        keys: list[str] = []
        position = 0
        while position <= len(text):
            match = _KEY.match(text, position)
            if match is None:
                raise BadFieldPath(path=text)
            key = match.group()
            keys.append(re.sub(r"\\(.)", r"\1", key[1:-1]) if key.startswith('"') else key)
            position = match.end()
            if position == len(text):
                return cls(keys)
            if text[position] != ".":
                raise BadFieldPath(path=text)
            position += 1
        raise BadFieldPath(path=text)

    def __str__(self) -> str:
        return ".".join(
            key if _PLAIN.fullmatch(key) else '"' + re.sub(r'(["\\])', r"\\\1", key) + '"'
            for key in self
        )

    def __repr__(self) -> str:
        return f"FieldPath({str(self)!r})"

    def __add__(self, other: Iterable[str]) -> "FieldPath":  # type: ignore[override]
        return FieldPath((*self, *other))

    def __truediv__(self, key: str) -> "FieldPath":
        return FieldPath((*self, key))

    def starts_with(self, prefix: tuple[str, ...]) -> bool:
        """Whether the first keys are those of ``prefix``."""
        return self[: len(prefix)] == prefix

    def matches(self, pattern: "FieldPath") -> bool:
        """Whether the pattern names this path or a group that holds it; ``*`` and ``?`` count
        inside one key."""
        return len(pattern) <= len(self) and all(
            fnmatchcase(key, glob) for key, glob in zip(self, pattern, strict=False)
        )


_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_YEAR = re.compile(r"[12][0-9]{3}")
_PROJECT = re.compile(f"{_FOLDER.pattern}/{_YEAR.pattern}/{_FOLDER.pattern}/{_FOLDER.pattern}")


def reject_outside(text: str) -> None:
    """Refuse what could leave the records root or reach a shell. Raises OutsideRecords."""
    if (
        text.startswith(("/", "-", "~"))
        or "\\" in text
        or ":" in text
        or any(ord(c) < 32 for c in text)
        or any(part in ("", ".", "..") for part in text.rstrip("/").split("/"))
    ):
        raise OutsideRecords(value=text)


class LedgerId(str):
    """``region/year/ledger``: the folder of one official list."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Check the form. Raises OutsideRecords or BadId."""
        reject_outside(text)
        parts = text.rstrip("/").split("/")
        if len(parts) != 3 or not _YEAR.fullmatch(parts[1]) or not all(map(_folder, parts)):
            raise BadId(value=text, form="REGION/YEAR/LEDGER")
        return cls("/".join(parts))

    @property
    def region(self) -> str:
        """The region's folder."""
        return self.split("/")[0]

    @property
    def year(self) -> int:
        """The year the list is for."""
        return int(self.split("/")[1])

    @property
    def name(self) -> str:
        """The ledger's own folder."""
        return self.split("/")[2]


class ProjectId(str):
    """``region/year/ledger/slug``: a project's file without ``.toml``; it never changes."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Check the form. Raises OutsideRecords or BadId."""
        if not _PROJECT.fullmatch(text):
            reject_outside(text)
            raise BadId(value=text, form="REGION/YEAR/LEDGER/NAME")
        return cls(text)

    @property
    def ledger(self) -> LedgerId:
        """The ledger the project is listed in."""
        return LedgerId(self.rpartition("/")[0])

    @property
    def region(self) -> str:
        """The region's folder."""
        return self.partition("/")[0]

    @property
    def year(self) -> int:
        """The year of the ledger."""
        return self.ledger.year

    @property
    def slug(self) -> str:
        """The file's name without ``.toml``."""
        return self.rpartition("/")[2]


RecordId = ProjectId | LedgerId
"""What is edited field by field on the screens: a project, or the ledger that lists it."""


def parse_record_id(text: str) -> RecordId:
    """The id of a project or ledger. Raises OutsideRecords or BadId."""
    return LedgerId.parse(text) if text.count("/") == 2 else ProjectId.parse(text)


def known_record_id(text: str) -> RecordId:
    """An id that was read once, as that of a change, by its form."""
    return LedgerId(text) if text.count("/") == 2 else ProjectId(text)


def ledger_of(record: RecordId) -> LedgerId:
    """The ledger of a project; a ledger is its own."""
    return record.ledger if isinstance(record, ProjectId) else record


def _folder(part: str) -> bool:
    return _FOLDER.fullmatch(part) is not None
