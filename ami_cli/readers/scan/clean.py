"""Make a page clearer before it is looked at: blurred strokes sharpened, the specks of a fax gone."""

from __future__ import annotations

import cv2
import numpy as np

from ami_cli.readers.scan.pixels import Flags, Pixels

INK, PAPER = 110, 200  # grey levels of an evened page
LEAST = 3000  # dots of ink under which nothing is measured
SOFT = 0.30  # the steepest edges of print, as a share of black to white in one dot, below which it is blurred
WIDTH, AMOUNT = 2.2, 1.6  # of the mask that sharpens
SPECK = 3  # dots across: full stops at 200 an inch have 4
MANY = 700  # specks on a page that a fax has spoilt; the dots of letters and leaders are fewer
CLEAR = 5  # dots of paper around a speck
REACH, ROW = 90, 4  # dots to each side, and specks on one level there, of a broken hairline


def cleaned(grey: Pixels) -> Pixels:
    """Return an evened page, sharpened where its print is blurred, without the specks of a fax."""
    return without_specks(sharpened(grey))


def sharpness(grey: Pixels) -> float:
    """Return how steep the edges of print are: the share of black to white that one dot crosses."""
    ink = int(np.count_nonzero(grey < INK))
    if ink < LEAST:
        return 1.0
    across = cv2.absdiff(grey[:, 2:], grey[:, :-2])
    down = cv2.absdiff(grey[2:], grey[:-2])
    steps = np.concatenate([across[across > 40], down[down > 40]])
    depth = 252.0 - float(np.percentile(grey[grey < INK], 20))
    return float(np.percentile(steps, 90)) / 2 / depth if len(steps) > LEAST else 1.0


def sharpened(grey: Pixels) -> Pixels:
    """Return the page with its blur partly undone; a sharp page as it is."""
    if sharpness(grey) >= SOFT:
        return grey
    mask = cv2.GaussianBlur(grey, (0, 0), WIDTH)
    sharp: Pixels = cv2.addWeighted(grey, 1 + AMOUNT, mask, -AMOUNT, 0)
    return np.minimum(sharp, 252)


def without_specks(grey: Pixels) -> Pixels:
    """Return a page without the lone specks of a bad fax; dots near print or over one another stay."""
    dark = (grey < 150).astype(np.uint8)
    _, labels, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    small = (stats[:, cv2.CC_STAT_WIDTH] <= SPECK) & (stats[:, cv2.CC_STAT_HEIGHT] <= SPECK)
    small[0] = False
    if int(small.sum()) < MANY:
        return grey
    print_ = (~small)[labels] & (dark > 0)
    near = cv2.dilate(print_.astype(np.uint8), np.ones((2 * CLEAR + 1,) * 2, np.uint8))
    x, y = np.rint(centres).astype(np.int64).T
    lone = small & (near[y, x] == 0) & ~_in_rows(x, y, small, grey.shape)
    gone = cv2.dilate(lone[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(gone > 0, np.uint8(252), grey)


def _in_rows(x: Pixels, y: Pixels, small: Flags, shape: tuple[int, ...]) -> Flags:
    """Tell which specks follow others across or down the page: what a fax leaves of a hairline."""
    spots = np.zeros(shape, np.float32)
    spots[y[small], x[small]] = 1
    rows = cv2.boxFilter(spots, -1, (2 * REACH + 1, 3), normalize=False)
    columns = cv2.boxFilter(spots, -1, (3, 2 * REACH + 1), normalize=False)
    found: Flags = np.maximum(rows, columns)[y, x] >= ROW
    return found
