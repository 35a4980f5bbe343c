"""What each office's document holds, its numbers accepted."""

import pytest

from msctl.importing.documents import Imported

from .offices import (
    DISTRICT,
    DONGQU,
    LIANSHUI,
    LUCHENG,
    OFFICES,
    PROVINCE_CITY,
    QIXIA,
    Office,
)


@pytest.fixture(params=OFFICES, ids=lambda office: office.id)
def office(request: pytest.FixtureRequest) -> Office:
    found = request.param
    assert isinstance(found, Office)
    return found


@pytest.fixture(scope="session")
def dongqu() -> Imported:
    return DONGQU.read(accept=True)


@pytest.fixture(scope="session")
def lianshui() -> Imported:
    return LIANSHUI.read(accept=True)


@pytest.fixture(scope="session")
def lucheng() -> Imported:
    return LUCHENG.read(accept=True)


@pytest.fixture(scope="session")
def province_city() -> Imported:
    return PROVINCE_CITY.read(accept=True)


@pytest.fixture(scope="session")
def district() -> Imported:
    return DISTRICT.read(accept=True)


@pytest.fixture(scope="session")
def qixia() -> Imported:
    return QIXIA.read(accept=True)
