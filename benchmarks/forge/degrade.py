"""What scanners, faxes and telephones make of printed pages: from clean pictures to files as sent."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from random import Random

import cv2
import numpy as np
from PIL import Image

from ami_cli.readers.scan.pixels import Floats, Pixels

Files = list[tuple[str, bytes]]
Page = Callable[[Pixels, Random], Pixels]
DPI = 200


def as_pdf(pages: Sequence[Pixels], quality: int = 75, dpi: float = DPI) -> Files:
    """One PDF of JPEG pictures, as office scanners send."""
    first, *rest = [Image.fromarray(page) for page in pages]
    buffer = io.BytesIO()
    first.save(buffer, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=quality)
    return [("scan.pdf", buffer.getvalue())]


def as_photos(pages: Sequence[Pixels], quality: int = 80, turned: bool = False) -> Files:
    """One JPEG a page; ``turned`` ones lie on their side and say so in their EXIF tag."""
    files: Files = []
    for number, page in enumerate(pages, start=1):
        image = Image.fromarray(page)
        exif = Image.Exif()
        if turned:
            image = image.transpose(Image.Transpose.ROTATE_90)
            exif[0x0112] = 6
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, exif=exif)
        files.append((f"IMG_2021030{number}_1012{number:02d}.jpg", buffer.getvalue()))
    return files


def saved(pages: Sequence[Image.Image], kind: str, ending: str, **options: object) -> Files:
    """One picture a file."""
    files: Files = []
    for number, page in enumerate(pages, start=1):
        buffer = io.BytesIO()
        page.save(buffer, kind, **options)
        files.append((f"page {number}.{ending}", buffer.getvalue()))
    return files


def as_tiff(pages: Sequence[Pixels], compression: str) -> Files:
    """One TIFF of several pages; group4 is black and white."""
    images = [Image.fromarray(page) for page in pages]
    if compression == "group4":
        images = [
            image.convert("L").point(lambda v: 255 * (v > 150)).convert("1") for image in images
        ]
    buffer = io.BytesIO()
    images[0].save(
        buffer,
        "TIFF",
        save_all=True,
        append_images=images[1:],
        compression=compression,
        dpi=(DPI, DPI),
    )
    return [("scan.tif", buffer.getvalue())]


# --- one page --------------------------------------------------------------------------------------


def skewed(page: Pixels, degrees: float) -> Pixels:
    """Turn a little on white."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(
        page, matrix, (width, height), borderValue=(255,) * 3, flags=cv2.INTER_CUBIC
    )


def grainy(page: Pixels, random: Random, spread: float = 5) -> Pixels:
    """Add the grain of a sensor."""
    grains = np.random.default_rng(random.randrange(9999)).normal(0, spread, page.shape[:2])
    return np.clip(page + grains[..., None], 0, 255).astype(np.uint8)


def shadowed(page: Pixels, random: Random) -> Pixels:
    """Put the shadow of a hand and the light of a lamp on a page."""
    height, width = page.shape[:2]
    x, y = np.linspace(0, 1, width)[None], np.linspace(0, 1, height)[:, None]
    slope = random.uniform(-0.5, 0.5)
    edge = 1 / (1 + np.exp(-(x + slope * y - random.uniform(0.3, 0.6)) * 14))
    light = (0.55 + 0.45 * edge) * (0.8 + 0.2 * y)
    tint = np.array([1.0, 0.96, 0.86])
    return _pixels(page * light[..., None] * tint)


