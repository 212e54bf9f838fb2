"""The text of lines: the blank's where a line is known, else what the networks read."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz, process

from ami_cli.readers.scan import engine
from ami_cli.readers.scan.blank import Blank, PrintedLine
from ami_cli.readers.scan.engine import NOTHING, Recognised
from ami_cli.readers.scan.sight import known_line
from ami_cli.readers.scan.textlines import TextLine, ink_ends

LONG = 10  # characters: shorter lines are not corrected
NEARLY = 90.0  # of 100: one letter in ten may differ


def read_lines(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines with their text; those that have one keep it."""
    unread = [k for k, line in enumerate(lines) if line.text is NOTHING]
    result = list(lines)
    texts = engine.recognise([lines[k].image for k in unread])
    for k, text in zip(unread, texts, strict=True):
        result[k] = replace(lines[k], text=text)
    return result


def name_known(lines: list[TextLine], blanks: tuple[Blank, ...]) -> list[TextLine]:
    """Return the lines, those of the blanks with their printed text."""
    result = []
    for line in lines:
        found = known_line(line.image, blanks)
        result.append(line if found is None else _named(line, *found))
    return result


def _named(line: TextLine, printed: PrintedLine, likeness: float) -> TextLine:
    text = _printed(line, printed, likeness)
    return replace(line, known=True, blank_page=printed.page, text=text)


def snapped(lines: list[TextLine], blanks: tuple[Blank, ...]) -> list[TextLine]:
    """Return the lines, those read nearly as a line of the blank with its printed text.

    Figures must be the same: a date or a page number is never corrected.
    """
    printed = {one.text: one for blank in blanks for one in blank.lines if len(one.text) >= LONG}
    texts = list(printed)
    result = []
    for line in lines:
        text = line.text.text.strip()
        if line.known or len(text) < LONG or line.confidence < 0.8:
            result.append(line)
            continue
        best = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=NEARLY)
        same = best is not None and _same_shape(best[0], text)
        result.append(_with_print(line, printed[best[0]]) if best and same else line)
    return result


def _printed(line: TextLine, printed: PrintedLine, likeness: float) -> Recognised:
    first, last = ink_ends(line.image)
    width = line.image.shape[1]
    at = tuple((first + place * (last - first)) / width for place in printed.at)
    return Recognised(
        printed.text, (round(min(0.99, 0.5 + likeness / 2), 3),) * len(printed.text), at
    )


def _with_print(line: TextLine, printed: PrintedLine) -> TextLine:
    return _named(line, printed, 2 * line.confidence - 1)


def _same_shape(one: str, other: str) -> bool:
    """Tell whether two texts have the same figures, as many words, nearly as many letters.

    One word more is never dropped: it may be the cross typed before a label.
    """
    same_figures = re.findall(r"\d", one) == re.findall(r"\d", other)
    return (
        same_figures and len(_words(one)) == len(_words(other)) and abs(len(one) - len(other)) <= 3
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text)
