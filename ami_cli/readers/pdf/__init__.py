"""Read a PDF: typed text, tables, form fields, annotations, signatures, attachments."""

from __future__ import annotations

from ami_cli.errors import CorruptFile
from ami_cli.model.document import Document, Signature, inlines
from ami_cli.readers import Source
from ami_cli.readers.layout import lay_out
from ami_cli.readers.pdf.opening import Opened, open_pdf
from ami_cli.readers.pdf.pages import PageRead, read_page
from ami_cli.readers.pdf.structure import read_structure

MEDIA_TYPE = "application/pdf"


def read(source: Source) -> Document:
    """Read one PDF.

    Raises:
        EmptyFile, CorruptFile, EncryptedFile, TooLargeFile: see ``opening``.
    """
    opened = open_pdf(source)
    try:
        return _read(source, opened)
    finally:
        opened.pdf.close()


def _read(source: Source, opened: Opened) -> Document:
    structure = read_structure(opened, source)
    warnings = list(structure.warnings)
    if opened.repaired:
        warnings.insert(0, "fichier abîmé, lu après réparation")
    reads: list[PageRead] = []
    count = len(opened.pdf)
    for number in range(1, count + 1):
        page = read_page(opened.raw, number, structure.widgets_of(number))
        if page is None:
            warnings.append(f"page {number} : illisible, à demander à nouveau")
        else:
            reads.append(page)
    if not reads:
        raise CorruptFile("Aucune page du PDF ne peut être lue : demander un nouvel envoi.")
    flow = lay_out([page.content for page in reads])
    for page in reads:
        warnings += page.warnings
    return Document(
        source.name,
        source.sha256,
        MEDIA_TYPE,
        flow.blocks,
        ("pdf",),
        flow.margins,
        pages=tuple(page.page for page in reads),
        page_count=count,
        encrypted=opened.encrypted,
        annotations=tuple(note for page in reads for note in page.annotations),
        signatures=tuple(item for item in inlines(flow.blocks) if isinstance(item, Signature)),
        attachments=structure.attachments,
        comments=tuple(text for page in reads for text in page.comments),
        warnings=tuple(warnings),
    )
