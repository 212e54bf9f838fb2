"""What a PDF holds beside its pages: form fields, attachments, XFA, actions, portfolio."""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium_c

from ami_cli.model.document import Attachment
from ami_cli.readers.pdf.fields import Widget, read_widgets
from ami_cli.readers.pdf.opening import Opened

MAX_ATTACHMENT = 50_000_000
MAX_ATTACHMENTS = 500
XFA_FORMS = (pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND)


@dataclass(slots=True)
class Structure:
    """Reads the file's dictionaries, with pypdf, and only when something asks for them.

    ``has_form``: the file declares a form (asked before flattening, which takes forms away).
    """

    opened: Opened
    has_form: bool = False
    warnings: list[str] = field(default_factory=list)
    _reader: Any = None
    _widgets: dict[int | None, list[Widget]] | None = None

    def __post_init__(self) -> None:
        kind = pdfium_c.FPDF_GetFormType(self.opened.raw)
        self.has_form = int(kind) != int(pdfium_c.FORMTYPE_NONE)

    def widgets(self, page: int | None) -> list[Widget]:
        """The widgets of one page in file order; with None, the fields that have no widget."""
        if self._widgets is None:
            self._widgets = {}
            reader = self.reader()
            try:
                for widget in read_widgets(reader) if reader is not None else ():
                    self._widgets.setdefault(widget.page, []).append(widget)
            except Exception:  # a damaged dictionary raises anything
                self.warnings.append(
                    "champs de formulaire abîmés : comparer avec ce que montrent les pages"
                )
        return self._widgets.get(page, [])

    def every_widget(self) -> list[Widget]:
        """The widgets of all pages, then the fields without any."""
        self.widgets(None)
        return [w for widgets in (self._widgets or {}).values() for w in widgets]

    def signature_fields(self) -> list[Widget]:
        """Every signature field, signed or not, seen on a page or not."""
        return [widget for widget in self.every_widget() if widget.kind == "signature"]

    def reader(self) -> Any:
        """The pypdf reader; None when pypdf cannot open the file."""
        if self._reader is None:
            self._reader = open_reader(self.opened.data, self.opened.password)
        return self._reader

    def attachments(self) -> tuple[Attachment, ...]:
        """The embedded files; a large one keeps its name only."""
        count = pdfium_c.FPDFDoc_GetAttachmentCount(self.opened.raw)
        if not count:
            return ()
        reader = self.reader()
        if reader is not None and "/Collection" in reader.root_object:
            self.warnings.append(
                "porte-documents PDF : les pièces jointes sont à lire chacune pour elle-même"
            )
        return tuple(_attachments(self.opened.raw, min(count, MAX_ATTACHMENTS)))

    def look_for_dangers(self) -> None:
        """Name XFA, scripts and launch actions in warnings; nothing is ever run."""
        form = pdfium_c.FPDF_GetFormType(self.opened.raw)
        if form in XFA_FORMS:
            self.warnings.append(
                "formulaire XFA : seule la copie AcroForm est lue ; en cas de doute, l’ouvrir dans "
                "Adobe Reader et l’imprimer en PDF"
            )
        if pdfium_c.FPDFDoc_GetJavaScriptActionCount(self.opened.raw) > 0:
            self.warnings.append("le PDF contient du JavaScript, qui n’a pas été exécuté")
        if b"/Launch" in self.opened.data:
            self.warnings.append("le PDF demande de lancer un programme, ce qui n’a pas été fait")


def open_reader(data: bytes, password: str | None) -> Any:
    """Open with pypdf, which says what it thinks of the file to nobody; None when it cannot."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            reader.decrypt(password or "")
        reader.root_object.get("/Pages")
    except Exception:  # pypdf raises anything on a damaged file; pdfium has opened it
        return None
    return reader


def _attachments(document: object, count: int) -> Iterator[Attachment]:
    for i in range(count):
        handle = pdfium_c.FPDFDoc_GetAttachment(document, i)
        size = ctypes.c_ulong()
        data: bytes | None = None
        pdfium_c.FPDFAttachment_GetFile(handle, None, 0, size)
        if 0 < size.value <= MAX_ATTACHMENT:
            buffer = ctypes.create_string_buffer(size.value)
            if pdfium_c.FPDFAttachment_GetFile(handle, buffer, size.value, size):
                data = buffer.raw
        yield Attachment(_attachment_name(handle), data)


def _attachment_name(handle: object) -> str:
    size = pdfium_c.FPDFAttachment_GetName(handle, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium_c.FPDFAttachment_GetName(handle, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
