"""Lay a page flat: paper cut out of a photo, light evened, quarter turns and skew undone."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ami_cli.readers.scan.clean import cleaned
from ami_cli.readers.scan.load import PageImage
from ami_cli.readers.scan.pixels import DPI, PER_POINT, Floats, Pixels

A4 = (595.3, 841.9)  # points
SMALL = 800  # longest side, in pixels, of the copy on which angles are measured
DARKEST = 20.0  # per cent of the inked dots: the hearts of strokes, not their edges
LEAST = 2000  # dots of ink under which a page is blank
PAPER, PALE, DARK = 252.0, 130.0, 60.0  # grey levels: of paper, of ink too pale, of ink
STEP, STILL = 9.0, 0.85  # dots of the small copy across an edge; light left behind it: shadows 0.9
MAX_SKEW = 12.0  # degrees
MIN_SKEW = 0.08  # degrees: less moves a line of text by two pixels at most


@dataclass(frozen=True, slots=True)
class FlatPage:
    """An upright page at DPI dots an inch: colour and evened grey (paper 255), size in points."""

    colour: Pixels
    grey: Pixels
    width: float
    height: float


def flatten(page: PageImage, size: tuple[float, float] | None = None) -> FlatPage:
    """Return the page cut out, evened and straight; quarter turns are made so that lines lie flat.

    ``size`` is the page's size in points where the file knows it (PDF). Whether the page is upside
    down is not seen here: `turned` answers that.
    """
    pixels = page.pixels
    corners = paper_corners(pixels)
    if corners is not None:
        pixels = _cut_out(pixels, corners)
        size = None
    if _lies_on_its_side(pixels):
        pixels = np.ascontiguousarray(np.rot90(pixels, 1))
        size = (size[1], size[0]) if size else None
    points = size or _page_size(pixels, page.dpi if corners is None else None)
    colour = _rescaled(pixels, points)
    grey = cleaned(even_light(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY)))
    angle = skew(grey)
    if abs(angle) >= MIN_SKEW:
        colour, grey = _rotated(colour, angle, None), _rotated(grey, angle, 255)
    return FlatPage(colour, grey, points[0], points[1])


def upside_down(page: FlatPage) -> FlatPage:
    """Return the page turned by half a turn."""
    return FlatPage(
        np.ascontiguousarray(page.colour[::-1, ::-1]),
        np.ascontiguousarray(page.grey[::-1, ::-1]),
        page.width,
        page.height,
    )


def even_light(grey: Pixels) -> Pixels:
    """Divide by the light of the paper (shadow, yellow lamp); leave true blacks black.

    The paper is the local brightest value over a patch larger than a heading's strokes. Where a
    whole patch is dark (a header row printed white on dark), dividing would invent noise: there
    the page's own paper value is used.
    """
    height, width = grey.shape
    small = cv2.resize(
        grey, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA
    )
    paper = cv2.dilate(small, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 15), (0, 0), 6)
    typical = float(np.median(paper))
    paper = np.where(paper < 0.45 * typical, typical, paper).astype(np.uint8)
    light = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    evened: Pixels = cv2.divide(grey, np.maximum(light, 1), scale=252)
    return _contrasted(evened)


def _contrasted(grey: Pixels) -> Pixels:
    """Darken the ink of a pale page (toner saved, a photocopy of a copy)."""
    inked = grey[grey < PAPER - 40]
    ink = float(np.percentile(inked, DARKEST)) if len(inked) > LEAST else 0.0
    if ink <= PALE:
        return grey
    scale = (PAPER - DARK) / (PAPER - ink)
    return cv2.convertScaleAbs(grey, alpha=scale, beta=PAPER * (1 - scale)).clip(0, 255)


def ink_mask(grey: Pixels) -> Pixels:
    """Return 255 where there is ink, 0 elsewhere, from an evened page."""
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    level = min(max(level, 120.0), 190.0)
    mask: Pixels = cv2.threshold(grey, level, 255, cv2.THRESH_BINARY_INV)[1]
    return mask


def paper_corners(pixels: Pixels) -> Floats | None:
    """Return the four corners of a sheet photographed on something darker, or None.

    Clockwise from the top left, in pixels. None for a scan (paper up to the edges) and whenever the
    bright shape is not clearly one sheet.
    """
    height, width = pixels.shape[:2]
    scale = SMALL / max(height, width)
    small = cv2.resize(
        pixels, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA
    )
    bright = cv2.GaussianBlur(small.min(axis=2), (0, 0), 2)  # paper is bright in all three colours
    border = np.concatenate([bright[0], bright[-1], bright[:, 0], bright[:, -1]])
    level, mask = cv2.threshold(bright, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if float((border > level).mean()) > 0.6:
        return None
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    sheet = max(contours, key=cv2.contourArea)
    share = cv2.contourArea(sheet) / mask.size
    if not 0.2 < share < 0.99:
        return None
    quad = _quadrilateral(sheet)
    return None if quad is None or not _edged(bright, quad) else quad / scale


def _edged(bright: Pixels, quad: Floats) -> bool:
    """Tell whether a shape ends sharply, as a sheet does on a table and light beside a shadow does not."""
    height, width = bright.shape
    centre = quad.mean(axis=0)
    sharp = 0
    for k in range(4):
        ends = quad[k], quad[(k + 1) % 4]
        spots = np.linspace(*ends, 42)[1:-1]
        inward = centre - spots
        inward *= STEP / np.linalg.norm(inward, axis=1, keepdims=True)
        inside, outside = np.rint(spots + inward), np.rint(spots - inward)
        seen = (outside >= 0).all(axis=1) & (outside < (width, height)).all(axis=1)
        if seen.mean() < 0.5:
            continue  # this side is the edge of the picture
        x0, y0 = inside[seen].astype(np.int64).T
        x1, y1 = outside[seen].astype(np.int64).T
        drop = bright[y1, x1].astype(np.float64) / np.maximum(1.0, bright[y0, x0])
        if float(np.median(drop)) > STILL:
            return False
        sharp += 1
    return sharp >= 2


def _quadrilateral(contour: Floats) -> Floats | None:
    """Return the four corners of a shape that is nearly a convex quadrilateral, else None."""
    hull = cv2.convexHull(contour)
    length = cv2.arcLength(hull, True)
    for slack in (0.01, 0.02, 0.03, 0.05, 0.08):
        corners = cv2.approxPolyDP(hull, slack * length, True).reshape(-1, 2).astype(np.float64)
        if len(corners) == 4:
            break
    else:
        return None
    inside = cv2.contourArea(corners.astype(np.float32))
    if inside <= 0 or not 0.93 < cv2.contourArea(contour) / inside < 1.07:
        return None
    return _clockwise(corners)


def _clockwise(corners: Floats) -> Floats:
    """Order corners from the top left, clockwise."""
    centre = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    ordered = corners[np.argsort(angles)]
    first = int(np.argmin(ordered.sum(axis=1)))
    rolled: Floats = np.roll(ordered, -first, axis=0)
    return rolled


def _cut_out(pixels: Pixels, corners: Floats) -> Pixels:
    top, right, bottom, left = (
        float(np.linalg.norm(corners[(k + 1) % 4] - corners[k])) for k in range(4)
    )
    width, height = max(top, bottom), max(left, right)
    if (
        abs(max(width, height) / min(width, height) / (A4[1] / A4[0]) - 1) < 0.2
    ):  # seen from the side
        ratio = A4[1] / A4[0]
        width, height = (width, width * ratio) if height > width else (height * ratio, height)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    cut: Pixels = cv2.warpPerspective(
        pixels,
        matrix,
        (round(width), round(height)),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return cut


def _page_size(pixels: Pixels, dpi: float | None) -> tuple[float, float]:
    """Return the page's size in points: from its resolution, else A4 across or down."""
    height, width = pixels.shape[:2]
    if dpi:
        return width * 72 / dpi, height * 72 / dpi
    ratio = height / width
    if ratio >= 1:
        return (A4[0], A4[0] * ratio) if ratio < 2.2 else (A4[1] / ratio, A4[1])
    return A4[1], A4[1] * ratio


