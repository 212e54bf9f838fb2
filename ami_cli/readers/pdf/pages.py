"""Read one page: its words before and after flattening, its shapes, its annotations and widgets.

Flattening prints what lies over the page into it. The words that were not there before are what the
applicant added, whatever the software: free text, stamps, values of fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2.raw as pdfium_c

from ami_cli.model.document import (
    Annotation,
    Box,
    Checkbox,
    Page,
    Picture,
    Place,
    Signature,
    Word,
)
from ami_cli.readers.layout import PageContent, PageWord, Placed, Ruling, TickBox
from ami_cli.readers.layout.ticks import printed_boxes
from ami_cli.readers.pdf.annotations import LaidOver, free_texts, lay_over
from ami_cli.readers.pdf.colours import is_bright
from ami_cli.readers.pdf.drawings import BY_PEN, drawings, over_borders
from ami_cli.readers.pdf.drawn_text import unread
from ami_cli.readers.pdf.fields import Widget
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.frames import around_words, ringed
from ami_cli.readers.pdf.glyphs import strange_share
from ami_cli.readers.pdf.markup import mark_up
from ami_cli.readers.pdf.notes import Note, read_notes
from ami_cli.readers.pdf.overlays import place_widget
from ami_cli.readers.pdf.paths import Subpath
from ami_cli.readers.pdf.pen import Pen, is_small, read_pen, without_dashes, without_strikes
from ami_cli.readers.pdf.shapes import ShapeReader, Shapes
from ami_cli.readers.pdf.sight import Sight, look
from ami_cli.readers.pdf.splits import join_split
from ami_cli.readers.pdf.strokes import rectangle
from ami_cli.readers.pdf.structure import Structure
from ami_cli.readers.pdf.words import RawWord, TextPage, main_turn, to_page

FULL_IMAGE = 0.5  # share of the page that an image covers when the page is a scan
FEW_WORDS = 5  # a scanned page may carry a typed page number
STRANGE = 0.3  # share of characters that are not French: the text layer lies, look at the page
SMALLEST_PICTURE = 6.0  # points
FLATTENED = pdfium_c.FLATTEN_SUCCESS


@dataclass(slots=True)
class PageRead:
    """What one page gave.

    ``layer`` is invisible text behind a scan (somebody else's OCR). ``lies``: the font tables of
    the page give other characters than it shows. ``unread``: where it shows answers that are no
    text. ``blank_page``: the page of the blank form, from 0, that a scanned page is a return of.
    """

    content: PageContent
    page: Page
    annotations: list[Annotation] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    layer: tuple[PageWord, ...] = ()
    unread: tuple[Box, ...] = ()
    lies: bool = False
    blank_page: int | None = None


def read_page(document: object, number: int, structure: Structure) -> PageRead | None:
    """Read page ``number`` (from 1); None when pdfium cannot load it."""
    handle = pdfium_c.FPDF_LoadPage(document, number - 1)
    if not handle:
        return None
    text = TextPage(handle)
    try:
        raw = text.words()
        words = join_split(raw, text.is_written)
        frame = frame_of(handle, main_turn(raw))
        notes = read_notes(handle, frame)
        has_widget = any(note.kind == "widget" for note in notes)
        widgets = structure.widgets(number) if has_widget else []
        shapes = ShapeReader(document, handle, frame).read()
        overlaid = any(note.kind not in ("link", "comment", "file") for note in notes)
        flat = pdfium_c.FPDFPage_Flatten(handle, pdfium_c.FLAT_NORMALDISPLAY) if overlaid else 0
    finally:
        text.close()
        pdfium_c.FPDF_ClosePage(handle)
    added = _laid_over(document, number, raw, text.said) if flat == FLATTENED else []
    return _assemble(number, frame, words, added, notes, shapes, widgets)


def _laid_over(
    document: object, number: int, before: Sequence[RawWord], said: str
) -> list[RawWord]:
    """The words that flattening put into the page; ``said`` was its text before."""
    handle = pdfium_c.FPDF_LoadPage(document, number - 1)
    text = TextPage(handle)
    try:
        return join_split(_added(before, text.words(said)), text.is_written)
    finally:
        text.close()
        pdfium_c.FPDF_ClosePage(handle)


def frame_of(page: object, turn: int | None) -> Frame:
    """The visible part of the page, turned as its text is written, or as the page says."""
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page, rect)
    if turn is None:
        turn = 90 * (pdfium_c.FPDFPage_GetRotation(page) % 4)
    return Frame(rect.left, rect.bottom, rect.right, rect.top, turn)


def _added(before: Sequence[RawWord], after: Sequence[RawWord]) -> list[RawWord]:
    """The words of ``after`` that ``before`` has not, at the same place."""
    known = Counter(_key(word) for word in before)
    added = []
    for word in after:
        key = _key(word)
        if known[key]:
            known[key] -= 1
        else:
            added.append(word)
    return added


def _key(word: RawWord) -> tuple[str, int, int]:
    return word.text, round(word.rect[0]), round(word.origin[1])


def _assemble(
    number: int,
    frame: Frame,
    raw: Sequence[RawWord],
    added: Sequence[RawWord],
    notes: Sequence[Note],
    shapes: Shapes,
    widgets: Sequence[Widget],
) -> PageRead:
    sight = look(raw, notes, shapes, frame)
    typed, over = free_texts(notes, to_page(added, frame, overlay=True))
    placed, over = _fields(widgets, number, frame, over)
    over += [word for mine in typed.values() for word in mine]
    marks = _marks(shapes, notes, sight.words, over, placed)
    words, over = marks.pen.words[: len(sight.words)], marks.pen.words[len(sight.words) :]
    laid = lay_over(number, notes, over, marks.pen, marks.boxes)
    words, over = mark_up(words, notes), mark_up(laid.words, notes)
    mine = {id(stroke) for note in notes for stroke in note.strokes}
    left = [stroke for stroke in marks.pen.left if id(stroke) not in mine]
    askew = [PageWord(text, box.x0, box.y0, box.x1, box.y1) for text, box in sight.across]
    placed += laid.placed
    placed += _drawn(shapes, left, [*words, *over, *askew], number, frame)
    content = _content(number, frame, [*words, *over], shapes, marks, placed)
    inked = [*laid.inked, *(s.box for s in left if not s.filled and not is_small(s))]
    return _judged(content, words, sight, laid, shapes, inked)


def _fields(
    widgets: Sequence[Widget], number: int, frame: Frame, over: list[PageWord]
) -> tuple[list[Placed], list[PageWord]]:
    """Return the fields of a page, and the words laid over it that are not their appearance."""
    placed: list[Placed] = []
    for widget in widgets:
        item, over = place_widget(widget, number, frame, over)
        if item is not None:
            placed.append(item)
    return placed, over


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a pen did on a page, apart from what was printed: boxes, ruling lines, rings, dashes."""

    pen: Pen
    boxes: list[Box]
    held: list[Box]
    rings: list[Box]
    rulings: list[Ruling]
    dashes: list[Box]


def _marks(
    shapes: Shapes,
    notes: Sequence[Note],
    words: Sequence[PageWord],
    over: Sequence[PageWord],
    placed: Sequence[Placed],
) -> _Marks:
    circled, rulings = around_words(shapes.frames, shapes.rulings, words)
    strokes = [*shapes.strokes, *map(rectangle, circled), *(s for n in notes for s in n.strokes)]
    controls = (b for i in placed if isinstance(i, Checkbox) and (b := i.place.box))
    boxes = [*shapes.squares, *controls]
    held, rings = ringed(shapes.rings, [*boxes, *printed_boxes(words)])
    boxes = [box for box in boxes if box not in rings]
    pen = read_pen(strokes, [*words, *over], boxes)
    rulings = without_strikes(pen, rulings)
    rulings, dashes = without_dashes(rulings, [*boxes, *printed_boxes(words)])
    return _Marks(pen, boxes, list(held), list(rings), list(rulings), list(dashes))


def _content(
    number: int,
    frame: Frame,
    words: Sequence[PageWord],
    shapes: Shapes,
    marks: _Marks,
    placed: list[Placed],
) -> PageContent:
    return PageContent(
        number,
        *frame.size,
        tuple(words),
        tuple(marks.rulings),
        tuple(TickBox(box, False) for box in shapes.squares if box not in marks.rings),
        tuple(box for box, colour in shapes.shades if is_bright(colour)),
        tuple(over_borders(placed, marks.rulings)),
        (*shapes.blots, *marks.pen.marks, *marks.held),
        (*marks.pen.doubts, *marks.dashes),
        tuple(marks.pen.strikes),
    )


def _judged(
    content: PageContent,
    words: Sequence[PageWord],
    sight: Sight,
    laid: LaidOver,
    shapes: Shapes,
    inked: Sequence[Box],
) -> PageRead:
    """Tell how far the text of a page is to be believed, and what lies over it."""
    number, width, height = content.number, content.width, content.height
    read = PageRead(content, Page(number, width, height))
    read.annotations, read.comments = laid.annotations, laid.comments
    for text, box in sight.across:
        path = f"page[{number}]/annotation[{len(read.annotations) + 1}]"
        read.annotations.append(Annotation("watermark", text, Place(path, number, box)))
    read.layer = tuple(sight.layer)
    read.unread = unread(words, shapes, inked)
    read.lies = strange_share([word.text for word in words]) > STRANGE and len(words) > FEW_WORDS
    via = "image" if read.lies or _is_scan(words, shapes, width * height) else "text"
    read.warnings += [f"page {number} : {warning}" for warning in sight.warnings]
    if shapes.cut:
        read.warnings.append(f"page {number} : trop de traits, tous n’ont pas été lus")
    read.page = Page(number, width, height, via=via)
    return read


def _drawn(
    shapes: Shapes,
    strokes: Sequence[Subpath],
    words: Sequence[PageWord],
    number: int,
    frame: Frame,
) -> Iterator[Placed]:
    """Yield the pictures of a page, and the strokes on it that may be a signature or a stamp."""
    width, height = frame.size
    for drawn in _real_pictures(shapes, width, height):
        yield _picture(drawn, number)
    for one in drawings(strokes, words, width, height):
        place = Place("", number, one.box)
        yield Signature(one.kind, place, note=one.said or BY_PEN, confidence=one.confidence)


def plain_words(words: Iterable[PageWord]) -> tuple[Word, ...]:
    """The words of a page as the document model has them."""
    return tuple(
        Word(w.text, Box(w.x0, w.y0, max(w.x0, w.x1), max(w.y0, w.y1)), w.confidence) for w in words
    )


def _real_pictures(shapes: Shapes, width: float, height: float) -> list[Picture]:
    found = []
    for drawn in shapes.pictures:
        box = _clip(drawn.box, width, height)
        wide, high = box.x1 - box.x0, box.y1 - box.y0
        if min(wide, high) < SMALLEST_PICTURE or wide * high > FULL_IMAGE * width * height:
            continue
        found.append(Picture(drawn.sha256, Place("", None, box), wide, high))
    return found


def _picture(picture: Picture, number: int) -> Picture:
    return replace(picture, place=Place("", number, picture.place.box))


def _clip(box: Box, width: float, height: float) -> Box:
    x0, y0 = min(max(box.x0, 0), width), min(max(box.y0, 0), height)
    return Box(x0, y0, max(x0, min(box.x1, width)), max(y0, min(box.y1, height)))


def _is_scan(words: Sequence[PageWord], shapes: Shapes, area: float) -> bool:
    """True for a page that is a picture with next to no text."""
    covered = max(
        ((d.box.x1 - d.box.x0) * (d.box.y1 - d.box.y0) for d in shapes.pictures), default=0.0
    )
    return covered >= FULL_IMAGE * area and len(words) <= FEW_WORDS
