"""Edit a TOML text in place: one field changes only its own lines.

The place of every key is known from the outline, so a value is replaced, a line inserted or
removed, and everything else (comments, unknown keys, blank lines, order) is never rewritten.
Afterwards the new text is read back and must hold exactly the old values plus the edit.
"""

from collections.abc import Iterable, Mapping

from msctl.model.changes import Change, apply
from msctl.model.fields import PROJECT, FieldTable, child_order
from msctl.model.paths import FieldPath
from msctl.model.record import Record
from msctl.model.values import Value
from msctl.store.canonical import key_text, value_text
from msctl.store.errors import EditFailed
from msctl.store.syntax import Outline, Place, SyntaxFault, parse


def edit(
    text: str,
    changes: Iterable[Change],
    year: int,
    table: FieldTable = PROJECT,
    file: str = "",
    written: Mapping[FieldPath, str] | None = None,
    record: Record | None = None,
) -> str:
    """The text with the changes made; ``written`` holds new values as TOML that are to stand as
    somebody wrote them, not as msctl would; ``record`` is what the text holds, where it is known.

    Raises NotRecorded when an old value is not what the text holds, EditFailed when the result
    would not read back as asked.
    """
    listed = tuple(changes)
    wanted = apply(Record.from_tree(parse(text)) if record is None else record, listed)
    for change in listed:
        text = _Editor(text, year, table, written or {}).set(change.path, change.new)
    try:
        found = Record.from_tree(parse(text))
    except SyntaxFault as error:
        raise EditFailed(file=file, path=listed[0].path, reason=error.reason) from None
    if found != wanted:
        path = next(
            (p for p in {**found.fields, **wanted.fields} if found.get(p) != wanted.get(p)),
            FieldPath(),
        )
        raise EditFailed(file=file, path=path, reason="")
    return text


