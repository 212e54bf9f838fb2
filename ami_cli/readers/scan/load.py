"""Load the pages of an image file as pixels, upright by their EXIF tag, within limits."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from ami_cli.errors import CorruptFile, EmptyFile, TooLargeFile, UnsupportedFile
from ami_cli.readers import Source
from ami_cli.readers.scan.pixels import Pixels

MAX_PIXELS = 60_000_000  # an A4 page at 600 dpi has 35 million, a phone's largest photo 50
MAX_PAGES = 80
LONG_SIDE = 4000  # decoded at most this large: an A4 page at 340 dpi, more shows nothing more
# What Pillow raises on bytes that lie, found by cutting and changing files of each kind.
DAMAGED = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, NotImplementedError, MemoryError, struct.error, UnidentifiedImageError),
)
SQUARE = 1.1  # fax in "standard" mode: 204 dots an inch across, 98 down


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: RGB pixels, dots an inch when the file says so, what went wrong."""

    pixels: Pixels
    dpi: float | None = None
    warnings: tuple[str, ...] = field(default=())


def load_pages(source: Source) -> Iterator[PageImage]:
    """Yield the pages of an image file, one at a time so that a long TIFF is never whole in memory.

    Raises:
        EmptyFile, CorruptFile, TooLargeFile, UnsupportedFile: as their names say.
    """
    if not source.data:
        raise EmptyFile(f"« {source.name} » est vide (0 octet) : redemandez le fichier.")
    if source.media_type == "image/heic":
        _register_heif(source.name)
    image, frames = _open(source)
    if frames > MAX_PAGES:
        raise TooLargeFile(
            f"« {source.name} » a {frames} pages (limite {MAX_PAGES}) : "
            "découpez-le avant de le relire."
        )
    for number in range(frames):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                image.seek(number)
            page = _page(image, source)
        except (*DAMAGED, CorruptFile) as error:
            if number == 0:
                raise CorruptFile(_damaged(source.name, "image")) from error
            yield PageImage(_blank_pixels(), None, (f"page {number + 1} : abîmée, non lue",))
            return
        yield page


def _open(source: Source) -> tuple[Image.Image, int]:
    """Return the picture and its number of pages."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(source.data))
            return image, getattr(image, "n_frames", 1) if source.media_type == "image/tiff" else 1
    except Image.DecompressionBombError as error:
        raise TooLargeFile(_too_many_pixels(source.name)) from error
    except DAMAGED as error:
        raise CorruptFile(_damaged(source.name, "image")) from error


def _page(image: Image.Image, source: Source) -> PageImage:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise TooLargeFile(_too_many_pixels(source.name))
    if min(width, height) < 50:
        return PageImage(_blank_pixels(), None, ("image trop petite pour être une page",))
    dpi = _dpi(image)
    notes: tuple[str, ...] = ()
    try:
        image.draft("RGB", _shrunk(width, height))
        upright = _decoded(image, source)
    except DAMAGED as error:
        pixels = _decode_damaged(source)
        if pixels is None:
            raise CorruptFile(_damaged(source.name, "image")) from error
        return PageImage(
            pixels, None, ("fichier incomplet : seule une partie de l'image a été lue",)
        )
    scale = max(upright.shape[:2]) / max(width, height)
    return PageImage(_squared(upright, dpi), max(dpi) * scale if dpi else None, notes)


def _decoded(image: Image.Image, source: Source) -> Pixels:
    """Decode, turn by the EXIF tag, flatten transparency on white, shrink what is huge."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image.load()
        frame = image if source.media_type == "image/tiff" else ImageOps.exif_transpose(image)
    if frame.mode.startswith("I") or frame.mode == "F":
        frame = _from_deep(frame)
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        layer = frame.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        frame = Image.alpha_composite(paper, layer)
    frame = frame.convert("RGB")
    if max(frame.size) > LONG_SIDE:
        frame.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return np.asarray(frame, dtype=np.uint8)


def _from_deep(frame: Image.Image) -> Image.Image:
    """Bring 16- and 32-bit greys to 8 bits over the range they use."""
    values = np.asarray(frame, dtype=np.float64)
    low, high = float(values.min()), float(values.max())
    scaled = (values - low) * (255.0 / (high - low)) if high > low else values * 0 + 255
    return Image.fromarray(scaled.astype(np.uint8))


def _squared(pixels: Pixels, dpi: tuple[float, float] | None) -> Pixels:
    """Stretch a page whose dots are not square (fax)."""
    if dpi is None or not 0.3 < dpi[0] / dpi[1] < 3.5 or 1 / SQUARE < dpi[0] / dpi[1] < SQUARE:
        return pixels
    height, width = pixels.shape[:2]
    across, down = dpi
    size = (
        (width, round(height * across / down))
        if across > down
        else (round(width * down / across), height)
    )
    stretched: Pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC)
    return stretched


def _dpi(image: Image.Image) -> tuple[float, float] | None:
    """Return what the file declares when it can be true; 72 or 96 stand for « unknown »."""
    raw: Any = image.info.get("dpi")
    try:
        across, down = float(raw[0]), float(raw[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    if not (97 <= max(across, down) <= 1300 and min(across, down) >= 60):
        return None
    return across, down


def _decode_damaged(source: Source) -> Pixels | None:
    """Read the first part of a picture that was cut short; what is missing is paper."""
    if source.media_type not in ("image/jpeg", "image/png"):
        return None
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        image, _ = _open(source)
        pixels = _decoded(image, source).copy()
    except (*DAMAGED, CorruptFile):
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    even = pixels.reshape(len(pixels), -1).std(axis=1) < 1
    missing = len(even) - int(np.argmin(even[::-1])) if not even.all() else 0
    pixels[missing:] = 255
    return pixels if missing else None


def _shrunk(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, LONG_SIDE / max(width, height))
    return max(1, int(width * scale)), max(1, int(height * scale))


def _blank_pixels() -> Pixels:
    return np.full((842, 595, 3), 255, dtype=np.uint8)


def _register_heif(name: str) -> None:
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        raise UnsupportedFile(
            f"« {name} » est une photo HEIC : convertissez-la en JPEG, "
            "ou installez le module pillow-heif."
        ) from error
    register_heif_opener()


def _damaged(name: str, what: str) -> str:
    return f"« {name} » est abîmé ({what} illisible) : redemandez le fichier."


def _too_many_pixels(name: str) -> str:
    return (
        f"« {name} » est une image de plus de {MAX_PIXELS // 1_000_000} millions de points : "
        "réduisez-la (300 points par pouce suffisent)."
    )
