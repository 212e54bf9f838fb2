"""Image files: what a page is before anything on it is read."""

from __future__ import annotations

import io
import struct
import sys
import zlib

import numpy as np
import pytest
from paper import form, jpeg, png, printed, source, tiff
from PIL import Image

from ami_cli.errors import CorruptFile, EmptyFile, TooLargeFile, UnsupportedFile
from ami_cli.readers.scan.load import MAX_PAGES, load_pages


def test_a_photo_is_turned_as_its_exif_tag_says():
    page = np.full((300, 200), 255, np.uint8)
    page[:50] = 0  # black at the top
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera on its side
    lying = np.rot90(page, 1)
    (loaded,) = load_pages(source(jpeg(lying, exif=exif.tobytes()), "image/jpeg"))
    assert loaded.pixels.shape == (300, 200, 3)
    assert loaded.pixels[:40].mean() < 10 < 245 < loaded.pixels[60:].mean()


def test_every_page_of_a_tiff_is_loaded_with_its_resolution():
    sheet = printed(form())
    pages = list(load_pages(source(tiff([sheet, sheet[::-1]]), "image/tiff")))
    assert [(page.pixels.shape, page.dpi) for page in pages] == [((2339, 1653, 3), 200.0)] * 2


def test_a_fax_with_flat_dots_is_stretched_to_square_ones():
    buffer = io.BytesIO()
    Image.new("1", (1728, 1145), 1).save(buffer, "TIFF", compression="group3", dpi=(204, 98))
    (page,) = load_pages(source(buffer.getvalue(), "image/tiff"))
    assert page.pixels.shape == (2383, 1728, 3)
    assert page.dpi == 204


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16", "CMYK"])
def test_every_kind_of_pixel_gives_dark_ink_on_white_paper(mode):
    sheet = Image.new("L", (400, 300), 255)
    sheet.paste(0, (100, 100, 300, 200))
    kind = "TIFF" if mode == "CMYK" else "PNG"
    image = Image.fromarray(np.asarray(sheet).astype(np.uint16) * 257) if mode == "I;16" else None
    buffer = io.BytesIO()
    (image or sheet.convert("RGB").convert(mode)).save(buffer, kind)
    (page,) = load_pages(source(buffer.getvalue(), f"image/{kind.lower()}"))
    assert page.pixels.shape == (300, 400, 3)
    assert page.pixels[10, 10].tolist() == [255, 255, 255]
    assert page.pixels[150, 200].max() <= 5


def test_what_is_transparent_is_paper():
    clear = np.zeros((200, 200, 4), np.uint8)
    clear[80:120, 80:120] = (0, 0, 0, 255)
    buffer = io.BytesIO()
    Image.fromarray(clear).save(buffer, "PNG")
    (page,) = load_pages(source(buffer.getvalue()))
    assert page.pixels[10, 10].tolist() == [255, 255, 255]


def test_a_picture_of_too_many_pixels_is_refused_by_its_header():
    """A PNG of 600 bytes that says it is 60 000 pixels wide; no pixel of it is decoded."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"0" * 99))
    )
    with pytest.raises(TooLargeFile, match="millions de points"):
        list(load_pages(source(bomb + _chunk(b"IEND", b""))))


def test_a_tiff_of_too_many_pages_is_refused():
    page = np.full((60, 60), 255, np.uint8)
    with pytest.raises(TooLargeFile, match="pages"):
        list(load_pages(source(tiff([page] * (MAX_PAGES + 1)), "image/tiff")))


def test_a_photo_cut_short_is_read_as_far_as_it_goes():
    data = jpeg(printed(form()))
    (page,) = load_pages(source(data[: len(data) // 2], "image/jpeg"))
    assert page.pixels.shape == (2339, 1653, 3)
    assert page.warnings == ("fichier incomplet : seule une partie de l'image a été lue",)


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/tiff", "image/heic"])
def test_noise_is_a_damaged_file(kind):
    pytest.importorskip("pillow_heif") if kind == "image/heic" else None
    with pytest.raises(CorruptFile, match="abîmé"):
        list(load_pages(source(b"\xff\xd8\xff not a picture" * 40, kind)))


def test_a_tiff_whose_second_page_is_cut_off_is_damaged_or_short_but_never_crashes():
    data = tiff([printed(form())] * 2)
    for share in (0.3, 0.6, 0.9):
        try:
            pages = list(load_pages(source(data[: int(len(data) * share)], "image/tiff")))
        except CorruptFile:
            continue
        assert 1 <= len(pages) <= 2


def test_no_bytes_are_an_empty_file():
    with pytest.raises(EmptyFile):
        list(load_pages(source(b"")))


def test_without_its_module_a_heic_photo_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(UnsupportedFile, match="JPEG"):
        list(load_pages(source(b"\0\0\0\x18ftypheic", "image/heic")))


def test_a_heic_photo_is_loaded():
    heif = pytest.importorskip("pillow_heif", reason="pillow-heif manque")
    heif.register_heif_opener()
    buffer = io.BytesIO()
    Image.new("RGB", (320, 240), "white").save(buffer, "HEIF")
    (page,) = load_pages(source(buffer.getvalue(), "image/heic"))
    assert page.pixels.shape == (240, 320, 3)


def test_a_picture_too_small_to_be_a_page_is_named():
    (page,) = load_pages(source(png(np.zeros((20, 20), np.uint8))))
    assert page.warnings == ("image trop petite pour être une page",)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
