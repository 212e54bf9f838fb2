"""What a person sees of the words of a page: not what is invisible, covered, or white on white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ami_cli.model.document import Box
from ami_cli.readers.layout import PageWord
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.notes import Note
from ami_cli.readers.pdf.shapes import Shapes
from ami_cli.readers.pdf.sizes import SQUARE
from ami_cli.readers.pdf.visible import hides, is_printed_across, on_paper, uncovered, visible
from ami_cli.readers.pdf.words import RawWord, to_page

MOST = 0.5  # of the words: a page written askew as a whole is no watermark


@dataclass(slots=True)
class Sight:
    """The words of a page that show; ``layer``: invisible ones; ``across``: texts printed askew.

    ``warnings`` say what was left out.
    """

    words: list[PageWord]
    layer: list[PageWord]
    across: list[tuple[str, Box]]
    warnings: list[str] = field(default_factory=list)


def look(raw: Sequence[RawWord], notes: Sequence[Note], shapes: Shapes, frame: Frame) -> Sight:
    """Sort the words of one page out."""
    width, height = frame.size
    hidden = [word for word in raw if word.look.invisible]
    shown = [word for word in raw if not word.look.invisible] if hidden else list(raw)
    bare = uncovered(shown, shapes, frame)
    askew = [word for word in bare if word.look.slanted]
    if len(askew) > MOST * len(bare):
        askew = []
    straight = [word for word in bare if not word.look.slanted] if askew else bare
    words = visible(to_page(straight, frame), width, height)
    words, white = on_paper(words, shapes.grounds)
    patches = [note.box for note in notes if note.covers and not _is_small(note.box)]
    kept = [word for word in words if not any(hides(patch, _box(word)) for patch in patches)]
    across = [word for word in kept if is_printed_across(word)]
    if len(across) <= MOST * len(kept):
        kept = [word for word in kept if not is_printed_across(word)] if across else kept
    else:
        across = []
    sight = Sight(
        kept,
        to_page(hidden, frame),
        _texts([*to_page(askew, frame), *across]),
    )
    if white:
        sight.warnings.append("texte blanc sur blanc, qui n’a pas été lu")
    seen = {id(word) for word in bare}
    patched = {id(word) for word in (*kept, *across)}
    gone = [word.text for word in shown if id(word) not in seen]
    gone += [word.text for word in words if id(word) not in patched]
    if any(text.isalnum() for text in gone):  # not the boxes and dots of the form itself
        sight.warnings.append("texte caché sous un cache, qui n’a pas été lu")
    return sight


def _is_small(box: Box) -> bool:
    """True for a patch no larger than a tick box, which it ticks."""
    return max(box.x1 - box.x0, box.y1 - box.y0) <= SQUARE[1]


def _texts(words: Sequence[PageWord]) -> list[tuple[str, Box]]:
    """The texts of a watermark or stamp: words of one size belong together."""
    found = []
    for _, some in groupby(words, key=lambda word: round(word.size or 0)):
        group = list(some)
        box = Box(
            min(word.x0 for word in group),
            min(word.y0 for word in group),
            max(max(word.x0, word.x1) for word in group),
            max(max(word.y0, word.y1) for word in group),
        )
        found.append((" ".join(word.text for word in group), box))
    return found


def _box(word: PageWord) -> Box:
    return Box(word.x0, word.y0, max(word.x0, word.x1), max(word.y0, word.y1))
