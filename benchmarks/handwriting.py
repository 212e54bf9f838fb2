"""Fit the weights that tell handwriting from print (``ami_cli/readers/scan/strokes.py``).

    python -m benchmarks.handwriting HAND_FONTS PRINT_FONTS [LINES]

Two folders of font files. Lines are drawn as scanners show them; fonts never seen are judged by a
fit on the others, then one fit on all is printed. Sixteen handwriting and nineteen text fonts
of the Open Font License gave the weights in use.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ami_cli.readers.scan.pixels import Floats, Pixels
from ami_cli.readers.scan.strokes import features

WORDS = (
    *("Élodie", "Grégory", "Françoise", "Vandenbroucke", "Prévôt", "Garçon", "Hestrud"),
    *("Gouy-en-Artois", "mairie", "adjointe", "participation", "habitants", "transition"),
    *("écologique", "projet", "concertation", "rivière", "école", "quartier"),
)
FOLDS = 6


def said(dice: random.Random) -> str:
    """Return what a field may hold: a name, a number, an address, a sentence."""
    kinds = (
        lambda: dice.choice(WORDS),
        lambda: " ".join(f"{dice.randrange(100):02d}" for _ in range(5)),
        lambda: f"{dice.choice(WORDS).lower()}@mairie-{dice.choice(WORDS).lower()}.example",
        lambda: f"{dice.randrange(2, 80)}, rue {dice.choice(WORDS)} ({dice.randrange(10, 95)})",
        lambda: " ".join(dice.choice(WORDS) for _ in range(dice.randrange(2, 10))),
    )
    return dice.choice(kinds)()


def drawn(
    font_file: Path, by_hand: bool, dice: random.Random, grain: np.random.Generator
) -> Pixels:
    """Return a line as a scanner shows it at 200 dots an inch, cut to its ink and a margin."""
    size = dice.uniform(11, 20) if by_hand else dice.uniform(8.5, 14)
    font = ImageFont.truetype(str(font_file), int(size * 200 / 72 * 2))
    text = said(dice)
    image = Image.new("L", (int(font.getlength(text)) + 160, int(size * 200 / 72 * 4.4)), 255)
    ImageDraw.Draw(image).text((80, image.height * 0.3), text, font=font, fill=dice.randrange(80))
    line = cv2.resize(np.asarray(image), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    line = cv2.GaussianBlur(line, (0, 0), dice.uniform(0.3, 1.0))
    line = np.clip(line + grain.normal(0, dice.choice([0.1, 4, 8, 12]), line.shape), 0, 255)
    line = line.astype(np.uint8)
    if dice.random() < 0.15:
        line = np.where(line > dice.randrange(120, 190), 255, 0).astype(np.uint8)
    rows, columns = np.nonzero(line < 150)
    margin = max(3, int((rows.max() - rows.min()) * dice.uniform(0.08, 0.25)))
    top, left = max(0, rows.min() - margin), max(0, columns.min() - 4)
    cut: Pixels = line[top : rows.max() + margin, left : columns.max() + 5]
    return cut


def fitted(numbers: Floats, hand: Floats) -> tuple[Floats, float]:
    """Return weights and bias of a logistic fit."""
    mean, spread = numbers.mean(axis=0), numbers.std(axis=0) + 1e-6
    scaled = np.c_[(numbers - mean) / spread, np.ones(len(numbers))]
    weights, speed = np.zeros(scaled.shape[1]), np.zeros(scaled.shape[1])
    for _ in range(4000):
        error = 1 / (1 + np.exp(-scaled @ weights)) - hand
        slope = scaled.T @ error / len(hand) + 2e-3 * np.r_[weights[:-1], 0]
        speed = 0.9 * speed - 0.3 * slope
        weights = weights + speed
    final = weights[:-1] / spread
    return final, float(weights[-1] - (mean * final).sum())


def main(hand_fonts: str, print_fonts: str, lines: str = "9000") -> None:
    """Print how fonts never seen are told, then the weights."""
    dice, grain = random.Random(11), np.random.default_rng(11)
    fonts = [(path, True) for path in sorted(Path(hand_fonts).iterdir())]
    fonts += [(path, False) for path in sorted(Path(print_fonts).iterdir())]
    picked = [dice.randrange(len(fonts)) for _ in range(int(lines))]
    numbers = np.array([features(drawn(*fonts[k], dice, grain)) for k in picked])
    hand = np.array([float(fonts[k][1]) for k in picked])
    fold = np.array(picked) % FOLDS
    right = 0
    for k in range(FOLDS):
        weights, bias = fitted(numbers[fold != k], hand[fold != k])
        right += int((((numbers[fold == k] @ weights + bias) > 0) == hand[fold == k]).sum())
    print(f"fonts never seen: {right / len(hand):.1%} of {len(hand)} lines")
    weights, bias = fitted(numbers, hand)
    print("BIAS =", round(bias, 4))
    print("WEIGHTS =", tuple(float(f"{weight:.4g}") for weight in weights))


if __name__ == "__main__":
    main(*sys.argv[1:])
