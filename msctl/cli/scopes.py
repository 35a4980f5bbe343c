"""What the words of a command line mean: records, as files and folders, or moments."""

from collections.abc import Sequence

from msctl.cli.errors import NeitherScopeNorMoment, ScopeOrMoment
from msctl.cli.session import Session
from msctl.model.errors import AmbiguousScope, BadDate, MsctlError, NothingInScope
from msctl.model.paths import ProjectId
from msctl.model.scope import ledgers_in, projects_in
from msctl.store.reading import file_of


def paths_of(session: Session, scopes: Sequence[str], *, gone: bool = False) -> list[str]:
    """Scopes as files and folders below the records root; none stands for all.

    With ``gone``, an id that is no more is taken as the file it had. Raises NothingInScope.
    """
    found: dict[str, None] = {}
    for scope in scopes:
        if is_exact(session, scope):
            found[file_of(scope)] = None
            continue
        snapshot = session.snapshot
        if scope in snapshot.regions or scope in snapshot.ledgers:
            found[scope] = None
            continue
        try:
            projects = projects_in(snapshot, scope)
        except NothingInScope:
            if scope.count("/") != 3 or not (gone or _is_pending(session, scope)):
                raise
            found[file_of(scope)] = None
            continue
        if projects:
            found |= {file_of(project.id): None for project in projects}
        else:
            found |= dict.fromkeys(ledgers_in(snapshot, scope))
    return list(found)


def is_exact(session: Session, word: str) -> bool:
    """Whether a word is the whole id of a project in the folder: then nothing else has to be read
    to know what is meant."""
    try:
        project = ProjectId.parse(word)
    except MsctlError:
        return False
    return session.when is None and session.records.path(project).is_file()


def _is_pending(session: Session, scope: str) -> bool:
    """Whether an id that is not in the folder any more was removed since the last commit."""
    from msctl.history.pending import changes

    return bool(changes(session.repository, paths=[file_of(scope)]))


def moments_first(session: Session, words: Sequence[str], most: int) -> tuple[list[str], list[str]]:
    """The words at the beginning that name moments, at most so many, and the scopes after them.

    A word is a scope when records match it, else a moment. Raises ScopeOrMoment for one that is
    both, NeitherScopeNorMoment.
    """
    moments: list[str] = []
    for place_, word in enumerate(words):
        scope, near = _as_scope(session, word)
        if not _is_moment(session, word, sure=scope is None):
            if scope is None:
                raise NeitherScopeNorMoment(word=word, near=near)
            return moments, list(words[place_:])
        if scope is not None:
            raise ScopeOrMoment(word=word, scope=scope)
        if len(moments) == most:
            return moments, list(words[place_:])
        moments.append(word)
    return moments, []


def _as_scope(session: Session, word: str) -> tuple[object, object]:
    """What a word names among the records, and else what is like it."""
    try:
        found = paths_of(session, [word])
    except AmbiguousScope as error:
        return error.details["candidates"], ""
    except NothingInScope as error:
        if word.count("/") == 3 and _was_record(session, word):
            return word, ""
        return None, error.details["near"]
    except MsctlError:
        return None, ""  # HEAD^:x and the like are no ids at all
    return (found[0].removesuffix(".toml") if found else None), ""


def _was_record(session: Session, word: str) -> bool:
    from msctl.history.log import log

    return next(log(session.repository, [file_of(word)], limit=1), None) is not None


def _is_moment(session: Session, word: str, *, sure: bool) -> bool:
    from msctl.history.errors import BeforeHistory, NoCommits, UnknownRevision
    from msctl.history.snapshots import resolve

    try:
        resolve(session.repository, word)
    except (UnknownRevision, NoCommits):
        return False
    except (BeforeHistory, BadDate):
        if sure:
            raise
        return False
    return True
