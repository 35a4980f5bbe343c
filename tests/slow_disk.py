"""A disk that takes one file and waits, so that a save can be stopped at a known moment."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from msctl.store import atomic


def slow_disk(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The first file of a save is written at once, the second one when the event is set, all
    others once the save has decided whether it goes on to its end."""
    second, others = threading.Event(), threading.Event()

    class OneByOne(ThreadPoolExecutor):
        def __init__(self, _workers: int) -> None:
            super().__init__(1)
            self._gates = iter([None, second])

        def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
            gate = next(self._gates, others)

            def write() -> Any:
                if gate is not None:
                    gate.wait()
                return fn(*args, **named)

            return super().submit(write)

        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            second.set()
            others.set()
            super().shutdown(wait=wait)

    monkeypatch.setattr(atomic, "ThreadPoolExecutor", OneByOne)
    return second
