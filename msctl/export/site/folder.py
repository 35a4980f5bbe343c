"""The site's folder: pages are put into it, and those of projects that are gone are taken out.

A list of what was made stands in the folder, so that nothing of anybody else is ever removed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from msctl.export.errors import NotASite
from msctl.store import atomic

LIST = ".msctl-site"
"""The names of the files that were made, one a line."""


def put(folder: Path, made: Mapping[str, bytes], *, force: bool = False) -> int:
    """Write the pages and remove earlier ones that are no more; how many were removed.

    What stands there already stays untouched: raises NotASite for a folder with other files in it,
    unless ``force``. Raises DiskRefused.
    """
    earlier = list(_earlier(folder))
    if not force and folder.exists() and not (folder / LIST).is_file() and any(folder.iterdir()):
        raise NotASite(folder=folder)
    for name, data in made.items():
        path = folder / name
        if not (path.is_file() and path.read_bytes() == data):
            atomic.replace(path, data)
    gone = [name for name in earlier if name not in made and (folder / name).is_file()]
    for name in gone:
        atomic.remove(folder / name)
    atomic.replace(folder / LIST, "".join(f"{name}\n" for name in sorted(made)).encode("utf-8"))
    return len(gone)


def _earlier(folder: Path) -> Iterator[str]:
    """The files of the last time; a name that would leave the folder is none of ours."""
    file = folder / LIST
    if not file.is_file():
        return
    for name in file.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = PurePosixPath(name).parts
        if (
            name.endswith((".html", ".js"))
            and ".." not in parts
            and not PurePosixPath(name).is_absolute()
        ):
            yield name
