"""Kinds told by their first bytes alone."""

from __future__ import annotations

from ami_cli.detect import kinds

_PREFIXES = (
    (b"\xff\xd8\xff", kinds.JPEG),
    (b"\x89PNG\r\n\x1a\n", kinds.PNG),
    (b"II*\x00", kinds.TIFF),
    (b"MM\x00*", kinds.TIFF),
    (b"II+\x00", kinds.TIFF),  # BigTIFF
    (b"MM\x00+", kinds.TIFF),
    (b"GIF87a", kinds.GIF),
    (b"GIF89a", kinds.GIF),
    (b"\xffWPC", kinds.WORDPERFECT),
    (b"\xdb\xa5", kinds.OLD_WORD),  # Word 2
    (b"\xdc\xa5", kinds.OLD_WORD),  # Word 6 outside OLE
    (b"\x9b\xa5", kinds.OLD_WORD),  # Word 1
    (b"\xfe\x37\x00", kinds.OLD_WORD),  # Word for Macintosh 4 and 5
    (b"\x31\xbe\x00\x00", kinds.WRITE),
    (b"\x32\xbe\x00\x00", kinds.WRITE),
    (b"\x01\xfe\x32", kinds.WORKS),  # Works for DOS
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),  # winmail.dat
    (b"%!PS", "application/postscript"),
    (b"\x00\x05\x16\x07", "application/applefile"),  # ._name beside a file of a Mac
    (b"\x00\x00\x00\x01Bud1", "application/x-ds-store"),
    (b"MZ", "application/x-msdownload"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x00\x00\x00\x0cjP  ", "image/jp2"),
    (b"\xd7\xcd\xc6\x9a", "image/wmf"),
)
_PDF_WITHIN = 1024  # bytes of rubbish that readers of PDF allow before the header
# ISO 23008-12: brands of still images coded as HEVC.
_HEIC_BRANDS = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif")
)


def magic_type(data: bytes) -> str | None:
    """Return the kind that the first bytes name, None when they name none."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return kinds.PDF
    for prefix, kind in _PREFIXES:
        if data.startswith(prefix):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return kinds.WEBP
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and len(data) > 26:
        return kinds.BMP
    if data[4:8] == b"ftyp":
        return _iso_media(data)
    if data[257:262] == b"ustar":
        return "application/x-tar"
    if data[40:44] == b" EMF" and data[:4] == b"\x01\0\0\0":
        return "image/emf"
    return _rich_text(data)


def _iso_media(data: bytes) -> str:
    """Tell photographs from films: the major brand first, then the compatible ones."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, length, 4))]
    for brand in brands:
        if brand in _HEIC_BRANDS:
            return kinds.HEIC
        if brand in (b"avif", b"avis"):
            return "image/avif"
    return "video/mp4"


def _rich_text(data: bytes) -> str | None:
    head = data[:64].lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    return kinds.RTF if head.startswith(b"{\\rt") else None
