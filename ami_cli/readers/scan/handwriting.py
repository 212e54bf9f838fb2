"""Tell the lines of a page that were written by hand from those that were printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ami_cli.readers.scan.strokes import penmanship
from ami_cli.readers.scan.textlines import TextLine

SURE = 5.0  # log odds: what one line alone may say at most
PEN, PRINTER = 1.8, 0.9  # weight of the other lines: who filled one field by hand filled them all
FEW = 6  # characters: a shorter line says less
NEIGHBOUR = -1.0  # log odds from which a line beside a handwritten one is taken for handwritten


def by_hand(lines: Sequence[TextLine], printed: str = "") -> tuple[bool, ...]:
    """Tell, for each line, whether it was written by hand.

    ``printed`` is the text of the blanks: lines it holds are labels, and say nothing about who
    filled the form.
    """
    labels = _folded(printed)
    asked = [not line.slanted and not _is_label(line, labels) for line in lines]
    odds = [_odds(line) if ask else 0.0 for line, ask in zip(lines, asked, strict=True)]
    weights = [
        min(20, len(line.text.text)) / 20 if ask else 0.0
        for line, ask in zip(lines, asked, strict=True)
    ]
    total = sum(weight * odd for weight, odd in zip(weights, odds, strict=True))
    hand = []
    for ask, odd, weight in zip(asked, odds, weights, strict=True):
        others = (total - weight * odd) / (1 + sum(weights) - weight)
        hand.append(ask and odd + (PEN if others > 0 else PRINTER) * others > 0)
    return tuple(
        mine or (ask and odd > NEIGHBOUR and _beside(k, lines, hand))
        for k, (mine, ask, odd) in enumerate(zip(hand, asked, odds, strict=True))
    )


def _odds(line: TextLine) -> float:
    odds = max(-SURE, min(SURE, penmanship(line.image)))
    return odds * 0.7 if len(line.text.text) < FEW else odds


def _is_label(line: TextLine, labels: str) -> bool:
    text = _folded(line.text.text)
    return line.known or (len(text) >= 4 and text in labels)


def _beside(k: int, lines: Sequence[TextLine], hand: Sequence[bool]) -> bool:
    """Tell whether a handwritten line stands on the same row."""
    line = lines[k]
    middle = (line.y0 + line.y1) / 2
    return any(hand[i] and other.y0 < middle < other.y1 for i, other in enumerate(lines) if i != k)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
