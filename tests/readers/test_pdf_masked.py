"""Signatures on a transparent ground: one black rectangle stored, two drawings in two masks."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
)

from ami_cli.model.document import Block, Paragraph, Picture, Table
from ami_cli.readers import Source, read

SIDE = 40


def stream(data: bytes, **entries: object) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(data)
    made.update({NameObject(f"/{name}"): value for name, value in entries.items()})
    return made


def picture(writer: PdfWriter, mask: bytes) -> IndirectObject:
    """Add a black picture whose drawing is its mask."""
    shape = {
        "Type": NameObject("/XObject"),
        "Subtype": NameObject("/Image"),
        "Width": NumberObject(SIDE),
        "Height": NumberObject(SIDE),
        "BitsPerComponent": NumberObject(8),
        "ColorSpace": NameObject("/DeviceGray"),
    }
    soft = writer._add_object(stream(mask, **shape))
    return writer._add_object(stream(bytes(SIDE * SIDE), SMask=soft, **shape))


def page(first: bytes, second: bytes) -> bytes:
    writer = PdfWriter()
    sheet = writer.add_blank_page(600, 800)
    images = DictionaryObject(
        {NameObject("/A"): picture(writer, first), NameObject("/B"): picture(writer, second)}
    )
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    placed = b"q 80 0 0 40 60 100 cm /A Do Q q 80 0 0 40 360 100 cm /B Do Q"
    sheet[NameObject("/Contents")] = writer._add_object(stream(placed))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def digests(data: bytes) -> list[str]:
    document = read(Source("page.pdf", data, "application/pdf"))
    return [picture.sha256 for block in document.blocks for picture in pictures(block)]


def pictures(block: Block) -> list[Picture]:
    if isinstance(block, Paragraph):
        return [item for item in block.items if isinstance(item, Picture)]
    if isinstance(block, Table):
        cells = [cell for row in block.rows for cell in row.cells]
        return [p for cell in cells for inner in cell.blocks for p in pictures(inner)]
    return []


ONE = bytes(255 if (x + y) % 7 == 0 else 0 for y in range(SIDE) for x in range(SIDE))
OTHER = bytes(255 if abs(x - y) < 3 else 0 for y in range(SIDE) for x in range(SIDE))


@pytest.mark.parametrize(("second", "alike"), [(OTHER, False), (ONE, True)])
def test_pictures_are_told_apart_by_what_is_seen(second: bytes, alike: bool) -> None:
    found = digests(page(ONE, second))
    assert len(found) == 2
    assert (found[0] == found[1]) is alike
