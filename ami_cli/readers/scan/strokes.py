"""What the strokes of a line of text look like, in 48 numbers: made to tell a pen from a printer.

Print has stems at one slant, letters on one level, strokes of one thickness; a hand has not.
"""

from __future__ import annotations

import cv2
import numpy as np

from ami_cli.readers.scan.pixels import Floats, Pixels

SLANTS = 36  # bins of 5 degrees over half a turn
# Fitted by benchmarks/handwriting.py on 9 000 made lines (docs/formats/scan.md).
BIAS = 7.0003
WEIGHTS = (
    *(0.215, -7.719, -13.33, 16.87, 2.637, 4.024, 11.66, 4.099, 17.65, 19.97, 13.17, 8.786),
    *(21.51, 67.58, 56.17, 60.05, 3.351, -106.5, -82.33, 26.08, 46.0, -37.96, -20.84, -3.291),
    *(-28.93, 51.42, 59.07, 58.46, 20.2, -61.23, 11.43, -13.58, -85.09, 75.03, 38.65, -7.257),
    *(-33.47, 72.49, 8.418, -2.437, -7.233, -6.031, -9.918, -1.537, 2.039, 0.08742, 3.89, 10.75),
)


def penmanship(image: Pixels) -> float:
    """Return how much a line (ink dark) looks written by hand: log odds, 0 when it cannot tell."""
    if image.shape[0] < 8 or image.shape[1] < 8:
        return 0.0
    return float(features(image) @ np.array(WEIGHTS)) + BIAS


def features(image: Pixels) -> Floats:
    """Return the 48 numbers: slants of edges, levels of letters, thickness, widths."""
    grey = image.astype(np.float32)
    low, high = np.percentile(grey, 1), np.percentile(grey, 95)
    grey = np.clip((grey - low) / max(1.0, float(high - low)), 0, 1)
    slants = _slants(grey)
    smooth = np.convolve(np.r_[slants[-1:], slants, slants[:1]], [0.25, 0.5, 0.25], "valid")
    stems = max(smooth[32:].max(), smooth[:8].max())
    strongest = np.sort(slants)[::-1][:4].sum()
    spread = -(slants * np.log(slants + 1e-9)).sum()
    ink = (grey < 0.5).astype(np.uint8)
    return np.array(
        [*smooth, stems, smooth[16:21].max(), strongest, spread, *_letters(ink)], dtype=np.float64
    )


def _slants(grey: Floats) -> Floats:
    """Return the share of edges at each slant."""
    soft = cv2.GaussianBlur(grey, (0, 0), 0.8)
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    strength = np.hypot(across, down)
    strength[strength < 0.5] = 0
    angle = np.degrees(np.arctan2(down, across)) % 180
    bins = (angle / (180 / SLANTS)).astype(np.int64).ravel() % SLANTS
    share: Floats = np.bincount(bins, weights=strength.ravel(), minlength=SLANTS)
    share /= share.sum() + 1e-6
    return share


def _letters(ink: Pixels) -> tuple[float, ...]:
    """Return levels of feet and heads, thickness and its spread, width, number, height."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    stats = stats[1:]
    if len(stats):
        stats = stats[stats[:, 3] > 0.35 * np.percentile(stats[:, 3], 90)]
    count = len(stats)
    height = float(np.median(stats[:, 3])) if count else 10.0
    width = float(np.median(stats[:, 2])) / height if count else 0.0
    middle = stats[:, 0] + stats[:, 2] / 2
    feet = _on_one_level(stats[:, 1] + stats[:, 3], middle)
    heads = _on_one_level(stats[:, 1], middle)
    thickness, uneven = _thickness(ink)
    return (
        feet, heads, thickness / height, uneven, width, count / 10, 1 / max(1, count), height / 40
    )  # fmt: skip


def _on_one_level(levels: Floats, places: Floats) -> float:
    """Return the largest share of letters on one straight line, 1.2 pixels of play."""
    if len(levels) < 2:
        return 1.0
    best = 0.0
    for slope in np.linspace(-0.03, 0.03, 13):
        rest = levels - slope * places
        best = max(best, float((np.abs(rest[:, None] - rest[None, :]) <= 1.2).mean(axis=1).max()))
    return best


def _thickness(ink: Pixels) -> tuple[float, float]:
    """Return the mean half thickness of strokes and its relative spread."""
    depth = cv2.distanceTransform(np.pad(ink, 1), cv2.DIST_L2, 3)
    ridge = (depth == cv2.dilate(depth, np.ones((3, 3), np.uint8))) & (depth > 0.8)
    values = depth[ridge]
    if not len(values):
        return 0.0, 0.0
    mean = float(values.mean())
    return mean, float(values.std()) / mean
