"""Kinds kept in a zip, told by its first member, its content types, or the names it holds."""

from __future__ import annotations

import re
import zipfile

from ami_cli.detect import kinds, zips

_TYPES = "[content_types].xml"
_MAX_TYPES = 2**20  # bytes read of the content types
_MOST_NAMES = 10_000
# The content type of the main part names the application; embedded workbooks name theirs too, so
# only ".main+xml" and its macro-enabled kin count (ISO 29500-1 § 11.3, 12.3, 13.3).
_MAIN = re.compile(
    rb"(wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)"
    rb"|spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template|addin)"
    rb"|presentationml\.(?:presentation|template|slideshow)"
    rb"|ms-powerpoint\.(?:presentation|template|slideshow))[.\w]*main",
    re.IGNORECASE,
)
_FOLDERS = (("word/", kinds.DOCX), ("xl/", kinds.XLSX), ("ppt/", kinds.PPTX))
_ODF = {
    "text": kinds.ODT,
    "text-template": kinds.ODT,
    "text-master": kinds.ODT,
    "text-web": kinds.ODT,
    "spreadsheet": kinds.ODS,
    "spreadsheet-template": kinds.ODS,
    "presentation": kinds.ODP,
    "presentation-template": kinds.ODP,
}
_APPLE = {"numbers": "application/vnd.apple.numbers", "key": "application/vnd.apple.keynote"}
_ODF_PREFIX = "application/vnd.oasis.opendocument."


def zip_type(data: bytes, suffix: str) -> str:
    """Return what a zip holds; ``application/zip`` for an archive of files."""
    stored = _mimetype(data)
    if stored is not None:
        return stored
    try:
        return _opened_type(zips.opened(data), data, suffix)
    except zips.ERRORS:
        return _damaged_type(data, suffix)


def _mimetype(data: bytes) -> str | None:
    """Return the type a first member named ``mimetype`` states (ODF 1.3 part 2, § 3.3)."""
    length = int.from_bytes(data[26:28], "little")
    stored = data[8:10] == b"\0\0"  # zipped again by hand, it is compressed
    if data[30:38] != b"mimetype" or length != 8 or not stored:
        return None
    start = 38 + int.from_bytes(data[28:30], "little")
    stated = re.match(rb"[\w.+/-]{1,100}?(?=PK|\Z|[^\w.+/-])", data[start : start + 120])
    if stated is None:
        return None
    text = stated[0].decode("ascii").lower()
    if text.startswith(_ODF_PREFIX):
        return _ODF.get(text.removeprefix(_ODF_PREFIX), text)
    return text


def _opened_type(archive: zipfile.ZipFile, data: bytes, suffix: str) -> str:
    names = [name.replace("\\", "/") for name in archive.namelist()[:_MOST_NAMES]]
    folded = {name.casefold(): name for name in names}
    if "mimetype" in folded and "content.xml" in folded:
        return _loose_odf(archive, folded["mimetype"])
    if _TYPES in folded:
        return _office_type(archive, data, folded, suffix)
    if any(name.endswith(".iwa") for name in folded) or "index.zip" in folded:
        return _APPLE.get(suffix, kinds.PAGES)
    if "index.xml" in folded and "buildversionhistory.plist" in folded:
        return _APPLE.get(suffix, kinds.PAGES)
    return kinds.ZIP


def _loose_odf(archive: zipfile.ZipFile, name: str) -> str:
    """An OpenDocument file zipped again by hand: its ``mimetype`` is no longer the first member."""
    stated = archive.read(name)[:100].decode("ascii", "replace").strip()
    return _ODF.get(stated.removeprefix(_ODF_PREFIX), kinds.ZIP)


def _office_type(archive: zipfile.ZipFile, data: bytes, folded: dict[str, str], suffix: str) -> str:
    types = b""
    try:
        info = archive.infolist()[list(folded).index(_TYPES)]
        if info.file_size <= _MAX_TYPES:
            types = zips.member(archive, data, info)
    except zips.ERRORS:
        pass  # the names of the members still tell
    found = _MAIN.search(types)
    if found is not None:
        word = found[1].lower()
        if b"word" in word:
            return kinds.DOCX
        return kinds.XLSX if b"spreadsheet" in word or b"excel" in word else kinds.PPTX
    for folder, kind in _FOLDERS:
        if any(name.startswith(folder) for name in folded):
            return kind
    promised = kinds.BY_SUFFIX.get(suffix, kinds.ZIP)
    return promised if promised in (kinds.DOCX, kinds.XLSX, kinds.PPTX) else kinds.ZIP


def _damaged_type(data: bytes, suffix: str) -> str:
    """A zip without its directory, cut short for instance: the local headers still name members."""
    for marker, kind in (
        (b"word/", kinds.DOCX),
        (b"xl/w", kinds.XLSX),
        (b"ppt/", kinds.PPTX),
    ):
        if marker in data and (b"[Content_Types].xml" in data or b"_rels/" in data):
            return kind
    promised = kinds.BY_SUFFIX.get(suffix, kinds.ZIP)
    return promised if promised in (kinds.DOCX, kinds.ODT, kinds.XLSX, kinds.PPTX) else kinds.ZIP
