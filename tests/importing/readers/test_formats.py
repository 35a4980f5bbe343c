"""What a number format prints beside the number."""

import datetime as dt

import pytest

from msctl.importing.readers.formats import Formats, telling


@pytest.mark.parametrize(
    ("cell", "code", "printed"),
    [
        (0.15, "0%", "15%"),
        (1 / 3, "0.00%", "33.33%"),
        (0.12345, "0%", "12.345%"),
        (45565, 'yyyy"年"m"月"d"日"', "2024年9月30日"),
        (dt.date(2024, 9, 5), "[$-804]yyyy年mm月dd日;@", "2024年09月05日"),
        (1.8, '0.00"亿元"', "1.8亿元"),
        (1500, '#,##0"万元";[Red]-#,##0', "1500万元"),
        (3, '0"个月"', "3个月"),
        (6, '"第"0"名"', "第6名"),
        (12, 'General"座"', "12座"),
        (0.1 + 0.2, '0.0_ "亿元"', "0.3亿元"),
        (12345, '0!.0,"万"', "1.2345万"),
        (18000, "0!.0,", "1.8"),
        (18000, '0"."0,;-0"."0,', "1.8"),
        (18000, "0\\.0000", "1.8"),
        (1_234_500, "#,##0,", "1234.5"),
        (12345, '0,"千元"', "12.345千元"),
        (7, "0.00", ""),
        (True, "0%", ""),
        (0.5, 'h"时"mm"分"', ""),
    ],
)
def test_a_format_says_more_than_the_number(cell: object, code: str, printed: str) -> None:
    plain = telling(code)
    assert (Formats({}).worded(cell, plain) if plain else "") == printed
