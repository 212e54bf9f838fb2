"""The reader of image files, and what the PDF reader calls for a page that is an image.

The heavy modules (OpenCV, onnxruntime) are imported only when a page is read, and a page is
reported, never silently empty, where they are not installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ami_cli.errors import UnreadableFile
from ami_cli.model.document import Annotation, Box, Document, Page, Word
from ami_cli.readers import Source
from ami_cli.readers.layout import PageContent, lay_out
from ami_cli.readers.scan.order import reading_order

if TYPE_CHECKING:
    from ami_cli.readers.scan.load import PageImage

NEEDED = ("numpy", "cv2", "onnxruntime", "rapidocr")


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page image as read: what layout takes, and what it does not.

    ``via`` is ``ocr``, or ``image`` when the page could not be read (then ``warnings`` says why).
    Boxes are on the page laid straight. ``blank_page`` is the page of the blank, from 0, it is a
    return of, None when it is none.
    """

    content: PageContent
    via: str
    annotations: tuple[Annotation, ...] = ()
    warnings: tuple[str, ...] = ()
    blank_page: int | None = None

    @property
    def page(self) -> Page:
        """The page of the document model."""
        words = tuple(
            Word(
                word.text,
                Box(word.x0, word.y0, max(word.x0, word.x1), max(word.y0, word.y1)),
                word.confidence,
            )
            for word in self.content.words
        )
        content = self.content
        return Page(content.number, content.width, content.height, words, self.via)


def read(source: Source) -> Document:
    """Read an image file: one document page a picture, every page of a TIFF.

    Raises:
        EmptyFile, CorruptFile, TooLargeFile, UnsupportedFile: as their names say.
        UnreadableFile: the modules that open pictures are not installed.
    """
    if find_spec("numpy") is None or find_spec("cv2") is None:
        raise UnreadableFile(
            f"« {source.name} » est une image : "
            "installez numpy et opencv-python-headless pour la lire."
        )
    from ami_cli.readers.scan.load import load_pages

    pages = [
        _read_page(image, number, None, source.blanks)
        for number, image in enumerate(load_pages(source), start=1)
    ]
    order = reading_order([page.blank_page for page in pages])
    flow = lay_out([pages[index].content for index in order])
    return Document(
        file=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        blocks=flow.blocks,
        via=("scan",),
        margins=flow.margins,
        pages=tuple(page.page for page in pages),
        page_count=len(pages),
        annotations=tuple(note for page in pages for note in page.annotations),
        warnings=tuple(dict.fromkeys(warning for page in pages for warning in page.warnings)),
    )


def read_page_image(
    image: Any, number: int, size: tuple[float, float], blanks: tuple[bytes, ...] = ()
) -> ScanPage:
    """Read the picture of one page of a PDF.

    ``image`` is a Pillow image of the page as seen, 200 dots an inch or so; ``size`` its width and
    height in points; ``blanks`` the PDF bytes of the blank forms it may be a page of.
    """
    if find_spec("numpy") is None or find_spec("cv2") is None:
        return _unread(number, size)
    import numpy as np

    from ami_cli.readers.scan.load import PageImage

    pixels = np.asarray(image.convert("RGB"), dtype=np.uint8)
    return _read_page(PageImage(pixels), number, size, blanks)


def _read_page(
    image: PageImage, number: int, size: tuple[float, float] | None, blanks: tuple[bytes, ...]
) -> ScanPage:
    from ami_cli.readers.scan import engine
    from ami_cli.readers.scan.blank import open_blanks
    from ami_cli.readers.scan.page import blank_page, content, stamps, take_apart
    from ami_cli.readers.scan.straighten import flatten

    flat = flatten(image, size)
    if not engine.available():
        return _unread(number, (flat.width, flat.height))
    opened = open_blanks(blanks)
    parts = take_apart(flat, opened)
    printed = "\n".join(blank.text for blank in opened)
    return ScanPage(
        content(parts, number, printed),
        "ocr",
        stamps(parts, number),
        image.warnings,
        blank_page(parts),
    )


def _unread(number: int, size: tuple[float, float]) -> ScanPage:
    missing = (
        ", ".join(name for name in NEEDED if find_spec(name) is None) or "les réseaux de rapidocr"
    )
    return ScanPage(
        PageContent(number, size[0], size[1]),
        "image",
        (),
        (
            f"page {number} : image non lue, à lire par une personne "
            f"(module de lecture absent : {missing})",
        ),
    )
