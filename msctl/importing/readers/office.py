"""Documents of other office programs (doc, wps, rtf, odt, XML of 2003) through LibreOffice."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msctl.importing.errors import NoOffice, OfficeFailed, OfficeTooSlow
from msctl.importing.readers.source import Source

SECONDS = 120
"""Longest conversion; a document of 100 pages takes 5 on a slow machine."""
_PROGRAMS = ("soffice", "libreoffice")
_ENDINGS = (signal.SIGTERM, signal.SIGHUP)


def convert(source: Source, kind: str, to: str) -> Source:
    """The document as ``docx`` or ``xlsx``, converted in a profile of its own that nobody else's
    LibreOffice shares, without macros and links.

    Raises NoOffice, OfficeFailed, OfficeTooSlow.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise NoOffice(file=source.name, kind=kind)
    with tempfile.TemporaryDirectory(prefix="msctl-") as folder:
        place = Path(folder)
        document = place / "document.bin"
        document.write_bytes(source.data)
        # fmt: off
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--convert-to", to, "--outdir", str(place / "out"), str(document),
        ]
        # fmt: on
        _run(command, place, source.name)
        made = place / "out" / f"document.{to}"
        if not made.is_file():
            raise OfficeFailed(file=source.name)
        return Source(source.name, made.read_bytes())


def _run(command: list[str], place: Path, name: str) -> None:
    """Runs LibreOffice to its end, or ends it with every process it started."""
    quiet = subprocess.DEVNULL
    with _ending_in_order():
        try:
            process = subprocess.Popen(
                command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=place, start_new_session=True
            )
        except OSError as error:
            raise OfficeFailed(file=name) from error
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise OfficeTooSlow(file=name, seconds=SECONDS) from error
        finally:
            # what it started may outlive it
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """While this lasts, a closed window or a request to end leaves no process and no copy of the
    document behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = [one for one in _ENDINGS if signal.getsignal(one) is signal.SIG_DFL]
    for one in ours:
        signal.signal(one, _end)
    try:
        yield
    finally:
        for one in ours:
            signal.signal(one, signal.SIG_DFL)


def _end(number: int, frame: object) -> None:
    sys.exit(128 + number)
