"""Read a PDF: typed text, tables, form fields, annotations, signatures, attachments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ami_cli.errors import CorruptFile
from ami_cli.model.document import Checkbox, Document, FormField, Place, Signature, inlines
from ami_cli.readers import Source
from ami_cli.readers.layout import PageContent, lay_out
from ami_cli.readers.pdf.drawings import without_repeats
from ami_cli.readers.pdf.numbering import printed_places
from ami_cli.readers.pdf.opening import Opened, open_pdf
from ami_cli.readers.pdf.overlays import as_item
from ami_cli.readers.pdf.pages import PageRead, read_page
from ami_cli.readers.pdf.scanned import look_closer, read_image_page
from ami_cli.readers.pdf.structure import Structure
from ami_cli.readers.pdf.verdict import Verdict
from ami_cli.readers.scan.order import reading_order

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
    structure = Structure(opened)
    if opened.repaired:
        structure.warnings.append("fichier abîmé, lu après réparation")
    structure.look_for_dangers()
    verdicts = _verdicts(opened, structure)
    reads = _pages(opened, structure, source)
    ordered = [reads[index] for index in reading_order(_places(reads))]
    contents = without_repeats([page.content for page in ordered])
    flow = lay_out([_with_verdicts(content, verdicts) for content in contents])
    placed = tuple(item for item in inlines(flow.blocks) if isinstance(item, Signature))
    attachments = structure.attachments()
    return Document(
        source.name,
        source.sha256,
        MEDIA_TYPE,
        flow.blocks,
        tuple(dict.fromkeys(["pdf", *("scan" for page in reads if page.page.via == "ocr")])),
        flow.margins,
        pages=tuple(page.page for page in reads),
        page_count=len(opened.pdf),
        encrypted=opened.encrypted,
        annotations=tuple(note for page in reads for note in page.annotations),
        signatures=(*placed, *_unplaced(structure, verdicts, placed)),
        attachments=attachments,
        comments=tuple(text for page in reads for text in page.comments),
        hidden_fields=_hidden(structure),
        warnings=(*structure.warnings, *(text for page in reads for text in page.warnings)),
    )


def _places(reads: Sequence[PageRead]) -> list[int | None]:
    """The place of each page in its document: by its picture, else by the number printed on it."""
    printed = printed_places([page.content for page in reads])
    return [
        by_number if page.blank_page is None else page.blank_page
        for page, by_number in zip(reads, printed, strict=True)
    ]


def _verdicts(opened: Opened, structure: Structure) -> Mapping[str, Verdict]:
    """What was found out about each signed field."""
    if not structure.has_form:
        return {}
    from ami_cli.readers.pdf.signing import check

    return check(opened, structure)


def _hidden(structure: Structure) -> tuple[FormField | Checkbox, ...]:
    """Fields that hold no answer a person sees: hidden ones, push buttons."""
    if not structure.has_form:
        return ()
    hidden = [
        w for w in structure.every_widget() if w.hidden or w.rect is None or w.kind == "button"
    ]
    return tuple(
        as_item(widget, Place(f"field[{i}]", widget.page))
        for i, widget in enumerate(hidden, 1)
        if widget.kind != "signature"
    )


def _pages(opened: Opened, structure: Structure, source: Source) -> list[PageRead]:
    """Read every page; those that cannot be are named in a warning."""
    reads: list[PageRead] = []
    for number in range(1, len(opened.pdf) + 1):
        page = read_page(opened.raw, number, structure)
        if page is None:
            structure.warnings.append(f"page {number} : illisible, à demander à nouveau")
            continue
        if page.page.via == "image":
            page = read_image_page(opened, number, page, source.blanks)
        elif page.unread:
            page = look_closer(opened, number, page, source.blanks)
        reads.append(page)
    if not reads:
        raise CorruptFile("Aucune page du PDF ne peut être lue : demander un nouvel envoi.")
    return reads


def _with_verdicts(content: PageContent, verdicts: Mapping[str, Verdict]) -> PageContent:
    """Put what was found out about each digital signature on its field."""
    if not verdicts:
        return content
    placed = tuple(
        _signed(item, verdicts.get(item.name))
        if isinstance(item, Signature) and item.kind == "digital"
        else item
        for item in content.placed
    )
    return replace(content, placed=placed)


def _signed(item: Signature, verdict: Verdict | None) -> Signature:
    if verdict is None:
        return item
    return replace(
        item,
        signer=verdict.signer,
        intact=verdict.intact,
        covers_all=verdict.covers_all,
        note=verdict.note,
    )


def _unplaced(
    structure: Structure, verdicts: Mapping[str, Verdict], placed: tuple[Signature, ...]
) -> list[Signature]:
    """Signature fields that show on no page: signed without a picture, or hidden."""
    if not structure.has_form:
        return []
    shown = {item.name for item in placed if item.kind == "digital"}
    found: list[Signature] = []
    for widget in structure.signature_fields():
        if widget.name not in shown:
            shown.add(widget.name)
            place = Place(f"signature[{len(found) + 1}]", widget.page)
            item = Signature("digital", place, signed=widget.signed, name=widget.name)
            found.append(_signed(item, verdicts.get(widget.name)))
    return found
