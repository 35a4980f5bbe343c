"""The search for garbage is put off, never left off."""

import gc

import pytest

from msctl.importing.steady import uncollected


def test_garbage_is_looked_for_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="sheet"), uncollected(), uncollected():
        assert not gc.isenabled()
        raise ValueError("sheet")
    assert gc.isenabled()
