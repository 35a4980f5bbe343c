"""git's merge driver and text converter, an entry of its own that starts in little more time than
Python itself.

git runs ``driver.py OURS-BASE OURS THEIRS MARKER-SIZE PATH`` for a file that both sides changed
(gitattributes, "Defining a custom merge driver"); the merged text goes into the file of ours, and
the exit code says whether a question is left. ``driver.py --textconv FILE`` prints a record with
one value a line, which ``git diff`` and ``git log -p`` then compare. It says nothing else: what is
in question is told by ``msctl conflicts``, from git's index.

Only modules that are needed for one merge are imported, none of the command line's.
"""

import gc
import os
import sys

MARKER_SIZE = 7
"""what setup-git says in the attributes; git asks for longer markers between common ancestors"""


def main(arguments: "list[str]") -> int:
    """Run one of the two forms; the exit code, 0 merged, 1 a question is left, 2 wrong usage."""
    _start_light()
    if len(arguments) == 2 and arguments[0] == "--textconv":
        return textconv(arguments[1])
    if len(arguments) == 5:
        return merge(*arguments)
    return 2


def _start_light() -> None:
    """Leave out what one merge does not need: a quarter of the driver's time.

    ``dataclasses`` imports ``inspect`` (6 ms) for classes without a docstring, of which there are
    none here: it loads when it is used. toml-rs (5 ms, with pathlib) reads faster than the
    standard library, but not three files' worth.
    """
    if "inspect" not in sys.modules:
        sys.modules["inspect"] = _Inspect("inspect")
    sys.modules.setdefault("toml_rs", None)  # type: ignore[arg-type]


class _Inspect(type(sys)):  # type: ignore[misc]
    """``inspect``, loaded when something of it is asked for. importlib's LazyLoader would load it
    at the import itself, and takes 4 ms to load."""

    def __getattr__(self, name: str) -> object:
        del sys.modules["inspect"]
        import inspect

        return getattr(inspect, name)


def merge(base: str, ours: str, theirs: str, marker_size: str, path: str) -> int:
    """Merge one file in place. git gives an empty file for a base that does not exist."""
    from msctl.history.merged_file import merge_file

    before, own, other = (_read(place) for place in (base, ours, theirs))
    found = merge_file(path, before or None, own, other)
    data = found.data
    if found.conflicts and int(marker_size) > MARKER_SIZE:
        # git merges two common ancestors into one, which nobody will see: what they do not agree
        # on must be no ground to decide by, so it gets both (see merged_file._base_record)
        back = merge_file(path, before or None, other, own).data
        data = b"<<<<<<< 1\n%b\n=======\n%b\n>>>>>>> 2\n" % (data or b"", back or b"")
    if data is not None and data != own:
        with open(ours, "wb") as file:  # noqa: PTH123 - pathlib is not loaded otherwise
            file.write(data)
    return 1 if found.conflicts else 0


def textconv(place: str) -> int:
    """Print a record as ``path: line`` lines; a file that cannot be read goes through as it is."""
    from msctl.history.merged_file import shown
    from msctl.model.record import Record
    from msctl.model.values import to_text

    data = _read(place)
    record = shown(data)
    out = sys.stdout.buffer
    if not isinstance(record, Record):
        out.write(data)
        return 0
    for path, value in record.leaves():
        parts = value if isinstance(value, tuple) else to_text(value).split("\n")
        for part in parts or ("",):
            out.write(f"{path}: {to_text(part)}\n".encode("utf-8", errors="replace"))
    return 0


def _read(place: str) -> bytes:
    with open(place, "rb") as file:  # noqa: PTH123
        return file.read()


def start() -> None:
    """Run as git runs it: without ``site``, which costs as much as all the rest, so the folders
    that hold msctl and its libraries are named in the command behind ``--``."""
    # one merge makes little garbage, and looking for it takes a millisecond
    gc.disable()
    arguments = sys.argv[1:]
    if "--" in arguments:
        cut = arguments.index("--")
        sys.path[:0] = arguments[:cut]
        arguments = arguments[cut + 1 :]
    code = main(arguments)
    sys.stdout.flush()
    # nothing is left to tidy up, and taking the modules down costs as much as a merge
    os._exit(code)


if __name__ == "__main__":
    start()
