"""Naming a field that a project does not have yet: by its path, or by what the groups are called.

Measures, adjustments and the like stand under names that a person chooses, so they cannot be listed
before they exist. A group's path (``measure.电梯``) names all its fields at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from msctl.locale.catalogue import t
from msctl.locale.labels import field_label
from msctl.model.errors import UnknownField
from msctl.model.fields import PROJECT
from msctl.model.paths import FieldPath
from msctl.model.project import Project
from msctl.text.fold import fold
from msctl.text.pinyin import initials

_CHOSEN = {"NAME", "DATE", "TASK", "PERIOD"}


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under a name that is to be chosen."""

    begin: str
    """the written path up to the name"""
    label: str
    wanted: str
    """what is to be put behind it"""

    @property
    def shown(self) -> str:
        """The path with a word where the name goes."""
        return f"{self.begin}{self.wanted}"


def groups(project: Project) -> list[Group]:
    """What can be named in a project, and in each of its tasks."""
    found = []
    for kind in ("measure", "adjustment", "waive", "funding", "link", "extra"):
        found.append(Group(f"{kind}.", t(f"edit.add.{kind}"), t(f"edit.add.name-of.{kind}")))
    for key in project.record.keys(("task",)):
        task = field_label(FieldPath.of("task", key))
        for kind in ("measure", "extra"):
            label = f"{task} {t(f'edit.add.{kind}')}"
            found.append(Group(f"task.{key}.{kind}.", label, t(f"edit.add.name-of.{kind}")))
    found.append(Group("task.", t("edit.add.task"), t("edit.add.name-of.task")))
    return found


def matching(listed: list[Group], typed: str) -> list[Group]:
    """The groups whose path or label holds all typed words; labels also by initials. What is
    typed behind a group's beginning names that group."""
    begun = [group for group in listed if typed.startswith(group.begin)]
    if begun:
        return [max(begun, key=lambda group: len(group.begin))]
    words = [fold(word) for word in typed.split()]
    return [
        group
        for group in listed
        if all(
            word in fold(f"{group.begin} {group.label}")
            or (word.isascii() and word in initials(group.label))
            for word in words
        )
    ]


def named_fields(text: str) -> tuple[FieldPath, ...]:
    """The fields that a written path names: one, or those of a group.

    Raises BadFieldPath, UnknownField, UnknownPeriod, BadDate.
    """
    path = FieldPath.parse(text.strip())
    if PROJECT.find(path) is not None:
        return (path,)
    found = tuple(_below(path))
    if not found:
        # the table tells what it might have been
        PROJECT.require(path)
        raise UnknownField(path=path, near="")
    return found


def _below(group: FieldPath) -> Iterator[FieldPath]:
    """The fields of a group whose own keys are all chosen: those next below it."""
    if not PROJECT.is_group(group):
        return
    for row in PROJECT.rows:
        begin, rest = row.pattern[: len(group)], row.pattern[len(group) :]
        fits = all(key == own or own in _CHOSEN for key, own in zip(group, begin, strict=False))
        if fits and rest and not _CHOSEN & set(rest):
            yield FieldPath((*group, *rest))