def seen_from_the_side(page: Pixels, random: Random, edges: bool) -> Pixels:
    """Photograph a sheet: on a desk with another sheet beside it, or so near that no edge shows."""
    height, width = page.shape[:2]
    jolt = 0.05 * width
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shift = np.array([[random.uniform(0, jolt) for _ in "xy"] for _ in range(4)], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    if not edges:
        target = corners - inward * shift * 0.7
        matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
        return cv2.warpPerspective(page, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    margin = round(0.09 * width)
    size = (width + 2 * margin, height + 2 * margin)
    target = corners + margin + inward * shift
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    desk = np.full((size[1], size[0], 3), (96, 72, 50), np.uint8)
    desk = grainy(desk, random, 9)
    desk[: round(0.3 * height), -round(margin * 0.3) :] = 235  # another sheet
    flat = cv2.warpPerspective(page, matrix, size)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    return np.where(mask[..., None] > 127, flat, desk)


def faxed(page: Pixels, random: Random, specks: int = 2500) -> Pixels:
    """Black and white with specks, and rows of dots that did not print."""
    grey = cv2.GaussianBlur(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (0, 0), 0.7)
    made = np.where(grainyness(grey, random) > 150, 255, 0).astype(np.uint8)
    grains = np.random.default_rng(random.randrange(9999))
    height, width = made.shape
    for _ in range(specks):
        y, x, size = (
            int(v) for v in (grains.integers(height), grains.integers(width), grains.integers(1, 4))
        )
        made[y : y + size, x : x + size] = 0 if grains.random() < 0.6 else 255
    return np.repeat(made[..., None], 3, axis=2)


def grainyness(grey: Pixels, random: Random) -> Floats:
    """Return grey levels with the noise of a cheap sensor."""
    grains = np.random.default_rng(random.randrange(9999))
    return grey + grains.normal(0, 14, grey.shape)


def low_contrast(page: Pixels, random: Random) -> Pixels:
    """Print with little toner on grey paper."""
    return (page.astype(np.float32) * 0.35 + 140).astype(np.uint8)


def old_paper(page: Pixels, random: Random) -> Pixels:
    """Yellowed, with a ring of coffee, holes and a staple."""
    height, width = page.shape[:2]
    made: Floats = page.astype(np.float32) * np.array([0.97, 0.92, 0.76])
    ring: Floats = np.zeros((height, width), np.float32)
    centre = (random.randrange(width // 4, width), random.randrange(height // 4, height))
    cv2.circle(ring, centre, width // 7, 1, 14)
    cv2.circle(ring, centre, width // 7, 0.3, -1)
    ring = cv2.GaussianBlur(ring, (0, 0), 5)
    made *= 1 - ring[..., None] * np.array([0.25, 0.38, 0.5])
    for share in (0.36, 0.64):
        cv2.circle(made, (round(0.035 * width), round(share * height)), 22, (45, 40, 38), -1)
    cv2.line(made, (30, 60), (95, 25), (70, 70, 75), 5)
    return _pixels(made)


def coloured(page: Pixels, random: Random) -> Pixels:
    """Print on coloured paper."""
    tint = random.choice(
        [(0.62, 0.82, 0.97), (0.98, 0.75, 0.8), (0.75, 0.95, 0.7), (0.98, 0.9, 0.4)]
    )
    return _pixels(page * np.array(tint))


def bled_through(pages: Sequence[Pixels]) -> list[Pixels]:
    """Let the back of each sheet show through."""
    made = []
    for k, page in enumerate(pages):
        back = pages[k ^ 1] if (k ^ 1) < len(pages) else pages[0]
        back = cv2.resize(back[:, ::-1], (page.shape[1], page.shape[0]))
        soft = cv2.GaussianBlur(back, (0, 0), 2.5).astype(np.float32)
        made.append(np.clip(page.astype(np.float32) - (255 - soft) * 0.28, 0, 255).astype(np.uint8))
    return made


def black_border(page: Pixels, random: Random) -> Pixels:
    """The lid was left open: black beside and below the sheet."""
    height, width = page.shape[:2]
    made = np.full((height + 90, width + 130, 3), 12, np.uint8)
    made[:height, 60 : 60 + width] = page
    return made


def two_a_sheet(pages: Sequence[Pixels]) -> list[Pixels]:
    """A3: two pages side by side."""
    sheets = []
    for k in range(0, len(pages), 2):
        left = pages[k]
        right = pages[k + 1] if k + 1 < len(pages) else np.full_like(left, 255)
        sheets.append(np.concatenate([left, right[: left.shape[0]]], axis=1))
    return sheets


def scaled(page: Pixels, width: int) -> Pixels:
    """Bring a page to a width in dots."""
    size = (width, round(page.shape[0] * width / page.shape[1]))
    shrinks = width < page.shape[1]
    return cv2.resize(page, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)


def shuffled(pages: Sequence[Pixels], random: Random) -> list[Pixels]:
    """Backwards, one upside down, a blank page between."""
    order = list(pages)[::-1]
    order[0] = np.ascontiguousarray(order[0][::-1, ::-1])
    return [order[0], grainy(np.full_like(order[0], 250), random, 2), *order[1:]]


def _pixels(values: Floats) -> Pixels:
    pixels: Pixels = np.clip(values, 0, 255).astype(np.uint8)
    return pixels


# --- the whole list --------------------------------------------------------------------------------


def _each(pages: Sequence[Pixels], change: Page, random: Random) -> list[Pixels]:
    return [change(page, random) for page in pages]


def _turned(quarter: int) -> Page:
    return lambda page, _: np.ascontiguousarray(np.rot90(page, quarter))


def _deep(page: Pixels) -> Image.Image:
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.uint16)
    return Image.fromarray(grey * 180 + 9000)


def _with_alpha(page: Pixels) -> Image.Image:
    """Black ink on nothing: the paper is transparent."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    layer = np.zeros((*grey.shape, 4), np.uint8)
    layer[..., 3] = 255 - grey
    return Image.fromarray(layer)


def _heic(pages: Sequence[Pixels]) -> Files:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    return saved([Image.fromarray(page) for page in pages], "HEIF", "heic", quality=60)


def _photo(page: Pixels, random: Random) -> Pixels:
    return grainy(shadowed(seen_from_the_side(page, random, edges=True), random), random, 4)


def _near_photo(page: Pixels, random: Random) -> Pixels:
    return grainy(shadowed(seen_from_the_side(page, random, edges=False), random), random, 4)


Way = Callable[[Sequence[Pixels], Random], Files]
WAYS: dict[str, Way] = {
    "grey 200": lambda p, r: as_pdf(_each(p, grainy, r)),
    "150 dpi": lambda p, r: as_pdf([scaled(x, 1240) for x in p], 75, 150),
    "300 dpi upside down": lambda p, r: as_pdf(
        [scaled(x, 2480) for x in _each(p, _turned(2), r)], 75, 300
    ),
    "turned left": lambda p, r: as_pdf(_each(p, _turned(1), r)),
    "turned right": lambda p, r: as_pdf(_each(p, _turned(3), r)),
    "skew 4": lambda p, r: as_pdf([skewed(x, 4) for x in p]),
    "skew -2.5, JPEG 25": lambda p, r: as_pdf([skewed(x, -2.5) for x in p], 25),
    "photo on a desk": lambda p, r: as_photos(_each(p, _photo, r)),
    "photo without edges": lambda p, r: as_photos(_each(p, _near_photo, r)),
    "shadow": lambda p, r: as_pdf(_each(p, shadowed, r), 60),
    "fax, specks": lambda p, r: as_tiff(_each(p, faxed, r), "group4"),
    "fax, askew, many specks": lambda p, r: as_tiff(
        [faxed(skewed(x, 1.2), r, 9000) for x in p], "group4"
    ),
    "blur": lambda p, r: as_pdf([cv2.GaussianBlur(x, (0, 0), 1.9) for x in p], 60),
    "low contrast": lambda p, r: as_pdf(_each(_each(p, low_contrast, r), grainy, r)),
    "old paper": lambda p, r: as_pdf(_each(p, old_paper, r), 60),
    "coloured paper": lambda p, r: as_pdf(_each(p, coloured, r), 60),
    "shuffled, one upside down": lambda p, r: as_pdf(shuffled(_each(p, grainy, r), r)),
    "bleed-through": lambda p, r: as_pdf(bled_through(p)),
    "black border": lambda p, r: as_pdf([skewed(x, 0.6) for x in _each(p, black_border, r)]),
    "two on A3": lambda p, r: as_pdf([skewed(x, 0.4) for x in two_a_sheet(p)]),
    "JPEG by page, EXIF": lambda p, r: as_photos(_each(p, grainy, r), 70, turned=True),
    "TIFF G4": lambda p, r: as_tiff(p, "group4"),
    "TIFF LZW": lambda p, r: as_tiff(p, "tiff_lzw"),
    "PNG alpha": lambda p, r: saved([_with_alpha(x) for x in p], "PNG", "png"),
    "HEIC": lambda p, r: _heic(_each(p, grainy, r)),
    "CMYK": lambda p, r: saved([Image.fromarray(x).convert("CMYK") for x in p], "JPEG", "jpg"),
    "16 bits": lambda p, r: saved([_deep(x) for x in p], "PNG", "png"),
    "7000 dots wide": lambda p, r: saved(
        [Image.fromarray(scaled(x, 6400)).convert("L") for x in p], "JPEG", "jpg", quality=50
    ),
    "800 dots wide": lambda p, r: as_photos([scaled(x, 800) for x in p], 85),
}
