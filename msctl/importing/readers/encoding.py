"""Bytes to text: what the file says of itself, UTF-8, else GB18030."""

import re
from codecs import BOM_UTF8

from msctl.importing.errors import NotText

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "936"}
_HEAD = 2048


def decode(data: bytes) -> str:
    """A document's text; a byte order mark goes. Raises NotText, for a file with a zero byte (a
    workbook, a Word document) too."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        # Excel's "Unicode text"
        try:
            return data.decode("utf-16").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise NotText(position=error.start) from None
    if (position := data.find(b"\0")) >= 0:
        raise NotText(position=position)
    # many pages say one encoding and have another
    for encoding in filter(None, (_declared(data), "utf-8-sig", "gb18030")):
        try:
            # a system that writes GBK behind a mark of UTF-8 means GBK
            text = data.removeprefix(BOM_UTF8) if encoding == "gb18030" else data
            return text.decode(encoding)
        except UnicodeDecodeError as error:
            position = max(position, error.start)
    raise NotText(position=position)


def _declared(data: bytes) -> str:
    """The encoding that a web page's head names, where it is a Chinese one."""
    head = data[:_HEAD]
    if not head.lstrip().startswith(b"<"):
        return ""
    found = _DECLARED.search(head)
    name = found[1].decode("ascii").lower() if found else ""
    if name in _CHINESE:
        return "gb18030"
    return "big5hkscs" if name in ("big5", "big5-hkscs") else ""
