"""The search for garbage is put off, never left off."""

import gc

import pytest

from msctl.importing.steady import uncollected


@uncollected()
def fail() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert not gc.isenabled()
    raise ValueError("sheet")


def test_garbage_is_looked_for_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="sheet"):
        fail()
    assert gc.isenabled()