class _Editor:
    def __init__(
        self, text: str, year: int, table: FieldTable, written: Mapping[FieldPath, str]
    ) -> None:
        self.text = text
        self.year = year
        self.table = table
        self.written = written
        self.outline = Outline(text)
        self.places = self.outline.places

    def set(self, path: FieldPath, value: Value | None) -> str:
        for place in self.places:
            if not place.header and place.path == path:
                return self._remove(place) if value is None else self._replace(place, value)
            if not place.header and path.starts_with(place.path):
                return _inside_inline_table(self.text, path, value)
        if value is None:
            return self.text
        return self._insert(path, value)

    def _replace(self, place: Place, value: Value) -> str:
        return self.text[: place.value] + self._source(place.path, value) + self.text[place.end :]

    def _source(self, path: FieldPath, value: Value) -> str:
        return self.written.get(path) or value_text(value)

    def _remove(self, place: Place) -> str:
        start, end = self.outline.line_bounds(place.start, place.end)
        header = next((p for p in self.places if p.header and p.path == place.table), None)
        siblings = [p for p in self.places if not p.header and p.table == place.table]
        if header is not None and siblings == [place]:
            first, after_header = self.outline.line_bounds(header.start, header.end)
            rest = self._block_end(header)
            # the header goes with its last value, unless a comment is left under it
            if not (self.text[after_header:start] + self.text[end:rest]).strip():
                if self.text[:first].endswith("\n\n"):
                    first -= 1
                start = first
        text = self.text[:start] + self.text[end:]
        return text.lstrip("\n") if start == 0 else text

    def _block_end(self, header: Place) -> int:
        """Where the lines of a table end: before the next header and the comments above it."""
        following = [p for p in self.places if p.header and p.start > header.start]
        if not following:
            return len(self.text)
        end = self.outline.line_bounds(following[0].start, following[0].end)[0]
        lines = self.text[:end].splitlines(keepends=True)
        while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
            stop = not lines[-1].strip()
            end -= len(lines.pop())
            if stop and lines and lines[-1].lstrip().startswith("#"):
                break
        return end

    def _insert(self, path: FieldPath, value: Value) -> str:
        parent = FieldPath(path[:-1])
        header = next((p for p in self.places if p.header and p.path == parent), None)
        if header is not None or not parent:
            return self._insert_line(header, parent, path, (path[-1],), value)
        dotted = [p for p in self.places if not p.header and self._opens(p, parent)]
        if dotted:
            # written with dotted keys (units.lead = ..): a header would define the table again
            at = dotted[-1]
            keys = path[len(at.table) :]
            return self._insert_after(at, f"{_dotted(keys)} = {self._source(path, value)}")
        return self._insert_table(parent, path[-1], self._source(path, value))

    @staticmethod
    def _opens(place: Place, parent: FieldPath) -> bool:
        depth = len(parent)
        return place.path[:depth] == parent and len(place.table) < depth

    def _insert_line(
        self,
        header: Place | None,
        parent: FieldPath,
        path: FieldPath,
        keys: tuple[str, ...],
        value: Value,
    ) -> str:
        line = f"{_dotted(keys)} = {self._source(path, value)}"
        own = [p for p in self.places if not p.header and p.table == parent]
        depth = len(parent)
        order = self._order(path)
        before = [p for p in own if self._order(FieldPath(p.path[: depth + 1])) <= order]
        if before:
            return self._insert_after(before[-1], line)
        if header is not None:
            return self._insert_after(header, line)
        if own:
            start = self.outline.line_bounds(own[0].start, own[0].end)[0]
            return f"{self.text[:start]}{line}\n{self.text[start:]}"
        gap = "\n" if self.text.strip() else ""
        return f"{line}\n{gap}{self.text}"

    def _insert_after(self, place: Place, line: str) -> str:
        end = self.outline.line_bounds(place.start, place.end)[1]
        head = self.text[:end]
        return f"{head}{'' if head.endswith(chr(10)) else chr(10)}{line}\n{self.text[end:]}"

    def _insert_table(self, parent: FieldPath, key: str, source: str) -> str:
        block = f"[{_dotted(parent)}]\n{key_text(key)} = {source}\n"
        headers = [p for p in self.places if p.header]
        before = [p for p in headers if self._precedes(p.path, parent)]
        if before:
            end = self._block_end(before[-1])
        elif headers:
            first = headers[0]
            root = [p for p in self.places if p.start < first.start]
            end = (
                self.outline.line_bounds(root[-1].start, root[-1].end)[1]
                if root
                else self.outline.line_bounds(first.start, first.end)[0]
            )
        else:
            end = len(self.text)
        head, tail = self.text[:end].rstrip("\n"), self.text[end:]
        head = f"{head}\n\n" if head else ""
        if tail and not tail.startswith("\n"):
            tail = f"\n{tail}"
        return f"{head}{block}{tail}"

    def _precedes(self, header: FieldPath, new: FieldPath) -> bool:
        for depth, (own, other) in enumerate(zip(header, new, strict=False), start=1):
            if own != other:
                return self._order(FieldPath(header[:depth])) <= self._order(FieldPath(new[:depth]))
        return len(header) <= len(new)

    def _order(self, path: FieldPath) -> tuple[object, ...]:
        return child_order(self.table, path, self.year)


def _dotted(keys: Iterable[str]) -> str:
    return ".".join(key_text(key) for key in keys)


def _inside_inline_table(text: str, path: FieldPath, value: Value | None) -> str:
    """Edit a key of an inline table, which is one value of one line: tomlkit knows its layout."""
    import tomlkit
    from tomlkit.items import Item

    document = tomlkit.parse(text)
    node: object = document
    for key in path[:-1]:
        if not isinstance(node, dict):
            return text
        if key not in node:
            if value is None:
                return text
            node[key] = tomlkit.inline_table()
        node = node[key]
    if isinstance(node, dict):
        if value is None:
            node.pop(path[-1], None)
        else:
            item: Item = tomlkit.parse(f"k = {value_text(value)}")["k"]
            node[path[-1]] = item
    return tomlkit.dumps(document)
