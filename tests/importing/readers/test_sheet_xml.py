"""What is looked for in a sheet's XML."""

from hypothesis import given
from hypothesis import strategies as st

from msctl.importing.readers.sheet_xml import SheetXml

PLACES = st.lists(st.tuples(st.sampled_from(["A", "Z", "AB", "XFD"]), st.integers(1, 1_048_576)))
TEXTS = st.sampled_from(["", "是", 'r="XFD9"', "row"])


@given(PLACES, TEXTS, st.sampled_from(["", "x:"]))
def test_a_sheet_has_no_more_cells_than_its_bound(
    places: list[tuple[str, int]], text: str, prefix: str
) -> None:
    rows = "".join(
        f'<{prefix}row r="{row}"><{prefix}c s="1" r="{column}{row}">'
        f"<{prefix}v>{text}</{prefix}v></{prefix}c></{prefix}row>"
        for column, row in places
    )
    sheet = SheetXml(f"<{prefix}sheetData>{rows}<{prefix}row/></{prefix}sheetData>".encode())
    height, width = sheet.extent
    assert sheet.most_cells >= height * width
