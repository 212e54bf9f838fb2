"""Pictures whose look is in their transparency: one flat colour, the drawing in a mask (ISO 32000-1, 11.6.5.3)."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Sequence

import pypdfium2.raw as pdfium_c

MAX_BYTES = 50_000_000  # of a rendered picture


def digests_seen(
    stored: Sequence[str], images: Sequence[int], document: object, page: object
) -> list[str]:
    """Return a digest per picture: that of the stored bytes, or of what is seen where two share those."""
    return [
        (rendered_digest(document, page, image) or digest)
        if digest and stored.count(digest) > 1
        else digest
        for digest, image in zip(stored, images, strict=True)
    ]


def rendered_digest(document: object, page: object, image: int) -> str:
    """SHA-256 of a picture as it is seen, its mask and placement taken in; empty when pdfium cannot render it.

    Two signatures on a transparent ground may store the same black rectangle: only their masks differ.
    """
    handle = ctypes.cast(image, pdfium_c.FPDF_PAGEOBJECT)
    bitmap = pdfium_c.FPDFImageObj_GetRenderedBitmap(document, page, handle)
    if not bitmap:
        return ""
    try:
        size = pdfium_c.FPDFBitmap_GetStride(bitmap) * pdfium_c.FPDFBitmap_GetHeight(bitmap)
        if not 0 < size <= MAX_BYTES:
            return ""
        data = ctypes.string_at(pdfium_c.FPDFBitmap_GetBuffer(bitmap), size)
        return hashlib.sha256(data).hexdigest()
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
