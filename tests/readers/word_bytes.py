"""Builds small .doc files byte by byte, for what no office program writes on demand."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

TEXT_AT = 2048
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class Doc:
    """A document to be: one string with Word's marks in it, and the properties of its stretches.

    ``looks`` are (start, end, modifiers), ``forms`` modifiers of each paragraph in order,
    ``pieces`` (start, end, prm) where the text is more than one piece, ``lengths`` of the eight
    sub-documents, ``parts`` structures of the table stream by index, ``modifiers`` of fast saves.
    """

    text: str
    looks: Sequence[tuple[int, int, bytes]] = ()
    forms: Sequence[bytes] = ()
    pieces: Sequence[tuple[int, int, int]] = ()
    modifiers: Sequence[bytes] = ()
    lengths: Sequence[int] = ()
    parts: Mapping[int, bytes] = field(default_factory=dict)
    data: bytes = b""
    ident: int = 0xA5EC
    flags: int = 0
    others: Mapping[str, bytes] = field(default_factory=dict)

    def save(self) -> bytes:
        """Return the file."""
        text = self.text.encode("utf-16-le", "surrogatepass")
        ends = [i + 1 for i, c in enumerate(self.text) if c in "\r\x07\x0c"] or [len(self.text)]
        forms = [*self.forms, *[b""] * (len(ends) - len(self.forms))]
        starts = [0, *ends[:-1]]
        page = -(-(TEXT_AT + len(text)) // 512)
        looks = _looks_page([(_at(a), _at(b), g) for a, b, g in self.looks])
        marks = _forms_page(
            [(_at(a), _at(b), g) for a, b, g in zip(starts, ends, forms, strict=True)]
        )
        word = (b"\0" * TEXT_AT + text).ljust(page * 512, b"\0") + looks + marks
        table, pairs = b"\0" * 8, [(0, 0)] * 93
        parts = {
            12: _bins(_at(0), _at(len(self.text)), page),
            13: _bins(_at(0), _at(len(self.text)), page + 1),
            33: self._clx(),
            **self.parts,
        }
        for index, content in parts.items():
            pairs[index] = (len(table), len(content))
            table += content
        lengths = [*self.lengths, *[0] * 8][:8] if self.lengths else [len(self.text)] + [0] * 7
        fib = struct.pack("<HHHHHH", self.ident, 0xC1, 0, 0x040C, 0, self.flags).ljust(32, b"\0")
        fib += struct.pack("<H", 14) + b"\0" * 28
        fib += struct.pack("<H22l", 22, 0, 0, 0, *lengths, *[0] * 11)
        fib += struct.pack("<H", 93) + b"".join(struct.pack("<LL", *pair) for pair in pairs)
        word = fib + word[len(fib) :]
        streams = {"WordDocument": word, "0Table": table, "Data": self.data, **self.others}
        return compound({name: content for name, content in streams.items() if content})

    def _clx(self) -> bytes:
        pieces = self.pieces or [(0, len(self.text), 0)]
        clx = b"".join(b"\1" + struct.pack("<H", len(m)) + m for m in self.modifiers)
        plc = struct.pack(f"<{len(pieces) + 1}L", *[p[0] for p in pieces], pieces[-1][1])
        plc += b"".join(struct.pack("<HLH", 0, _at(start), prm) for start, _, prm in pieces)
        return clx + b"\2" + struct.pack("<L", len(plc)) + plc


def form_data(bits: int, name: str, default: str | int, entries: Sequence[str] = ()) -> bytes:
    """Return a form field's state as the Data stream holds it."""
    raw = struct.pack("<LHHH", 0xFFFFFFFF, bits, 0, 0) + xstz(name)
    raw += xstz(default) if isinstance(default, str) else struct.pack("<H", default)
    raw += xstz("") * 5
    if bits & 3 == 2:
        raw += struct.pack("<HHH", 0xFFFF, len(entries), 0)
        raw += b"".join(struct.pack("<H", len(e)) + e.encode("utf-16-le") for e in entries)
    return struct.pack("<lH", 68 + len(raw), 68).ljust(68, b"\0") + raw


