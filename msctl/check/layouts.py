"""Findings about a ledger's layouts: fields that are none, titles that do not fit together, totals
over text. All mistakes of a layout are told, each at the place it stands."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from msctl.model.errors import MsctlError
from msctl.model.fields import FUNDING, PROJECT, Kind
from msctl.model.finding import Finding, Severity
from msctl.model.layout import COMPUTED, PLAN
from msctl.model.ledger import Ledger
from msctl.model.paths import FieldPath
from msctl.model.period import is_period
from msctl.model.record import Record
from msctl.model.values import as_text
from msctl.store.reading import file_of

_NUMBERS = (Kind.MONEY, Kind.NUMBER)
_SAMPLE = "Y"
"""The period that stands for PERIOD while a path is looked up."""

_FILLED_IN = re.compile(r"\{(\w*)\}")
_LIKE = 0.8
"""how alike a source of money of the office's own and a usual one are where one may be meant for
the other: 0.8 is a letter in six (``contry``, ``superor``)"""


def layout_findings(ledger: Ledger) -> Iterator[Finding]:
    """Everything wrong with a ledger's layouts, without lines."""
    for name in ledger.layout_names:
        yield from _Checked(ledger, name).run()


class _Checked:
    """One layout under the rules."""

    def __init__(self, ledger: Ledger, name: str) -> None:
        self.ledger = ledger
        self.name = name
        self.record: Record = ledger.layout_record(name)
        self.columns = self.record.keys(("column",))
        self.tasks = self.record.text("tasks") or "rows"

    def run(self) -> Iterator[Finding]:
        if not self.columns:
            yield self._found("layout-without-columns", ())
            return
        period = self.record.text("period")
        if period and not is_period(period):
            yield self._found("layout-period", ("period",), value=period)
        yield from self._filled_in(("title",), ("region", "year", "period"))
        yield from self._filled_in(("totals", "label"), ("projects",))
        kinds = {key: tuple(self._kinds(key)) for key in self.columns}
        for key in self.columns:
            yield from self._column(key)
        yield from self._given_twice()
        yield from self._titles()
        yield from self._totals([_is_number(kinds[key]) for key in self.columns])

    def _found(
        self,
        rule: str,
        where: Sequence[str],
        severity: Severity = Severity.ERROR,
        **details: object,
    ) -> Finding:
        path = FieldPath(("layout", self.name, *where))
        told = {"layout": self.name, **details}
        column = where[1] if len(where) > 1 and where[0] == "column" else ""
        return Finding(
            rule,
            severity,
            self.ledger.id,
            path,
            found=str(details.get("value", "")),
            expected=as_text(details.get("near", "")),
            file=file_of(self.ledger.id),
            details=told | ({"column": column} if column else {}),
        )

    def _fields(self, key: str) -> tuple[str, ...]:
        return self.record.names("column", key, "fields")

    def _kinds(self, key: str) -> Iterator[Kind | None]:
        """The type of each of a column's fields; None for a path that is no field."""
        computed = COMPUTED.get(self.tasks, {})
        for text in self._fields(key):
            try:
                path = _sampled(text)
                if path == PLAN:
                    yield Kind.BLOCK
                    continue
                field = PROJECT.find(path)
            except MsctlError:
                yield None
                continue
            yield computed.get(text) or (field.kind if field else None)

    def _column(self, key: str) -> Iterator[Finding]:
        fields, at = self._fields(key), ("column", key)
        if not fields:
            yield self._found("layout-without-fields", at)
        kinds = list(self._kinds(key))
        for text, kind in zip(fields, kinds, strict=True):
            if kind is None:
                near = self._near(text)
                yield self._found("layout-field", (*at, "fields"), value=text, near=near)
            elif text.startswith("funding."):
                yield from self._source(key, text.removeprefix("funding."))
        yield from self._filled_in((*at, "header"), ("year", "period"))
        yield from self._filled_in((*at, "task_name"), ("name",))
        merge = self.record.text(*at, "merge")
        if merge == "unit" and self.tasks != "units":
            yield self._found("layout-merge", (*at, "merge"), value=merge)
        width = self.record.decimal(*at, "width")
        if width is not None and (width < 2 or width != width.to_integral_value()):
            yield self._found("layout-width", (*at, "width"), value=width)
        for text in self.record.keys((*at, "lead_words")):
            if text not in fields:
                where = (*at, "lead_words", text)
                yield self._found("layout-lead-words", where, value=text, fields=tuple(fields))
        yield from self._words(key, fields, kinds)

    def _words(
        self, key: str, fields: Sequence[str], kinds: Sequence[Kind | None]
    ) -> Iterator[Finding]:
        """Printed words are for fields of fixed words, and for those words."""
        choices = {
            choice
            for text, kind in zip(fields, kinds, strict=True)
            if kind is Kind.CHOICE and (field := PROJECT.find(_sampled(text)))
            for choice in field.choices
        }
        for word in self.record.keys(("column", key, "words")):
            if word not in choices:
                where = ("column", key, "words", word)
                known = tuple(sorted(choices)) or "-"
                yield self._found("layout-words", where, value=word, choices=known)

    def _filled_in(self, where: tuple[str, ...], words: Sequence[str]) -> Iterator[Finding]:
        """What is filled in stands in braces; any other word there is printed with its braces."""
        texts = self.record.names(*where) or (self.record.text(*where),)
        for word in _FILLED_IN.findall("\n".join(texts)):
            if word not in words:
                known = tuple(words)
                yield self._found(
                    "layout-filled-in", where, Severity.WARNING, value=word, choices=known
                )

    def _source(self, key: str, source: str) -> Iterator[Finding]:
        """An office may have sources of money of its own, and may misspell a usual one."""
        near = "" if source in FUNDING else "".join(get_close_matches(source, FUNDING, 1, _LIKE))
        if near:
            where = ("column", key, "fields")
            yield self._found(
                "layout-source", where, Severity.WARNING, value=source, near=f"funding.{near}"
            )

    def _near(self, text: str) -> tuple[str, ...]:
        computed = COMPUTED.get(self.tasks, {})
        named = [".".join(row.pattern) for row in PROJECT.rows]
        return tuple(get_close_matches(text, ["plan", *computed, *named], n=3, cutoff=0.6))

    def _given_twice(self) -> Iterator[Finding]:
        """A field in two columns is printed twice, and read back from neither for certain."""
        first: dict[str, str] = {}
        for key in self.columns:
            for text in self._fields(key):
                if text in first:
                    where = ("column", key, "fields")
                    details = {"value": text, "other": first[text]}
                    yield self._found("layout-field-twice", where, Severity.WARNING, **details)
                first.setdefault(text, key)

    def _titles(self) -> Iterator[Finding]:
        """Titles of several levels: what stands over several columns must be over neighbours."""
        headers = [self.record.names("column", key, "header") for key in self.columns]
        last: dict[tuple[str, ...], int] = {}
        for index, (key, header) in enumerate(zip(self.columns, headers, strict=True)):
            where = ("column", key, "header")
            if len(header) > 1 and not all(header):
                yield self._found("layout-blank-title", where)
            for level in range(1, len(header)):
                above = header[:level]
                if above in last and last[above] != index - 1:
                    yield self._found(
                        "layout-titles-apart", where, Severity.WARNING, value="/".join(above)
                    )
                last[above] = index
            beside = headers[index - 1] if index else ()
            short, long = sorted((beside, header), key=len)
            if short and len(short) < len(long) and long[: len(short)] == short:
                yield self._found("layout-title-levels", where, value="/".join(short))

    def _totals(self, numeric: Sequence[bool]) -> Iterator[Finding]:
        """A row of totals: its label stands over columns of text, its sums under numbers."""
        if not self.record.keys(("totals",)):
            return
        at = ("totals", "span")
        span = self.record.decimal(*at)
        size = 1 if span is None else int(span)
        if not self.record.text("totals", "label"):
            yield self._found("layout-totals-label", ("totals",))
        if not 1 <= size <= len(numeric):
            yield self._found("layout-totals-span", at, value=size, columns=len(numeric))
            return
        if any(numeric[:size]):
            first = self.columns[numeric.index(True)]
            yield self._found("layout-totals-over", at, value=size, other=first)
        elif not any(numeric):
            yield self._found("layout-totals-text", ("totals",))


def _sampled(text: str) -> FieldPath:
    """A layout's path with a period where it says PERIOD. Raises BadFieldPath."""
    return FieldPath(_SAMPLE if key == "PERIOD" else key for key in FieldPath.parse(text))


def _is_number(kinds: Sequence[Kind | None]) -> bool:
    return len(kinds) == 1 and kinds[0] in _NUMBERS
