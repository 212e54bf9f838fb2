"""Tick boxes of a page, from its pixels: small squares, and how much ink is inside."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ami_cli.readers.scan.pixels import PER_MM, Pixels

SMALLEST = round(2.0 * PER_MM)
LARGEST = round(6.5 * PER_MM)
EMPTY, TICKED = 0.04, 0.10  # share of ink inside: empty <= 0.000, ticked >= 0.147 on 280 zones
SIDE = 0.82  # share of each side that must be inked
EDGE = 0.55  # share of a row that is still the side of a box
CORNER, CORNER_DEPTH = 4, 2  # pixels along a side, and into the box, where its corner is looked for
CORNERS = 0.8  # share of the corners that is inked: squares 0.85 or more, D and O 0.6 at most
BESIDE = 5  # dots above and below the bar of a B, where a cross has ink
SOLID = 0.9  # share of its bounds that a blackened square fills: a full stop 0.8, letters less
MOST = 1500  # shapes to look at; a dense form has 300, a page of photos more
DARK = 185  # a hairline half a point thick between two pixels is no darker than 170
PALE = 200


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick box in pixels; ``checked`` None when the ink inside leaves a doubt."""

    x0: int
    y0: int
    x1: int
    y1: int
    checked: bool | None
    confidence: float


def find_ticks(grey: Pixels) -> list[Tick]:
    """Return the tick boxes, top to bottom."""
    dark = (grey < DARK).astype(np.uint8)
    ticks: list[Tick] = []
    candidates = _candidates(dark)
    if len(candidates) > MOST:
        return []
    for x, y, width, height in candidates:
        inner = _frame(dark, x, y, width, height)
        if inner is None:
            continue
        frame = _grown(dark, inner)
        if (
            not _cornered(dark, frame)
            or _in_a_word(dark, frame)
            or any(_overlap(frame, other) for other in ticks)
        ):
            continue
        share = inner_share(dark, frame)
        checked, confidence = state(share)
        ticks.append(Tick(*frame, checked, confidence))
    ticks += _blackened(dark, ticks)
    return sorted(ticks, key=lambda tick: (tick.y0, tick.x0))


def _blackened(dark: Pixels, ticks: list[Tick]) -> list[Tick]:
    """Return the solid squares that stand in a row with boxes: « ■ » typed for a tick."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    found = []
    for x, y, width, height, area in stats[1:]:
        square = 0.8 < width / max(1, height) < 1.25 and 0.6 * SMALLEST <= width <= LARGEST
        if not square or area < SOLID * width * height:
            continue
        row = [tick for tick in ticks if tick.y0 - height < y + height / 2 < tick.y1 + height]
        frame = (int(x), int(y), int(x + width), int(y + height))
        like = any(width <= 1.3 * (tick.x1 - tick.x0) for tick in row)
        if like and not any(_overlap(frame, tick) for tick in ticks):
            found.append(Tick(*frame, *state(1.0)))
    return found


def painted(grey: Pixels, ticks: list[Tick]) -> Pixels:
    """Return the page with paper over the tick boxes and the pen strokes that run out of them."""
    result = grey.copy()
    for tick in ticks:
        reach = round(0.5 * (tick.x1 - tick.x0))
        x0, y0 = max(0, tick.x0 - reach), max(0, tick.y0 - reach)
        window = result[y0 : tick.y1 + reach, x0 : tick.x1 + reach]
        ink = (window < PALE).astype(np.uint8)
        inner = np.zeros_like(ink)
        inner[tick.y0 - y0 : tick.y1 - y0, tick.x0 - x0 : tick.x1 - x0] = 1
        _, labels = cv2.connectedComponents(ink, connectivity=8)
        touching = np.unique(labels[(inner > 0) & (ink > 0)])
        own = np.logical_or(np.isin(labels, touching[touching > 0]), inner > 0)
        window[cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return result


def state(share: float) -> tuple[bool | None, float]:
    """Return whether a box with this share of ink inside is ticked, and how sure that is."""
    if share <= EMPTY:
        return False, 0.97
    if share >= TICKED:
        return True, 0.95 if share < 0.8 else 0.75  # blackened: ticked, or a tick taken back
    return None, 0.3


def inner_share(dark: Pixels, frame: tuple[int, int, int, int]) -> float:
    """Return the share of ink inside a frame, its border left out."""
    x0, y0, x1, y1 = frame
    border = max(3, round(0.17 * (x1 - x0)))
    inside = dark[y0 + border : y1 - border, x0 + border : x1 - border]
    return float(inside.mean()) if inside.size else 0.0


def _candidates(dark: Pixels) -> list[tuple[int, int, int, int]]:
    """Return where a square may be: the bounds of straight strokes across and down that meet."""
    length = round(0.8 * SMALLEST)
    across = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    strokes = cv2.dilate(np.maximum(across, down), np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    found = []
    for x, y, width, height, _ in stats[1:]:
        if SMALLEST <= width <= 1.6 * LARGEST and SMALLEST <= height <= 1.6 * LARGEST:
            found.append((int(x), int(y), int(width), int(height)))
    return found


def _frame(
    dark: Pixels, x: int, y: int, width: int, height: int
) -> tuple[int, int, int, int] | None:
    """Return the square frame inside a candidate: four inked sides of nearly one length."""
    patch = dark[y : y + height, x : x + width]
    across = _pairs(_runs(patch), height)
    down = _pairs(_runs(np.ascontiguousarray(patch.T)), width)
    best: tuple[float, tuple[int, int, int, int]] | None = None
    for top, bottom in across:
        for left, right in down:
            tall, wide = bottom - top, right - left
            if not 0.8 < wide / tall < 1.25:
                continue
            score = sum(_sides(patch, left, top, right, bottom)) + 0.02 * (tall + wide)
            if score < 0 or (best is not None and score <= best[0]):
                continue
            if not _thick(patch, left, top, right, bottom):
                best = (score, (x + left, y + top, x + right + 1, y + bottom + 1))
    return best[1] if best else None


def _grown(dark: Pixels, frame: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Move each side out to the edge of its stroke: blur leaves pale pixels there."""
    x0, y0, x1, y1 = frame
    for _ in range(3):
        x0 -= int(x0 > 0 and dark[y0:y1, x0 - 1].mean() > EDGE)
        y0 -= int(y0 > 0 and dark[y0 - 1, x0:x1].mean() > EDGE)
        x1 += int(x1 < dark.shape[1] and dark[y0:y1, x1].mean() > EDGE)
        y1 += int(y1 < dark.shape[0] and dark[y1, x0:x1].mean() > EDGE)
    return x0, y0, x1, y1