def xstz(text: str) -> bytes:
    """Return a counted string with a null after it."""
    return struct.pack("<H", len(text)) + text.encode("utf-16-le") + b"\0\0"


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file; names may have storages before ``/``. Streams are padded to 4 KB."""
    entries = _tree(streams)
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(content: bytes) -> int:
        first = len(sectors)
        count = -(-len(content) // 512)
        for i in range(count):
            sectors.append(content[512 * i : 512 * (i + 1)].ljust(512, b"\0"))
            fat.append(first + i + 1 if i + 1 < count else _END)
        return first

    directory = b""
    for name, kind, child, right, stored in entries:
        content = stored.ljust(4096, b"\0") if kind == 2 else b""
        start = put(content) if kind == 2 else _END
        encoded = (name + "\0").encode("utf-16-le")
        directory += encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
        directory += struct.pack("<LLL", _FREE, right, child) + b"\0" * 36
        directory += struct.pack("<LQ", start, len(content) if kind == 2 else 0)
    directory_at = put(directory.ljust(-(-len(directory) // 512) * 512, b"\0"))
    tables = -(-(len(fat) + len(fat) // 128 + 2) // 128)
    table_at = len(sectors)
    fat += [_FAT] * tables
    fat += [_FREE] * (tables * 128 - len(fat))
    body = b"".join(sectors) + struct.pack(f"<{len(fat)}L", *fat)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    header += struct.pack("<LLLLLLLL", tables, directory_at, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109L", *range(table_at, table_at + tables), *[_FREE] * (109 - tables))
    return header + body


def _tree(streams: Mapping[str, bytes]) -> list[tuple[str, int, int, int, bytes]]:
    """Return directory entries (name, kind, child, right sibling, content)."""
    folders: dict[str, list[str]] = {"": []}
    for path in streams:
        parts = path.split("/")
        for depth in range(len(parts)):
            parent, own = "/".join(parts[:depth]), "/".join(parts[: depth + 1])
            children = folders.setdefault(parent, [])
            if own not in children:
                children.append(own)
    order = [""]
    for path in order:
        order.extend(folders.get(path, []))
    index = {path: i for i, path in enumerate(order)}
    entries = []
    for path in order:
        children = folders.get(path, [])
        child = index[children[0]] if children else _FREE
        siblings = folders["/".join(path.split("/")[:-1])] if path else [""]
        following = siblings[siblings.index(path) + 1 :]
        right = index[following[0]] if following else _FREE
        kind = 5 if not path else 1 if path in folders else 2
        name = path.rsplit("/", 1)[-1] or "Root Entry"
        entries.append((name, kind, child, right, streams.get(path, b"")))
    return entries


def _at(position: int) -> int:
    return TEXT_AT + 2 * position


def _bins(first: int, last: int, page: int) -> bytes:
    return struct.pack("<LLL", first, last, page)


def _looks_page(spans: Sequence[tuple[int, int, bytes]]) -> bytes:
    """Return a page of characters' modifiers; gaps have none."""
    whole: list[tuple[int, int, bytes]] = []
    at = TEXT_AT
    for start, end, grpprl in spans:
        if start > at:
            whole.append((at, start, b""))
        whole.append((start, end, grpprl))
        at = end
    if not whole:
        whole = [(TEXT_AT, TEXT_AT + 1, b"")]
    return _page(whole, 1, lambda grpprl: bytes([len(grpprl)]) + grpprl)


def _forms_page(spans: Sequence[tuple[int, int, bytes]]) -> bytes:
    """Return a page of paragraphs' modifiers, style 0."""

    def papx(grpprl: bytes) -> bytes:
        content = b"\0\0" + grpprl
        if len(content) % 2:
            return bytes([(len(content) + 1) // 2]) + content
        return bytes([0, len(content) // 2]) + content

    return _page(spans, 13, papx)


def _page(spans: Sequence[tuple[int, int, bytes]], entry: int, write) -> bytes:  # type: ignore[no-untyped-def]
    offsets = struct.pack(f"<{len(spans) + 1}L", *[s[0] for s in spans], spans[-1][1])
    entries, store, at = b"", {}, 511
    for _, _, grpprl in spans:
        where = 0
        if grpprl:
            content = write(grpprl)
            at = (at - len(content)) // 2 * 2
            store[at] = content
            where = at // 2
        entries += bytes([where]).ljust(entry, b"\0")
    page = bytearray((offsets + entries).ljust(512, b"\0"))
    assert len(offsets + entries) <= at
    for place, content in store.items():
        page[place : place + len(content)] = content
    page[511] = len(spans)
    return bytes(page)
