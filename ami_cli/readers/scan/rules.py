"""Ruling lines of a page, from its pixels: whole, broken up by a fax, edges of dark bars."""

from __future__ import annotations

import cv2
import numpy as np

from ami_cli.readers.scan.bars import dark_bars, inner_lines
from ami_cli.readers.scan.leaders import without_leaders
from ami_cli.readers.scan.lines import Line
from ami_cli.readers.scan.mend import mended
from ami_cli.readers.scan.pixels import PER_MM, PER_POINT, Flags, Pixels

SHORTEST = round(5.5 * PER_MM)  # shorter strokes are letters, dashes and tick boxes
THIN = 7  # pixels; a rule is thinner, the body of the smallest print is taller
SMEAR = round(4 * PER_MM)  # averaging along the line: noise goes, a hairline cut up by a fax joins
DEPTH = 12  # grey levels below the paper once averaged; pale grey rules give 30, noise 4
DOT = 12  # pixels: the longest stroke of a dotted leader is shorter
STEM = 45  # pixels: stems of letters are shorter, so letters above one another make no line
PAPER = 175  # grey level
CROWD = 0.4  # share of a line that letters may stand on
SNAP = 2.5  # points between two ends that meet
ALONE = 150.0  # points
STUB = 20.0  # points: what sticks out of a table less than this is no line of it


def find_lines(grey: Pixels) -> tuple[list[Line], Pixels]:
    """Return the ruling lines, and the page without them and without dotted leaders."""
    bars = dark_bars(grey)
    dotted = grey.copy()
    for x0, y0, x1, y1 in bars:
        dotted[y0:y1, x0:x1] = 255
    plain = without_leaders(dotted)
    across, mask = _along(plain, DOT)
    down, other = _along(np.ascontiguousarray(plain.T), STEM)
    lines = [Line(True, *one) for one in across] + [Line(False, *one) for one in down]
    for bar in bars:
        lines += _edges(bar)
        lines += [
            Line(False, x / PER_POINT, bar[1] / PER_POINT, bar[3] / PER_POINT)
            for x in inner_lines(grey, bar)
        ]
    kept = _joined(mended(plain, dotted, _joined(lines)))
    rules = cv2.dilate(_near(mask | other.T, kept), np.ones((3, 3), np.uint8))
    gone = (rules > 0) | (plain != dotted)
    return kept, np.where(gone, np.uint8(255), grey)


def _near(mask: Pixels, lines: list[Line]) -> Pixels:
    """Keep the pixels of lines that were kept: the underline of a signature is ink, not a rule."""
    zone = np.zeros_like(mask)
    for line in lines:
        at, start, end = (round(value * PER_POINT) for value in (line.at, line.start, line.end))
        ends = ((start, at), (end, at)) if line.horizontal else ((at, start), (at, end))
        cv2.line(zone, ends[0], ends[1], 255, 2 * THIN)
    return mask & zone


