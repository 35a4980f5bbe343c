"""The invented county with a ledger that lists no status words, as many offices' do."""

import re

from invented import ELDERLY, LEDGER, ROAD, SCHOOL, County

LEDGER_FILE = f"{LEDGER}/ledger"


def without_words(county: County) -> County:
    """Take the status words off the ledger and out of its reports."""
    county.write(LEDGER_FILE, re.sub(r"\[status\..*\n(?:\w.*\n)+\n", "", county.text(LEDGER_FILE)))
    for project in (ROAD, ELDERLY, SCHOOL):
        county.write(project, re.sub(r'status = ".*"\n', "", county.text(project)))
    assert "status." not in county.text(LEDGER_FILE).replace("Q2.status", "")
    return county
