"""Floating shapes: pictures and text boxes by the character they hang on ([MS-DOC] 2.8.37)."""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import dataclass, field
from struct import unpack_from

from ami_cli.readers.doc import pictures
from ami_cli.readers.doc.fib import Part
from ami_cli.readers.doc.pictures import Blip, Digests, blip_digest
from ami_cli.readers.doc.streams import Streams, read_plc

_GROUP, _SHAPE, _FSP, _FOPT = 0xF003, 0xF004, 0xF00A, 0xF00B
_STORE = 0xF001
_PICTURE = 0x104
_MAX_SHAPES = 20000
_IS_GROUP = 1
# shape types ([MS-ODRAW] 2.4.24) that people draw over a form: around an option, as a signature
_BY_HAND = {0: "forme libre", 3: "ellipse", 100: "forme libre"}


@dataclass(frozen=True, slots=True)
class Anchored:
    """What hangs on one character: its pictures, the ids of its shapes (for text boxes), and what
    was drawn by hand, in French.
    """

    pictures: tuple[Blip, ...]
    shapes: tuple[int, ...]
    drawn: tuple[str, ...]


@dataclass(slots=True)
class _Shapes:
    """Shapes by id: the kind and picture index of each, its description, the members of groups."""

    kind: dict[int, int] = field(default_factory=dict)
    picture: dict[int, int] = field(default_factory=dict)
    description: dict[int, str] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    seen: int = 0


def read_anchors(streams: Streams, part: Part, first: int, digests: Digests) -> dict[int, Anchored]:
    """Return what is anchored, by character position.

    ``part`` says which of main text or headers, ``first`` where that sub-document starts.
    """
    anchors = read_plc(streams.part(part), 26)
    if not anchors.records:
        return {}
    raw = streams.part(Part.DRAWINGS)
    shapes, store = _Shapes(), []
    with suppress(struct.error):
        store = _read_drawings(raw, shapes)
    known: dict[int, str] = {}
    found: dict[int, Anchored] = {}
    for position, record in zip(anchors.positions, anchors.records, strict=False):
        shape, left, top, right, bottom = unpack_from("<Lllll", record)
        whole = (abs(right - left) / 20, abs(bottom - top) / 20)
        members = shapes.members.pop(shape, [shape])  # a group hangs on one character only
        blips = []
        for member in members:
            size = whole if member == shape else (0.0, 0.0)
            index = shapes.picture.get(member, 0)
            if not 0 < index <= len(store):
                continue
            if index not in known:
                known[index] = blip_digest(raw, store[index - 1], digests, streams.word)
            if known[index]:
                description = shapes.description.get(member, "")
                blips.append(Blip(known[index], size[0], size[1], description))
        plain = [m for m in members if m not in shapes.picture]
        drawn = [_BY_HAND[kind] for m in plain if (kind := shapes.kind.get(m)) in _BY_HAND]
        found[first + position] = Anchored(tuple(blips), tuple(members), tuple(drawn))
    return found


def _read_drawings(raw: bytes, shapes: _Shapes) -> list[pictures.Record]:
    """Read OfficeArtContent ([MS-DOC] 2.9.172); return the records of the picture store."""
    store: list[pictures.Record] = []
    if len(raw) < 8:
        return store
    (size,) = unpack_from("<L", raw, 4)
    for record in pictures.records(raw, 8, 8 + size):
        if record.type == _STORE:
            store = list(pictures.records(raw, record.start, record.end))[:_MAX_SHAPES]
    at = 8 + size
    while at + 9 <= len(raw):  # each drawing has one byte before it: main text or headers
        (length,) = unpack_from("<L", raw, at + 5)
        for record in pictures.records(raw, at + 9, at + 9 + length):
            if record.type == _GROUP:
                _read_group(raw, record, shapes, None, 0)
        at += 9 + length
    return store


def _read_group(
    raw: bytes, group: pictures.Record, shapes: _Shapes, top: int | None, depth: int
) -> None:
    """Read one group; ``top`` is the id of its outermost group, None at the root.

    The first shape of a group is the group itself.
    """
    head = True
    for record in pictures.records(raw, group.start, group.end):
        shapes.seen += 1
        if shapes.seen > _MAX_SHAPES or depth > pictures.MAX_DEPTH:
            return
        if record.type == _SHAPE:
            shape = _read_shape(raw, record, shapes)
            if head and depth and top is None:
                top = shape
            if top is not None:
                shapes.members.setdefault(top, []).append(shape)
            head = False
        elif record.type == _GROUP:
            _read_group(raw, record, shapes, top, depth + 1)


def _read_shape(raw: bytes, shape: pictures.Record, shapes: _Shapes) -> int:
    """Keep the picture and the description of one shape; return its id (0 when it has none)."""
    identifier = 0
    for record in pictures.records(raw, shape.start, shape.end):
        if record.type == _FSP and record.end - record.start >= 8:
            identifier, flags = unpack_from("<LL", raw, record.start)
            if not flags & _IS_GROUP:
                shapes.kind[identifier] = record.instance
        elif record.type == _FOPT:
            numbers, texts = pictures.properties(raw, record)
            if numbers.get(_PICTURE):
                shapes.picture[identifier] = numbers[_PICTURE]
            if texts.get(0x381):
                shapes.description[identifier] = texts[0x381]
    return identifier