def _cornered(dark: Pixels, frame: tuple[int, int, int, int]) -> bool:
    """Tell whether the sides meet at right angles: the bowl of a D leaves its corners white."""
    x0, y0, x1, y1 = frame
    box = dark[y0:y1, x0:x1]
    shares: list[float] = []
    for turns in range(4):
        side = np.rot90(box, turns)
        strip = side[:CORNER_DEPTH].max(axis=0)
        shares += [float(strip[:CORNER].mean()), float(strip[-CORNER:].mean())]
    return min(shares) >= 0.5 and float(np.mean(shares)) >= CORNERS and not _barred(box)


def _barred(box: Pixels) -> bool:
    """Tell whether a bar crosses a frame that is white close above and below it: a B, an 8."""
    height, width = box.shape
    border = max(3, round(0.25 * width))
    inner = box[:, border : width - border].mean(axis=1)
    first = round(0.35 * height)
    across = box[first : round(0.65 * height)].mean(axis=1)
    if not len(across) or across.max() < 0.95:
        return False
    bar = first + int(np.argmax(across))
    near = (max(0, bar - BESIDE), min(height - 1, bar + BESIDE))
    return bool(max(inner[near[0]], inner[near[1]]) <= 0.15)


def _runs(patch: Pixels) -> list[int]:
    """Return the rows that hold a long stroke."""
    opened = cv2.morphologyEx(patch, cv2.MORPH_OPEN, np.ones((1, round(0.8 * SMALLEST)), np.uint8))
    return [int(row) for row in np.flatnonzero(opened.any(axis=1))]


def _pairs(rows: list[int], limit: int) -> list[tuple[int, int]]:
    """Return the first and last rows that may be two opposite sides, outermost first."""
    first, last = rows[:4], rows[:-5:-1]
    return [(a, b) for a in first for b in last if SMALLEST <= b - a + 1 <= min(LARGEST, limit)]


def _sides(patch: Pixels, left: int, top: int, right: int, bottom: int) -> tuple[float, ...]:
    """Return the inked share of the sides, one pixel of play; below zero when one fails."""
    strips = [patch[max(0, at - 1) : at + 2, left : right + 1].max(axis=0) for at in (top, bottom)]
    strips += [patch[top : bottom + 1, max(0, at - 1) : at + 2].max(axis=1) for at in (left, right)]
    shares = []
    for strip in strips:
        if strip.mean() < SIDE:
            return (-9.0,)
        shares.append(float(strip.mean()))
    return tuple(shares)


def _in_a_word(dark: Pixels, frame: tuple[int, int, int, int]) -> bool:
    """Tell whether letters stand close on both sides, or hard by one: an « o » of a heading."""
    x0, y0, x1, y1 = frame
    near = max(5, round(0.3 * (x1 - x0)))
    before = dark[y0:y1, max(0, x0 - near) : max(0, x0 - 1)]
    after = dark[y0:y1, x1 + 1 : x1 + near]
    touching = dark[y0:y1, x1 + 1 : x1 + 5]  # a label keeps further off, not the o of « Élo »
    left, right, hard = (
        float(side.max(axis=1).mean()) if side.size else 0.0 for side in (before, after, touching)
    )
    return min(left, right) > 0.4 or left > 0.6 or hard > 0.45


def _thick(patch: Pixels, left: int, top: int, right: int, bottom: int) -> bool:
    """Tell whether the sides are as thick as a bold letter's strokes."""
    return _stroke(patch, left, top, right, bottom) > max(4.5, 0.2 * (right - left))


def _stroke(patch: Pixels, left: int, top: int, right: int, bottom: int) -> float:
    """Return the usual thickness of the four sides, sampled away from the corners."""
    runs: list[int] = []
    for share in (0.3, 0.4, 0.6, 0.7):
        column = patch[:, left + round(share * (right - left))]
        row = patch[top + round(share * (bottom - top)), :]
        runs += [_run(column, top), _run(column, bottom), _run(row, left), _run(row, right)]
    return float(np.median(runs))


def _run(strip: Pixels, at: int) -> int:
    """Return the length of the inked run that crosses a place, give or take one pixel."""
    inked = np.flatnonzero(strip[max(0, at - 1) : at + 2])
    if not len(inked):
        return 0
    start = stop = max(0, at - 1) + int(inked[0])
    while start > 0 and strip[start - 1]:
        start -= 1
    while stop < len(strip) and strip[stop]:
        stop += 1
    return stop - start


def _overlap(frame: tuple[int, int, int, int], tick: Tick) -> bool:
    return frame[0] < tick.x1 and tick.x0 < frame[2] and frame[1] < tick.y1 and tick.y0 < frame[3]
