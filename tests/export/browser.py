"""A headless Chromium that tests look at pages with, through its DevTools pipe.

The pipe (``--remote-debugging-pipe``) takes JSON messages ended by a zero byte on descriptor 3 and
gives them on descriptor 4.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
    *("--disable-dev-shm-usage", "--remote-debugging-pipe"),
)

_START = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)
"""Puts the ends of the pipe where the browser looks for them, and becomes the browser."""


def program() -> str | None:
    """The browser that is installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


class Page:
    """One page of the browser."""

    def __init__(self, browser: "Browser", session: str) -> None:
        self._browser = browser
        self._session = session
        self.requests: list[str] = []
        """every address the page asked for"""
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.complaints: list[str] = []
        """what the browser logged: errors of scripts, things the policy refused"""

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command and its answer."""
        return self._browser.call(method, params, self._session, self)

    def resize(self, width: int, height: int) -> None:
        """The size of the window; a narrow one is a telephone."""
        mobile = width < 700
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=mobile,
        )

    def open(self, address: str) -> None:
        """Open a page and wait until it is loaded and its script has run."""
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)
        while self.ask("document.readyState") != "complete":
            pass

    def settle(self) -> None:
        """Wait until the list shows what is looked for."""
        while self.ask("document.querySelector('.cards').getAttribute('aria-busy')") == "true":
            pass

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def take(self, event: dict[str, Any]) -> None:
        """An event that came while an answer was waited for."""
        method, params = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params))


class Browser:
    """The browser's process and the two ends of its pipe."""

    def __init__(self, write: int, read: int) -> None:
        self._write = write
        self._read = read
        self._rest = b""
        self._last = 0

    def page(self) -> Page:
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        found = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        return Page(self, found["sessionId"])

    def call(
        self, method: str, params: dict[str, Any], session: str = "", page: Page | None = None
    ) -> dict[str, Any]:
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._last:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            if page is not None and hasattr(page, "complaints"):
                page.take(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = os.read(self._read, 1 << 16)
            assert data, "the browser ended"
            self._rest += data
        first, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(first)
        return found


@contextmanager
def opened(profile: Path) -> Iterator[Browser]:
    """A browser with a profile of its own, ended afterwards."""
    named = program()
    assert named is not None
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()

    # far away, so that neither is in the place of the other
    taken, given = (fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (to_read, from_write))
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", _START, str(taken), str(given), named),
            *(*FLAGS, f"--user-data-dir={profile}"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(taken, given),
    )
    os.close(taken)
    os.close(given)
    os.close(to_read)
    os.close(from_write)
    try:
        yield Browser(to_write, from_read)
    finally:
        os.close(to_write)
        os.close(from_read)
        process.terminate()
        process.wait()
