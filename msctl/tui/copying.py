"""Copying from a screen: the forms a text can be copied in, asked for in one question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msctl.export.table import Table
from msctl.locale.catalogue import t
from msctl.tui.background import Job
from msctl.tui.clipboard import copy
from msctl.tui.screens.ask import Ask

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp


@dataclass(frozen=True, slots=True)
class Form:
    """One way to copy: its key in the catalogue below ``clipboard.form``, and what makes it."""

    key: str
    make: Callable[[], str]
    """in any thread"""


def text_of(table: Callable[[], Table], format_name: str) -> Callable[[], str]:
    """A table as text of a format, made when it is asked for."""

    def make() -> str:
        from msctl.export.writing import write

        return write(table(), format_name).decode("utf-8")

    return make


def offer(app: "MsctlApp", forms: Sequence[Form]) -> None:
    """Ask how to copy, have the text made in a worker, copy it, and tell where it went."""
    by_key = {form.key: form for form in forms}

    def chosen(answer: str | None) -> None:
        if answer in by_key:
            _copy(app, by_key[answer])

    options = [("stay", t("clipboard.form.stay"))]
    options += [(form.key, t(f"clipboard.form.{form.key}")) for form in forms]
    app.push_screen(Ask(t("clipboard.question"), [], options), chosen)


def _copy(app: "MsctlApp", form: Form) -> None:
    def work(job: Job) -> str:
        text = form.make()
        job.step()  # one who stopped it meanwhile keeps the clipboard as it was
        return text

    def then(text: str) -> None:
        app.say(copy(app, text).sentence if text.strip() else t("clipboard.nothing"))

    job = Job(app.post_message, t("grid.copying"), tells_steps=False)
    app.background.run_in_steps("copy", job, work, then, app.tell)
