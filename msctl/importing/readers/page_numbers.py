"""Page headers and footers that only number the pages: they are no words of a document."""

import re

_NUMBER_ONLY = re.compile(r"(?:第|页|頁|共|Page|of|\d+|[\s/·—–-])*")


def page_words(text: str) -> str:
    """What a page header says on one line; empty where that is only the page's number."""
    words = " ".join(text.split())
    return "" if _NUMBER_ONLY.fullmatch(words) else words
