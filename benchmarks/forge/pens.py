"""How an answer looks on paper: the typewriter, the blue, the large and the narrow letters of an office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from docx.document import Document
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from benchmarks.forge.write import open_blank

STYLES = ("plain", "typewriter", "blue", "large", "narrow", "serif")
FONTS = {
    "typewriter": "Liberation Mono",
    "narrow": "Liberation Sans Narrow",
    "serif": "Liberation Serif",
}


def restyled(document: Document, blanks: Sequence[Path], random: Random) -> str:
    """Give what the applicant typed a look of its own; return its name."""
    style = random.choice(STYLES)
    printed = {run.text for path in blanks for run in _runs(open_blank(path))}
    for run in _runs(document):
        if run.text.strip() and run.text not in printed:
            _restyle(run, style)
    return style


def _restyle(run: Run, style: str) -> None:
    if style in FONTS:
        run.font.name = FONTS[style]
    elif style == "blue":
        run.font.color.rgb = RGBColor(0x1F, 0x3F, 0xB4)
    elif style == "large":
        run.font.size = Pt(13)


def _runs(container: Any) -> Iterator[Run]:
    for paragraph in container.paragraphs:
        yield from paragraph.runs
    for table in container.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _runs(cell)
