"""Large imports without the search for garbage: what they make stays, and holds no cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Until it ends nobody looks for garbage, which takes a tenth of the time of ten thousand
    rows: each look goes through all that has been read so far."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
