from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msctl.model.errors import BadNumber, UnknownMoneyUnit
from msctl.model.money import Money, parse_decimal, plain


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12
    )
)
def test_a_plain_number_reads_back(number: Decimal) -> None:
    assert parse_decimal(plain(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,200.5", "1200.5"),
        ("１２００", "1200"),
        ("－３", "-3"),
        (" 48.552 ", "48.552"),
        ("0", "0"),
    ],
)
def test_numbers_as_offices_type_them(text: str, number: str) -> None:
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "1.2.3", "约3", "12,00", "1e3", "nan", "3万", "--1"])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(BadNumber):
        parse_decimal(text)


def test_money_keeps_its_unit_and_is_exact() -> None:
    assert str(Money(Decimal("1.2"), "亿元").to("万元")) == "12000万元"
    assert Money(Decimal("0.1")) + Money(Decimal(2000), "元") == Money(Decimal("0.3"))
    with pytest.raises(UnknownMoneyUnit):
        Money(Decimal(1), "美元")