def _rescaled(pixels: Pixels, points: tuple[float, float]) -> Pixels:
    size = (max(50, round(points[0] * PER_POINT)), max(50, round(points[1] * PER_POINT)))
    limit = 60 * DPI  # a page larger than A2 is worked on at a lower scale
    if max(size) > limit:
        size = (size[0] * limit // max(size), size[1] * limit // max(size))
    shrinks = size[0] < pixels.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    scaled: Pixels = cv2.resize(pixels, size, interpolation=how)
    return scaled


def _lies_on_its_side(pixels: Pixels) -> bool:
    """Tell whether lines of text run up or down the page: print is banded across its lines."""
    height, width = pixels.shape[:2]
    scale = SMALL / max(height, width)
    small = cv2.resize(
        pixels, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA
    )
    ink = ink_mask(even_light(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)))
    text = _text_only(ink)
    flat, upright = _smeared(text, (25, 1)), _smeared(text, (1, 25))
    return upright > 1.25 * flat


def _smeared(text: Pixels, kernel: tuple[int, int]) -> float:
    """Return how much of the text joins into long thin runs when smeared one way."""
    joined = cv2.morphologyEx(text, cv2.MORPH_CLOSE, np.ones((kernel[1], kernel[0]), np.uint8))
    size = (max(1, kernel[0] * 3), max(1, kernel[1] * 3))
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((size[1], size[0]), np.uint8))
    return float(np.count_nonzero(runs & text)) + 1.0


def _text_only(ink: Pixels) -> Pixels:
    """Keep components of the size of letters on the small copy; rules and dark bars go."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    keep = (
        (np.maximum(width, height) <= 40)
        & (np.minimum(width, height) <= 16)
        & (width * height >= 4)
    )
    keep[0] = False
    kept: Pixels = (keep[labels] * 255).astype(np.uint8)
    return kept


def skew(grey: Pixels) -> float:
    """Return the angle in degrees by which the page must be turned for its lines to lie flat."""
    scale = min(1.0, 1000 / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = _text_only(ink_mask(small))
    points = np.argwhere(ink).astype(np.float64)
    if len(points) < 200:
        return 0.0
    if len(points) > 40000:
        points = points[:: len(points) // 40000 + 1]
    best = 0.0
    for span, step in ((MAX_SKEW, 1.0), (1.0, 0.2), (0.2, 0.04)):
        angles = np.arange(best - span, best + span + step / 2, step)
        best = float(max(angles, key=lambda angle: _banding(points, angle)))
    return best


def _banding(points: Floats, angle: float) -> float:
    """Return how unevenly ink falls on rows once turned: highest when lines of text lie flat."""
    turn = np.deg2rad(angle)
    rows = points[:, 0] * np.cos(turn) - points[:, 1] * np.sin(turn)
    rows -= rows.min()
    counts = np.bincount(rows.astype(np.int64)).astype(np.float64)
    return float((counts**2).sum())


def _rotated(pixels: Pixels, angle: float, fill: int | None) -> Pixels:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    mode = cv2.BORDER_REPLICATE if fill is None else cv2.BORDER_CONSTANT
    turned: Pixels = cv2.warpAffine(
        pixels,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=mode,
        borderValue=(fill or 0,) * 3,
    )
    return turned
