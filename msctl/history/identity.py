"""Who commits: the name and e-mail address in git's settings, whether they mean anybody, and how
they are set for one repository."""

import re

from msctl.history.errors import BadAuthor, PlaceholderAuthor
from msctl.history.repository import Repository

_NAMES = frozenset(
    {
        *("your name", "you", "user", "username", "root", "admin", "administrator", "nobody"),
        *("test", "tester", "name", "unknown", "anonymous", "ubuntu", "姓名", "您的姓名", "用户"),
        "管理员",
    }
)
_ADDRESSES = frozenset(
    {
        *("you@example.com", "your@email.com", "youremail@example.com", "user@example.com"),
        *("name@example.com", "email@example.com", "your.email@example.com", "root@localhost"),
        *("user@localhost", "none", "none@none", "a@b.c", "test@test.com", "邮箱"),
    }
)
"""what instructions and installers write where a person should stand"""

_NAME = re.compile(r"[^<>\x00-\x1f]+")
_ADDRESS = re.compile(r"[^<>@\x00-\x20]+@[^<>@\x00-\x20]+")


def is_placeholder(name: str, address: str) -> bool:
    """Whether a name or an address stands for nobody in particular."""
    return name.strip().casefold() in _NAMES or address.strip().casefold() in _ADDRESSES


def set_identity(repository: Repository, name: str, address: str) -> None:
    """Set who commits in this repository, and in no other. Raises BadAuthor,
    PlaceholderAuthor, GitFailed."""
    name, address = name.strip(), address.strip()
    if not (_NAME.fullmatch(name) and _ADDRESS.fullmatch(address)):
        raise BadAuthor(value=f"{name} <{address}>")
    if is_placeholder(name, address):
        raise PlaceholderAuthor(name=name, address=address)
    repository.git.write("config", "--local", "user.name", name)
    repository.git.write("config", "--local", "user.email", address)