def _along(grey: Pixels, run: int) -> tuple[list[tuple[float, float, float]], Pixels]:
    """Return lines that run along x as (y, x0, x1) in points, and their pixels.

    ``run``: one unbroken stroke at least must be this long, or the flanks must be clean.
    """
    depth = _thin(grey)
    thin = depth > DEPTH
    dark = grey < PAPER
    smeared = _thin(cv2.blur(grey, (SMEAR, 1))) > DEPTH
    long = cv2.morphologyEx(
        smeared.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, SHORTEST), np.uint8)
    )
    long = cv2.dilate(long, np.ones((1, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    lines: list[tuple[float, float, float]] = []
    mask = np.zeros_like(grey)
    for k in range(1, count):
        x, y, width, height = (int(v) for v in stats[k, :4])
        if height > THIN + 6 + 0.02 * width:
            continue
        window = (slice(y, y + height), slice(x, x + width))
        stroke = thin[window] & (labels[window] == k)
        rows = np.argwhere(stroke)[:, 0]
        found = _ends(stroke, depth[window], run)
        if found is None:
            continue
        first, last, filled = found
        limit = CROWD if filled > 0.85 else CROWD / 3
        if _crowd(dark, y + float(np.median(rows)), x, stroke.any(axis=0)) > limit:
            continue
        lines.append(_points(y + float(np.median(rows)) + 0.5, x + first, x + last + 1))
        mask[window] |= (stroke * 255).astype(np.uint8)
    return lines, mask


def _thin(grey: Pixels) -> Pixels:
    """Return how much darker than what is above and below, for strokes thinner than THIN."""
    hat: Pixels = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((THIN, 1), np.uint8))
    return hat


def _ends(stroke: Flags, depth: Pixels, run: int) -> tuple[int, int, float] | None:
    """Return the first and last column of a line and how much of it is inked; None for no line.

    A whole line with no long stroke (a short wall in a noisy photo) counts as hardly inked: it
    must stand clear of letters.
    """
    inked = np.flatnonzero(stroke.any(axis=0))
    if len(inked) == 0 or inked[-1] - inked[0] < SHORTEST:
        return None
    filled = len(inked) / float(inked[-1] - inked[0] + 1)
    strongest = np.where(stroke, depth, 0).max(axis=0)
    strong = np.flatnonzero(strongest > 0.5 * np.percentile(strongest[inked], 80))
    breaks = np.flatnonzero(np.diff(strong) > 1)
    lengths = np.diff(np.concatenate([[-1], breaks, [len(strong) - 1]]))
    unbroken = int(lengths.max())
    if filled < 0.2 or (unbroken < run and filled < 0.9):
        return None
    return int(inked[0]), int(inked[-1]), filled if unbroken >= run else 0.0


def _crowd(dark: Flags, y: float, x: int, inked: Flags) -> float:
    """Return the share of a stroke with ink close above, or below: letters have, lines have not."""
    columns = x + np.flatnonzero(inked)
    shares = [0.0]
    for low, high in ((-9, -4), (4, 9)):
        band = dark[max(0, round(y) + low) : max(0, round(y) + high + 1), columns]
        if len(band):
            shares.append(float(band.any(axis=0).mean()))
    return max(shares)


def _edges(bar: tuple[int, int, int, int]) -> list[Line]:
    x0, y0, x1, y1 = (value / PER_POINT for value in bar)
    return [
        Line(True, y0, x0, x1),
        Line(True, y1, x0, x1),
        Line(False, x0, y0, y1),
        Line(False, x1, y0, y1),
    ]


def _points(y: float, x0: float, x1: float) -> tuple[float, float, float]:
    return y / PER_POINT, x0 / PER_POINT, x1 / PER_POINT


def _joined(lines: list[Line]) -> list[Line]:
    """Join pieces of one line, then let lines that nearly meet meet."""
    whole: list[Line] = []
    for line in sorted(lines, key=lambda one: (one.horizontal, one.start)):
        for k, other in enumerate(whole):
            if (
                other.horizontal == line.horizontal
                and abs(other.at - line.at) < 1.6
                and line.start <= other.end + 5
            ):
                whole[k] = Line(
                    line.horizontal, (other.at + line.at) / 2, other.start, max(other.end, line.end)
                )
                break
        else:
            whole.append(line)
    snapped = (_snapped(line, whole) for line in whole)
    return [line for line in snapped if line is not None]


def _snapped(line: Line, others: list[Line]) -> Line | None:
    """Move the ends of a line onto the line they nearly touch; cut a stub (a letter in the way).

    A short line that no other crosses is None: a stroke of a pen, an underlined word.
    """
    crossed = sorted(
        other.at
        for other in others
        if other.horizontal != line.horizontal
        and other.start - SNAP <= line.at <= other.end + SNAP
        and line.start - SNAP <= other.at <= line.end + SNAP
    )
    if not crossed:
        return line if line.end - line.start > ALONE else None
    start = crossed[0] if crossed[0] - line.start < STUB else line.start
    end = crossed[-1] if line.end - crossed[-1] < STUB else line.end
    return Line(line.horizontal, line.at, start, end) if end - start > STUB / 4 else line
