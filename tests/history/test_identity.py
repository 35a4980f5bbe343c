"""Who commits: set for one repository, and told apart from a placeholder."""

import pytest
from invented import County

from msctl.history.errors import BadAuthor, NoIdentity, PlaceholderAuthor
from msctl.history.identity import is_placeholder, set_identity
from msctl.history.repository import Repository


@pytest.fixture
def nobody(archive: County, monkeypatch: pytest.MonkeyPatch) -> County:
    """The machine knows no name."""
    for role in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{role}_{what}")
    return archive


def test_a_name_is_set_for_this_repository_alone(nobody: County) -> None:
    with Repository.of(nobody.root) as repository:
        with pytest.raises(NoIdentity):
            repository.identity()
        set_identity(repository, " 王五 ", "wangwu@jia.gov.cn")
        assert repository.identity() == ("王五", "wangwu@jia.gov.cn")
    assert nobody.git("config", "--local", "user.name") == "王五\n"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("", "a@jia.cn"),
        ("王<五", "a@jia.cn"),
        ("王五", "无"),
        ("王五", "a b@jia.cn"),
        ("王\n五", "a@b"),
    ],
)
def test_what_git_would_not_take_is_refused(nobody: County, name: str, address: str) -> None:
    with Repository.of(nobody.root) as repository, pytest.raises(BadAuthor):
        set_identity(repository, name, address)


def test_a_placeholder_is_refused_as_the_next_commit_would(nobody: County) -> None:
    with Repository.of(nobody.root) as repository, pytest.raises(PlaceholderAuthor):
        set_identity(repository, "王五", "you@example.com")


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("Your Name", "wangwu@jia.gov.cn", True),
        ("王五", "you@example.com", True),
        ("root", "root@localhost", True),
        ("王五", "wangwu@jia.gov.cn", False),
    ],
)
def test_a_placeholder_is_told_from_a_person(name: str, address: str, expected: bool) -> None:
    assert is_placeholder(name, address) is expected
