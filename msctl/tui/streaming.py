"""What comes one by one from a worker: the first screenful at once, the rest in large steps."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.worker import get_current_worker

from msctl.model.errors import MsctlError
from msctl.tui.messages import Finished
from msctl.tui.wording import told_error

if TYPE_CHECKING:
    from msctl.tui.app import MsctlApp

FIRST, NEXT = 50, 500
"""things shown at once: a screenful, then as many as cost one drawing"""

T = TypeVar("T")


def stream(
    app: "MsctlApp",
    group: str,
    source: Callable[[], Iterator[T]],
    arrived: Callable[[list[T], bool], None],
    failed: Callable[[MsctlError], None],
) -> None:
    """Read in a thread and show as it comes; a newer job of the same group ends this one, and with
    it the git process behind it.

    Args:
        app: Runs the worker.
        group: One worker at a time.
        source: Gives the things one by one.
        arrived: Takes some of them, and whether they are the last.
        failed: Takes what went wrong.
    """

    def run() -> None:
        worker = get_current_worker()
        found: list[T] = []
        most = FIRST
        try:
            for one in source():
                if worker.is_cancelled:
                    return
                found.append(one)
                if len(found) >= most:
                    app.post_message(Finished(partial(arrived, found, False)))
                    found, most = [], NEXT
            go_on = partial(arrived, found, True)
        except (MsctlError, OSError) as error:
            go_on = partial(failed, told_error(error))
        if not worker.is_cancelled:
            app.post_message(Finished(go_on))

    app.run_worker(run, group=group, thread=True, exclusive=True, exit_on_error=False)
