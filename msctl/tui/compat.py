"""Workarounds for terminals and for Textual, each with its upstream issue.

Nothing here imports textual at module level: some of it has to happen before that import.
"""

import asyncio
import contextlib
import os
import signal
import sys
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual import events
    from textual.app import App
    from textual.widget import Widget

_KITTY_SWITCH = "TEXTUAL_DISABLE_KITTY_KEY"
_SAVE_FAILED = 5
"""The exit code for git or the disk refusing."""


def disable_kitty_keys() -> bool:
    """Ask for plain keys, so that Chinese input methods work. Call it before importing textual.

    With the kitty keyboard protocol some terminals send a commit of five or more characters in one
    sequence, which Textual takes for garbage; others drop it (Textualize/textual#6561). A user who
    has set the variable keeps their choice.

    Returns:
        Whether the call came in time; later it has no effect.
    """
    os.environ.setdefault(_KITTY_SWITCH, "1")
    return "textual.constants" not in sys.modules


def save_on_signals(app: "App[Any]", callback: Callable[[], Awaitable[None] | None]) -> None:
    """Save and leave with exit code 0 when the terminal closes or the system shuts down.

    Textual handles neither SIGHUP nor SIGTERM: the process dies, edits are gone and the terminal
    stays in its alternate screen (Textualize/textual#5140). Call it from the running app, such as
    in `on_mount`. A callback that fails with OSError makes the exit code 5.
    """
    loop = asyncio.get_running_loop()
    leaving: list[asyncio.Task[None]] = []

    async def leave() -> None:
        code, message = _SAVE_FAILED, None
        try:
            pending = callback()
            if pending is not None:
                await pending
            code = 0
        except OSError as error:
            message = str(error)
        finally:
            app.exit(return_code=code, message=message)

    def on_signal() -> None:
        # Closing a window may send both signals, and a task without a reference may be collected.
        if not leaving:
            leaving.append(loop.create_task(leave()))

    # Windows has no SIGHUP, and its loops and loops outside the main thread take no handlers.
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        for name in ("SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                loop.add_signal_handler(number, on_signal)


def end_in_a_sentence(app: "App[Any]", sentence: str) -> None:
    """Leave after a mistake of the program with one sentence and exit code 5.

    Textual prints a traceback with the values of all variables, which are records here
    (``App._fatal_error``; there is no public name for it).
    """
    from rich.text import Text

    app._return_code = _SAVE_FAILED
    if not app._exit_renderables:  # the first mistake tells; others follow from it
        app._exit_renderables.append(Text(sentence))
    app._close_messages_no_wait()


def came_while_leaving(app: "App[Any]", error: BaseException | None) -> bool:
    """Whether a mistake only says that a screen was still being built when the program left.

    Nothing more is put into it then, and what looks for its parts fails; all was saved or asked
    about before. The exit code stays that of leaving.
    """
    from textual.css.query import NoMatches

    if not (app._exit and isinstance(error, NoMatches)):
        return False
    app._return_code = 0
    return True


def outlive_terminal() -> None:
    """Go on, to save and to end, when the terminal no longer takes what is written to it.

    Textual's thread of output dies of the first error, its queue fills, and the next thing drawn
    waits for ever, before the signal of the closed window is even looked at.
    """
    from textual.drivers._writer_thread import WriterThread

    def run(self: WriterThread) -> None:
        is_there = True
        ended = False
        while not ended:
            # None ends the thread, and is waited for also when what is drawn goes nowhere
            text = self._queue.get()
            ended = text is None
            if not is_there:
                continue
            try:
                self._file.write(text or "")
                if ended or self._queue.empty():
                    self._file.flush()
            except (OSError, ValueError):
                is_there = False

    WriterThread.run = run  # type: ignore[method-assign]


@contextlib.contextmanager
def lent_terminal(app: "App[Any]") -> Iterator[None]:
    """Lend the terminal to another program, and take it back whatever happens meanwhile.

    An error that leaves ``App.suspend`` keeps the app suspended for ever: it has no ``finally``.
    """
    trouble: BaseException | None = None
    with app.suspend():
        try:
            yield
        except BaseException as error:  # noqa: BLE001 -- raised below, the terminal being back
            trouble = error
    if trouble is not None:
        raise trouble


async def run_own_binding(widget: "Widget", event: "events.Key") -> None:
    """Run a widget's own binding for a key at once, in its turn among the keys typed.

    Textual inserts a character when the widget gets its key, but runs a binding such as backspace
    only after the key has gone up to the app. Keys that arrive together, as over a slow line, then
    change places: `ab`, backspace, `c` becomes `ba` (Textualize/textual#6605).
    """
    if event.is_printable:
        return
    active = widget.screen.active_bindings.get(event.key)
    if active is None or active.node is not widget or active.binding.priority:
        return
    event.stop()
    event.prevent_default()
    await widget.app.run_action(active.binding.action, widget)


def write_to_terminal(app: "App[Any]", text: str) -> None:
    """Write a control sequence that Textual has no method for, between two of its frames.

    `App.copy_to_clipboard` sends OSC 52 without the wrapping that tmux needs, and Textual offers no
    public way to write anything else (Textualize/textual#5839).
    """
    driver = app._driver
    if driver is not None:
        driver.write(text)
        driver.flush()


def widen_ambiguous() -> None:
    """Let Textual count ambiguous characters as two cells, as the terminal draws them.

    Rich has one table of widths and no way to choose (Textualize/rich#4197); Textual measures all
    it draws by it. Call it before anything is measured: both keep what they have counted.
    """
    from rich import cells, segment

    modules: list[Any] = [cells, segment]
    table = modules[0].load_cell_table("auto")
    widened = table._replace(widths=_widened(table.widths))
    modules[0].load_cell_table = lambda unicode_version="auto": widened
    for module in modules:
        # their short cut counts box drawing and Latin letters as one cell without a look
        module._is_single_cell_widths = _is_plain_ascii
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()


def _widened(widths: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Rich's ranges of code points that are not one cell wide, with the ambiguous ones added."""
    found = [(code, code, 2) for code in _ambiguous_codes()]
    taken = [range(first, last + 1) for first, last, _ in widths]
    starts = [codes.start for codes in taken]
    free = [
        entry
        for entry in found
        if (place := bisect_right(starts, entry[0])) == 0 or entry[0] not in taken[place - 1]
    ]
    return sorted([*widths, *free, (0x10FFFE, 0x10FFFF, 1)])


def _ambiguous_codes() -> Iterator[int]:
    """The private planes are ambiguous, too; no office's font has anything there."""
    from msctl.text.width import is_ambiguous

    return (code for code in range(0xA0, 0x20000) if is_ambiguous(chr(code)))


def _is_plain_ascii(text: str) -> bool:
    return text.isascii() and text.isprintable()


def use_kinsoku_in_labels() -> None:
    """Break lines of labels as Chinese wants it (`msctl.text.wrap`).

    Textual breaks a run of Han characters anywhere, so that `，` may begin a line, and gives no
    choice; no issue is open upstream.
    """
    from textual import content

    labels: Any = content
    labels.divide_line = _kinsoku(labels.divide_line)


def use_kinsoku_in_areas() -> None:
    """The same in text areas, which break their lines by another function."""
    from textual.document import _wrapped_document

    areas: Any = _wrapped_document
    areas.compute_wrap_offsets = _kinsoku(areas.compute_wrap_offsets)


def place_caret(app: "App[Any]") -> None:
    """Put the terminal's cursor, where an input method opens its window, on the edit position.

    Textual moves it when the text or the selection changes, not when the field itself moves: a form
    that scrolls a field into sight, or a field that has no place yet when it gets the focus, leaves
    it behind (Textualize/textual#1469 asked for it to follow). Call it after each frame.
    """
    from rich.control import Control

    offset = getattr(app.focused, "cursor_screen_offset", None)
    if offset is None:
        return
    offset = app.screen.outer_size.clamp_offset(offset)
    if offset != app.cursor_position:
        app.cursor_position = offset
        write_to_terminal(app, Control.move_to(*offset).segment.text)


def _kinsoku(plain: Callable[..., list[int]]) -> Callable[..., list[int]]:
    """Our breaks in place of a function of Textual's or Rich's that gives the offsets of breaks.

    Lines with tabs, which have stops, and with joined emoji, which Rich counts otherwise, stay with
    the plain function, and so do lines of Latin words alone.
    """
    if getattr(plain, "is_kinsoku", False):
        return plain

    def breaks(text: str, width: int, *rest: Any, **options: Any) -> list[int]:
        from rich.cells import cell_len

        from msctl.text.width import cells
        from msctl.text.wrap import break_offsets

        if width < 4 or text.isascii() or "\t" in text or cells(text) != cell_len(text):
            return plain(text, width, *rest, **options)
        return break_offsets(text, width)

    breaks.is_kinsoku = True  # type: ignore[attr-defined]
    return breaks


_NO_TITLE = ("dumb", "linux", "ansi", "vt")
"""Terminals without a title: the Linux console shows what it does not understand."""


def has_title() -> bool:
    """Whether the terminal has a title that a program may set."""
    name = os.environ.get("TERM", "")
    return bool(name) and not name.startswith(_NO_TITLE)


@contextlib.contextmanager
def terminal_title() -> Iterator[None]:
    """Give the terminal its own title back at the end (xterm's title stack, CSI 22 and 23 t)."""
    terminal = sys.__stderr__  # where Textual writes
    if terminal is None or not has_title():
        yield
        return
    terminal.write("\x1b[22;2t")
    terminal.flush()
    try:
        yield
    finally:
        terminal.write("\x1b[23;2t")
        terminal.flush()


def set_terminal_title(app: "App[Any]", title: str) -> None:
    """Name the terminal's window or tab; Textual keeps its title to itself
    (Textualize/textual#1782)."""
    if not app.is_headless and has_title():
        write_to_terminal(app, f"\x1b]2;{title}\x07")
