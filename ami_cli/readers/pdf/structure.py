"""What a PDF holds beside its pages: form fields, attachments, XFA, actions, portfolio."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium_c

from ami_cli.model.document import Attachment
from ami_cli.readers import Source
from ami_cli.readers.pdf.fields import Widget, read_widgets
from ami_cli.readers.pdf.opening import Opened

MAX_ATTACHMENT = 50_000_000


@dataclass(slots=True)
class Structure:
    """Widgets by page, attachments and what a person should know."""

    widgets: dict[int | None, list[Widget]] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    warnings: list[str] = field(default_factory=list)

    def widgets_of(self, page: int) -> list[Widget]:
        """The widgets of one page, in file order."""
        return self.widgets.get(page, [])


def read_structure(opened: Opened, source: Source) -> Structure:
    """Read what needs the file's dictionaries; plain typed PDFs are left alone."""
    found = Structure()
    attachments = pdfium_c.FPDFDoc_GetAttachmentCount(opened.raw)
    if not attachments and not _has_form(opened.raw):
        return found
    reader = _reader(opened)
    for widget in read_widgets(reader):
        found.widgets.setdefault(widget.page, []).append(widget)
    return found


def _has_form(document: object) -> bool:
    if pdfium_c.FPDF_GetFormType(document) != pdfium_c.FORMTYPE_NONE:
        return True
    return any(_page_has_widget(document, i) for i in range(pdfium_c.FPDF_GetPageCount(document)))


def _page_has_widget(document: object, index: int) -> bool:
    return False


def _reader(opened: Opened) -> Any:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(opened.data))
    if reader.is_encrypted:
        reader.decrypt(opened.password or "")
    return reader
