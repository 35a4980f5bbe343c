"""The fonts that the typesetter has: a folder of the user's, the system's, those of the extra.

The typesetter would set Chinese without a font as boxes, and only warn; so the names are looked up
before, and none found is an error.
"""

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msctl.export import paper
from msctl.export.errors import MissingExtra, NoFont

SETTING = "MSCTL_FONTS"
"""The environment variable that names a folder of fonts."""
EXTRA = "pdf"
_PACKAGE = "manimgx_fonts_cjk"
"""Noto Sans CJK (OFL) as a package of the extra, for machines without a font of Chinese."""


class Fonts:
    """The fonts found, and for each face the names that it can be set in."""

    def __init__(self, found: Any, families: frozenset[str]) -> None:
        self.found = found
        """typst.Fonts"""
        self._families = families

    def of(self, face: paper.Face) -> list[str]:
        """The installed names of a face, the wanted one first; any font of Chinese at the end.

        Raises NoFont.
        """
        others = (name for one in (paper.TITLE, paper.HEAD) for name in one.names)
        wanted = dict.fromkeys([*face.names, *others])
        names = [name for name in wanted if name.casefold() in self._families]
        if not names:
            raise NoFont(names=tuple(face.names))
        return names


def fonts(form: str) -> Fonts:
    """The fonts for a document of a format. Raises MissingExtra, NoFont."""
    if find_spec("typst") is None:
        raise MissingExtra(format=form, extra=EXTRA)
    return _fonts(os.environ.get(SETTING, ""))


@lru_cache(maxsize=1)
def _fonts(folder: str) -> Fonts:
    own = [folder] if folder else []
    found = _loaded(own)
    try:
        found.of(paper.BODY)
    except NoFont:
        spec = find_spec(_PACKAGE)
        if spec is None or spec.origin is None:
            raise
        found = _loaded([*own, str(Path(spec.origin).parent)])
    return found


def _loaded(folders: list[str]) -> Fonts:
    import typst

    found = typst.Fonts(include_embedded_fonts=False, font_paths=folders)
    return Fonts(found, frozenset(name.casefold() for name in found.families()))
