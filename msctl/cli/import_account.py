"""The account of an import in words and as JSON: what was read, counted, left and guessed."""

from collections.abc import Iterator

from msctl.importing.account import Account, Characters, Guess, Residue
from msctl.importing.tables import Aside
from msctl.locale.catalogue import t
from msctl.model.values import Value, to_text
from msctl.text.safe import single_line
from msctl.text.width import cut

LISTED = 200
"""Guesses of one kind that the words list; JSON has all."""
_WORDS = {"unit", "unit-join", "status", "mark"}
_LEFT = {
    "unread",
    "title",
    "outside",
    "other-table",
    "header",
    "footer",
    "comment",
    "text-box",
    "beside",
    "hidden-text",
    "struck",
    "covered",
    "part",
}
"""Residue that is text of the document and stands in no field; the rest is taken off."""
SHOWN = 5
"""Quotes of one kind of residue that the words show; JSON has all that the account keeps."""


def account_lines(account: Account) -> list[str]:
    """The account of an import in words: read, by column, totals, residue, kept, to confirm."""
    lines = [
        t(
            "cli.import.read",
            table=account.table,
            tables=account.tables,
            rows=account.rows,
            cells=account.cells,
            projects=account.projects,
            tasks=account.tasks,
        ),
        characters_line(account.characters),
    ]
    if account.layout_found:
        lines.append(t("cli.import.layout-found"))
    for column in account.columns:
        fields = t("message.and").join(column.fields)
        lines.append(t("cli.import.column", title=column.title or "-", n=column.cells, to=fields))
    lines += _totals(account)
    lines += remark_lines(account.remarks)
    lines += map(_residue, account.residue)
    for kept in account.kept[:LISTED]:
        text = cut(single_line(kept.text), 60)
        lines.append(t("cli.import.kept", number=kept.number or "-", title=kept.title, text=text))
    lines += _more(len(account.kept))
    lines += _guesses(account)
    return lines


def _guesses(account: Account) -> Iterator[str]:
    """Of each kind the first ones; a word that is guessed for many projects stands once."""
    for reason in dict.fromkeys(guess.reason for guess in account.guesses):
        found = [guess for guess in account.guesses if guess.reason == reason]
        if reason in _WORDS:
            once: dict[Value, Guess] = {}
            for guess in found:
                once.setdefault(guess.value, guess)
            found = list(once.values())
        for guess in found[:LISTED]:
            yield t(
                "cli.import.guess",
                number=guess.number or "-",
                what=t(f"cli.import.guesses.{guess.reason}"),
                path=guess.path,
                value=cut(single_line(to_text(guess.value)), 40),
                quote=cut(single_line(guess.quote), 40),
            )
        yield from _more(len(found))


def _more(count: int) -> list[str]:
    return [t("cli.import.more", count=count - LISTED)] if count > LISTED else []


def characters_line(characters: Characters) -> str:
    """The three counts and their sum, which is the document."""
    return t(
        "cli.import.characters",
        total=characters.total,
        mapped=characters.mapped,
        extra=characters.extra,
        residue=characters.residue,
    )


def _totals(account: Account) -> Iterator[str]:
    for total in account.totals:
        key = "cli.import.total" if total.stated == total.sum else "cli.import.total-differs"
        title = " ".join(filter(None, [total.label, total.title]))
        yield t(key, title=title, stated=total.stated, sum=total.sum)
    if account.projects_stated is not None:
        yield t("cli.import.stated", stated=account.projects_stated, projects=account.projects)


def remark_lines(remarks: tuple[Aside, ...]) -> Iterator[str]:
    """What a reader could not read or left out, a line a kind."""
    for kind in dict.fromkeys(remark.place for remark in remarks):
        found = [remark.text for remark in remarks if remark.place == kind]
        quotes = t("message.and").join(map(_place, found[:SHOWN]))
        yield t(f"cli.import.remark.{kind}", count=len(found), quotes=quotes)


def _place(text: str) -> str:
    """A remark's words, cut; of a cell's place the sheet's name is."""
    sheet, mark, cell = single_line(text).rpartition("!")
    return cut(sheet, 24 - len(cell)) + mark + cell if sheet else cut(cell, 24)


def _residue(residue: Residue) -> str:
    shown = residue.quotes[:SHOWN]
    quotes = t("message.and").join(cut(single_line(q).strip() or repr(q), 24) for q in shown)
    kind = t(f"cli.import.residue.{residue.kind}")
    line = "cli.import.residue.left" if residue.kind in _LEFT else "cli.import.residue.line"
    return t(line, kind=kind, count=residue.count, quotes=quotes)


def account_json(account: Account) -> dict[str, object]:
    """The account for scripts."""
    counts = account.characters
    return {
        "table": account.table,
        "tables": account.tables,
        "rows": account.rows,
        "projects": account.projects,
        "tasks": account.tasks,
        "layout_found": account.layout_found,
        "characters": {
            "total": counts.total,
            "mapped": counts.mapped,
            "extra": counts.extra,
            "residue": counts.residue,
        },
        "columns": [
            {"title": column.title, "fields": list(column.fields), "cells": column.cells}
            for column in account.columns
        ],
        "residue": [
            {
                "kind": residue.kind,
                "count": residue.count,
                "characters": residue.characters,
                "quotes": list(residue.quotes),
            }
            for residue in account.residue
        ],
        "kept": [
            {"number": kept.number, "title": kept.title, "text": kept.text} for kept in account.kept
        ],
        "totals": [
            {"title": one.title, "label": one.label, "stated": str(one.stated), "sum": str(one.sum)}
            for one in account.totals
        ],
        "guesses": [
            {
                "reason": guess.reason,
                "number": guess.number,
                "path": str(guess.path),
                "value": to_text(guess.value),
                "quote": guess.quote,
            }
            for guess in account.guesses
        ],
        "remarks": [{"kind": remark.place, "text": remark.text} for remark in account.remarks],
    }
