"""Open a PDF: empty, damaged, protected and oversized files each end in their own error."""

from __future__ import annotations

import io
import logging
import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ami_cli.errors import CorruptFile, EmptyFile, EncryptedFile, TooLargeFile
from ami_cli.readers import Source

MAX_PAGES = 400
MAX_BYTES = 300_000_000


@dataclass(slots=True)
class Opened:
    """An open document. ``data`` are the bytes it was opened from (repaired or as received)."""

    pdf: Any
    data: bytes
    password: str | None
    encrypted: bool
    repaired: bool = False

    @property
    def raw(self) -> Any:
        """The pdfium handle."""
        return self.pdf.raw


def open_pdf(source: Source) -> Opened:
    """Open with no password, then the empty one, then those given.

    Raises:
        EmptyFile, EncryptedFile, CorruptFile, TooLargeFile.
    """
    if not source.data.strip(b"\0 \t\r\n"):
        raise EmptyFile("Le fichier est vide : demander un nouvel envoi.")
    if len(source.data) > MAX_BYTES:
        raise TooLargeFile("PDF de plus de 300 Mo : demander un fichier plus léger.")
    try:
        opened = _open(source.data, source.passwords)
    except EncryptedFile:
        # pdfium refuses some files that other libraries decrypt with the empty password.
        opened = _opened_anew(source)
        if opened is None:
            raise
        opened.encrypted = True
    if opened is None:
        opened = _opened_anew(source)
    if opened is None:
        raise CorruptFile(
            "Le PDF est abîmé et ne s’ouvre pas : l’ouvrir dans un lecteur, l’imprimer en PDF, "
            "ou demander un nouvel envoi."
        )
    pages = len(opened.pdf)
    if pages == 0:
        raise CorruptFile("Le PDF n’a aucune page : demander un nouvel envoi.")
    if pages > MAX_PAGES:
        raise TooLargeFile(
            f"PDF de {pages} pages (limite : {MAX_PAGES}) : n’envoyer que le dossier."
        )
    return opened


def _open(data: bytes, passwords: tuple[str, ...]) -> Opened | None:
    """None when pdfium cannot make sense of the bytes."""
    for password in (None, *passwords):
        try:
            pdf = pdfium.PdfDocument(data, password=password)
        except pdfium.PdfiumError as error:
            code = getattr(error, "err_code", None)
            if code == pdfium_c.FPDF_ERR_PASSWORD:
                continue
            if code == pdfium_c.FPDF_ERR_SECURITY:
                raise EncryptedFile(
                    "PDF protégé par un certificat : demander une copie sans protection."
                ) from error
            return None
        encrypted = pdfium_c.FPDF_GetSecurityHandlerRevision(pdf.raw) != -1
        return Opened(pdf, data, password, encrypted)
    raise EncryptedFile(
        "PDF protégé par un mot de passe : donner un fichier de mots de passe, ou demander une "
        "copie sans protection."
    )


def _opened_anew(source: Source) -> Opened | None:
    """Open what another library makes of the file; None when none can."""
    for save in (_saved_by_pikepdf, _saved_by_pypdf):
        for password in ("", *source.passwords):
            data = save(source.data, password)
            opened = _open(data, ()) if data else None
            if opened is not None:
                opened.repaired = True
                return opened
    return None


def _saved_by_pikepdf(data: bytes, password: str) -> bytes | None:
    """Save anew with pikepdf, when installed; None when it cannot read the file either."""
    try:
        pikepdf = import_module("pikepdf")
    except ImportError:
        return None
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    out = io.BytesIO()
    try:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(data), password=password) as pdf:
            warnings.simplefilter("ignore")
            pdf.save(out, encryption=False, fix_metadata_version=False)
    except (pikepdf.PasswordError, pikepdf.PdfError, ValueError, RuntimeError, OSError):
        return None
    return out.getvalue()


def _saved_by_pypdf(data: bytes, password: str) -> bytes | None:
    """Save anew with pypdf; None when it cannot read the file either."""
    from pypdf import PdfReader, PdfWriter

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    out = io.BytesIO()
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(password):
            return None
        PdfWriter(clone_from=reader).write(out)
    except Exception:  # pypdf raises anything on a damaged file
        return None
    return out.getvalue()
