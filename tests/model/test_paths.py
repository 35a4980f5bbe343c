import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.model.errors import BadFieldPath, BadId, OutsideRecords
from msctl.model.paths import FieldPath, LedgerId, ProjectId

keys = st.text(min_size=1, max_size=8)


@given(st.lists(keys, min_size=1, max_size=5).map(FieldPath))
def test_a_written_path_reads_back(path: FieldPath) -> None:
    assert FieldPath.parse(str(path)) == path


def test_plain_keys_stand_bare_and_others_in_quotes() -> None:
    assert str(FieldPath.of("plan", "Q3", "text")) == "plan.Q3.text"
    assert str(FieldPath.of("measure", "安装电梯", "target")) == "measure.安装电梯.target"
    assert str(FieldPath.of("extra", "1. 备注")) == 'extra."1. 备注"'


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a..b", 'a."b', "a b"])
def test_a_path_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(BadFieldPath):
        FieldPath.parse(text)


def test_a_pattern_names_a_value_or_a_group() -> None:
    path = FieldPath.parse("task.2.plan.Q3.text")
    assert path.matches(FieldPath.parse("task.2"))
    assert path.matches(FieldPath.parse("task.*.plan.Q?"))
    assert not path.matches(FieldPath.parse("plan"))
    assert not FieldPath.parse("plan").matches(path)


@pytest.mark.parametrize(
    "text", ["../x/2024/y/z", "/etc/2024/a/b", "a/2024/../b", "-a/2024/b/c", "a\\b", "~/2024/a/b"]
)
def test_an_id_never_leaves_the_root(text: str) -> None:
    with pytest.raises((OutsideRecords, BadId)):
        ProjectId.parse(text)


def test_ids_tell_their_parts() -> None:
    project = ProjectId.parse("lianshui/2024/minsheng/27-gongjiao")
    assert (project.region, project.year, project.slug) == ("lianshui", 2024, "27-gongjiao")
    assert project.ledger == LedgerId.parse("lianshui/2024/minsheng")
    with pytest.raises(BadId):
        LedgerId.parse("lianshui/minsheng/2024")
