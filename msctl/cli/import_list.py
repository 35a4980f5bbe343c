"""``import --list``: the tables of a document, printed to choose from."""

from msctl.cli.output import emit, json_bytes
from msctl.importing.choosing import TableAbout, describe
from msctl.importing.tables import Document
from msctl.locale.catalogue import t
from msctl.model.ledger import Ledger

FIRST_TITLES = 4
"""Titles that the list shows; JSON has all."""


def print_tables(document: Document, ledger: Ledger, shape: str) -> None:
    """Print number, place, size, title and titles of each table, and the layout that fits."""
    found = list(describe(document, ledger))
    if shape == "json":
        emit(json_bytes([_json(about) for about in found]))
        return
    from msctl.export.table import TableColumn, plain_table
    from msctl.export.writing import write

    names = ("number", "place", "rows", "columns", "title", "titles", "layout")
    columns = [TableColumn(name, t(f"cli.import.list.{name}")) for name in names]
    emit(write(plain_table(columns, [_row(about) for about in found]), "table"))


def _row(about: TableAbout) -> list[str]:
    hidden = t("cli.import.list.hidden") if about.hidden else ""
    shown = about.titles[:FIRST_TITLES]
    titles = t("message.and").join(title or "-" for title in shown)
    many = len(about.titles) > FIRST_TITLES
    more = t("cli.import.list.more", count=len(about.titles)) if many else ""
    known = t("cli.import.list.by-titles", known=about.known) if about.known else "-"
    return [
        str(about.number),
        about.place + hidden,
        str(about.rows),
        str(about.columns),
        about.title,
        titles + more,
        about.layout or known,
    ]


def _json(about: TableAbout) -> dict[str, object]:
    return {
        "table": about.number,
        "place": about.place,
        "hidden": about.hidden,
        "rows": about.rows,
        "columns": about.columns,
        "title": about.title,
        "titles": list(about.titles),
        "layout": about.layout or None,
        "known_titles": about.known,
    }
