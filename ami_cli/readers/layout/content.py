"""What one page holds before it is laid out: words, ruling lines, tick boxes, placed objects.

All lengths are points (1/72 in), origin at the top left of the page *as seen*, y downwards.
The same input serves the digital PDF reader and the OCR reader.
"""

from __future__ import annotations

from dataclasses import dataclass

from ami_cli.model.document import Box, Checkbox, FormField, Picture, Signature

Placed = FormField | Checkbox | Picture | Signature


@dataclass(frozen=True, slots=True)
class Style:
    """How a word looks; ``colour`` is ``RRGGBB``, None for black."""

    bold: bool = False
    underlined: bool = False
    struck: bool = False
    highlighted: bool = False
    colour: str | None = None


PLAIN = Style()


@dataclass(slots=True)
class PageWord:
    """One word, never changed once made: not frozen, which would make it six times as slow to make.

    The box goes from the ascender to the descender of its font, not only its ink.

    ``baseline`` is y of the writing line (None: guessed from the box). ``size`` is the font size
    (None: guessed). ``glued``: no space before it, although it is another word (a change of
    style). ``hyphen``: the word ends a line on a hyphen that may be the producer's. ``overlay``: it
    was laid over the page (free text, flattened note) and may lie on dotted leaders. ``whole``: it
    is a complete paragraph (its text may hold spaces), to be joined to nothing.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float | None = None
    size: float | None = None
    style: Style = PLAIN
    confidence: float = 1.0
    glued: bool = False
    hyphen: bool = False
    overlay: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """One straight line, horizontal (y0 = y1) or vertical (x0 = x1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """True when it runs along x."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class TickBox:
    """A small drawn square; ``checked`` None when its state cannot be told."""

    box: Box
    checked: bool | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page before layout.

    ``placed`` are fields, ticks, pictures and signatures; the box of their ``place`` says where
    they stand (its path is rewritten by the layout). ``marks`` are small drawings laid over the
    page (a hand-drawn cross): one that covers a tick box ticks it. ``doubts`` are strokes that
    nobody can tell the meaning of: an empty tick box beside one may be ticked or not. ``strikes``
    are lines drawn through words: a tick they run over counts no more. ``shades`` are bright
    backgrounds, as of a highlighting pen.
    """

    number: int
    width: float
    height: float
    words: tuple[PageWord, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    tick_boxes: tuple[TickBox, ...] = ()
    shades: tuple[Box, ...] = ()
    placed: tuple[Placed, ...] = ()
    marks: tuple[Box, ...] = ()
    doubts: tuple[Box, ...] = ()
    strikes: tuple[Box, ...] = ()
    confidence: float = 1.0
