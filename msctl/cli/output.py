"""Data to standard output or a file, in the format asked for."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from msctl.cli.errors import BinaryToTerminal, FileExists, NotThisFormat
from msctl.cli.session import say
from msctl.export.origin import Origin
from msctl.export.table import Table
from msctl.export.writing import BINARY, DOCUMENTS
from msctl.locale.catalogue import t

LIST_FORMATS = ("table", "json", "csv", "tsv", "md", *DOCUMENTS)
"""What a list can be printed as; the first is the default."""

text_or_json_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=t("cli.option.format"),
)

_BY_SUFFIX = {
    **{f".{form}": form for form in (*DOCUMENTS, "json", "csv", "tsv", "md")},
    ".htm": "html",
    ".markdown": "md",
    **{f".{form}": form for form in ("doc", "docm", "wps", "odt", "rtf")},
    **{f".{form}": form for form in ("xls", "xlsm", "xlsb", "et", "ods")},
}
"""The format that a file's name asks for, those that no command writes among them."""

F = TypeVar("F", bound=Callable[..., object])


def file_options(formats: Sequence[str], output: str = "") -> Callable[[F], F]:
    """``--format``, ``-o`` and ``--force`` of a command that writes one of some formats.

    Without ``--format`` the ending of the file's name decides, and where it names none, the first
    of ``formats``. ``output`` is the help of ``-o`` where it is not the common one.
    """

    def asked(context: click.Context, param: click.Parameter, given: str | None) -> str:
        del param
        file = context.params.get("output") or ""
        form = given or _BY_SUFFIX.get(Path(file).suffix.lower(), formats[0])
        if form not in formats:
            raise NotThisFormat(file=file, formats=tuple(formats))
        return form

    def decorate(command: F) -> F:
        for option in (
            click.option("--force", is_flag=True, help=t("cli.option.force")),
            click.option(
                "-o",
                "--output",
                metavar="FILE",
                is_eager=True,  # its name is asked for the format
                help=output or t("cli.option.output"),
            ),
            click.option(
                "--format",
                "form",
                type=click.Choice(list(formats)),
                callback=asked,
                help=t("cli.option.format-of-file"),
            ),
        ):
            command = option(command)
        return command

    return decorate


def list_options(command: F) -> F:
    """The options of a command that prints a list: those of a file, and ``--bom``."""
    return file_options(LIST_FORMATS)(
        click.option("--bom", is_flag=True, help=t("cli.option.bom"))(command)
    )


def print_list(
    table: Callable[[], Table],
    data: Callable[[], object],
    form: str,
    output: str | None,
    *,
    force: bool = False,
    bom: bool = False,
    origin: Callable[[], Origin] | None = None,
) -> None:
    """Print a table, or as JSON the data it is made from; a document keeps its ``origin``."""
    if form == "json":
        emit(json_bytes(data()), output, force=force)
        return
    from msctl.export.writing import write

    own = origin() if origin is not None and form in DOCUMENTS else None
    emit(write(table(), form, bom=bom, origin=own), output, form=form, force=force)


def json_bytes(data: object) -> bytes:
    """JSON for scripts: two spaces, Chinese as it is, a final newline."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def emit(
    data: bytes,
    output: str | None = None,
    *,
    force: bool = False,
    form: str = "text",
    told: bool = False,
) -> None:
    """Write to standard output or, whole, to a file, and say so unless the caller has ``told``.

    Raises FileExists, DiskRefused, BinaryToTerminal for a format that no terminal can show.
    """
    if output is None or output == "-":
        if sys.stdout.isatty():
            if form in BINARY:
                raise BinaryToTerminal(format=form)
            sys.stdout.write(data.decode("utf-8"))
        else:
            sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    from msctl.store import atomic

    path = Path(output)
    if path.exists() and not force:
        raise FileExists(file=output)
    atomic.replace(path, data)
    if not told:
        say(t("cli.written", file=output))


def split_names(values: Sequence[str]) -> list[str]:
    """Names given repeatedly or parted by commas."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]
