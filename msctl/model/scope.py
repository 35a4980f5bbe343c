"""Scopes: an id or a part of one, globs allowed, to the projects it names.

``lianshui``, ``lianshui/2024``, ``*/2024/*/0?``, ``lianshui/2024/minsheng/27``; a unique ending
(``minsheng/27``), or region and number (``lianshui/27``), is enough. In the last place the printed
number, the file's name and the number at its beginning count alike.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from fnmatch import fnmatchcase

from msctl.model.errors import AmbiguousScope, NothingInScope
from msctl.model.paths import LedgerId, reject_outside
from msctl.model.project import Project
from msctl.model.snapshot import Snapshot


def ledgers_in(snapshot: Snapshot, scope: str | None) -> list[LedgerId]:
    """The ledgers a scope names or holds projects of, in order. Raises NothingInScope,
    AmbiguousScope."""
    if not scope:
        return list(snapshot.by_ledger)
    projects = {project.id.ledger for project in projects_in(snapshot, scope, empty=True)}
    named = [
        i for i in snapshot.by_ledger if i in projects or _matches(_parts(scope), i.split("/"))
    ]
    if not named:
        raise NothingInScope(scope=scope, near=_near(snapshot, scope))
    return named


def projects_in(snapshot: Snapshot, scope: str | None, *, empty: bool = False) -> list[Project]:
    """The projects a scope names, in ledger and printed order.

    Raises NothingInScope (unless ``empty``: a ledger without projects is no error then),
    AmbiguousScope when an ending fits several ledgers, OutsideRecords.
    """
    everything = [project for rows in snapshot.by_ledger.values() for project in rows]
    if not scope:
        return everything
    parts = _parts(scope)
    found = [p for p in everything if _matches(parts, p.id.split("/"), p)]
    if not found:
        found = _by_ending(everything, parts, scope)
    # a printed number wins over the number in the name of another's file
    found = [p for p in found if p.number == parts[-1]] or found
    if not found and not empty and not _names_ledger(snapshot, parts):
        raise NothingInScope(scope=scope, near=_near(snapshot, scope))
    return found


def one_project(snapshot: Snapshot, scope: str) -> Project:
    """The one project a scope names. Raises NothingInScope, AmbiguousScope."""
    found = projects_in(snapshot, scope)
    if not found:
        raise NothingInScope(scope=scope, near=_near(snapshot, scope))
    if len(found) > 1:
        raise AmbiguousScope(scope=scope, candidates=_some(p.id for p in found))
    return found[0]


def one_ledger(snapshot: Snapshot, scope: str | None) -> LedgerId:
    """The one ledger a scope names. Raises NothingInScope, AmbiguousScope."""
    found = ledgers_in(snapshot, scope)
    if len(found) > 1:
        raise AmbiguousScope(scope=scope or "*", candidates=_some(found))
    if not found:
        raise NothingInScope(scope=scope or "*", near="")
    return found[0]


def _parts(scope: str) -> list[str]:
    reject_outside(scope)
    return scope.rstrip("/").removesuffix(".toml").split("/")


def _matches(parts: list[str], own: list[str], project: Project | None = None) -> bool:
    if len(parts) > len(own):
        return False
    return all(
        _item(glob, project) if project and depth == 3 else fnmatchcase(key, glob)
        for depth, (key, glob) in enumerate(zip(own, parts, strict=False))
    )


def _item(glob: str, project: Project) -> bool:
    slug = project.id.slug
    return (
        fnmatchcase(slug, glob)
        or fnmatchcase(project.number, glob)
        or fnmatchcase(slug.partition("-")[0], glob)
    )


def _by_ending(everything: list[Project], parts: list[str], scope: str) -> list[Project]:
    """What an ending names: ``minsheng/27`` a project, ``2024/minsheng`` a ledger."""
    count = len(parts)
    found = []
    for project in everything:
        own = project.id.split("/")
        to_project = count <= 4 and all(
            fnmatchcase(k, g) for k, g in zip(own[4 - count : 3], parts, strict=False)
        )
        to_ledger = count <= 2 and all(
            fnmatchcase(k, g) for k, g in zip(own[3 - count : 3], parts, strict=True)
        )
        in_region = count == 2 and fnmatchcase(own[0], parts[0])
        if to_ledger or ((to_project or in_region) and _item(parts[-1], project)):
            found.append(project)
    ledgers = dict.fromkeys(project.id.ledger for project in found)
    if len(ledgers) > 1 and not any(c in scope for c in "*?["):
        raise AmbiguousScope(scope=scope, candidates=_some(ledgers))
    return found


def _names_ledger(snapshot: Snapshot, parts: list[str]) -> bool:
    return any(_matches(parts, ledger.split("/")) for ledger in snapshot.by_ledger)


def _some(items: Iterable[str]) -> tuple[str, ...]:
    *few, last = list(items)[:6]
    return (*few[:-1], f"{few[-1]} ..") if len(few) == 5 else (*few, last)


def _near(snapshot: Snapshot, scope: str) -> tuple[str, ...]:
    names: set[str] = set(snapshot.by_ledger)
    depth = scope.count("/")
    if depth == 3:
        names = {f"{p.id.ledger}/{p.number}" for p in snapshot.projects.values()}
        names |= set(snapshot.projects)
    elif depth < 2:
        names = {"/".join(name.split("/")[: depth + 1]) for name in names} | {
            name.split("/")[-1] for name in names
        }
    return tuple(get_close_matches(scope, sorted(names), n=3, cutoff=0.4))
