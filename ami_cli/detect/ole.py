"""Kinds kept in an OLE compound file, told by the names of its streams ([MS-CFB] § 2.6)."""

from __future__ import annotations

from ami_cli.detect import kinds

# The first name found decides; a message or a package may hold a Word document, never the reverse.
_BY_STREAM = (
    ("EncryptedPackage", kinds.SEALED),
    ("__properties_version1.0", kinds.OUTLOOK),
    ("WordDocument", kinds.DOC),
    ("Workbook", kinds.XLS),
    ("Book", kinds.XLS),
    ("PowerPoint Document", kinds.PPT),
    ("PerfectOffice_MAIN", kinds.WORDPERFECT),
    ("VisioDocument", "application/vnd.visio"),
    ("MatOST", kinds.WORKS),
    ("MM", kinds.WORKS),
    ("Quill", "application/x-mspublisher"),
)


def ole_type(data: bytes, suffix: str) -> str:
    """Return what an OLE file holds; a damaged one is what its name promises."""
    names = _root_names(data)
    if names is None:
        names = _scanned_names(data)
    for name, kind in _BY_STREAM:
        if name.casefold() in names:
            return kind
    if "contents" in names and b"CHNKWKS" in data:
        return kinds.WORKS
    promised = kinds.BY_SUFFIX.get(suffix)
    if promised in (kinds.DOC, kinds.XLS, kinds.PPT, kinds.OUTLOOK, kinds.WORKS) and not names:
        return promised
    return kinds.OLE


def _root_names(data: bytes) -> frozenset[str] | None:
    """Return the names at the top of the directory, folded; None when it cannot be followed."""
    from io import BytesIO

    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            return frozenset(entry.name.casefold() for entry in ole.root.kids)
    except Exception:  # olefile raises anything on damaged files; the names are then scanned for
        return None


def _scanned_names(data: bytes) -> frozenset[str]:
    """Return the known names found as directory entries anywhere in a damaged file."""
    found = set()
    for name, _ in _BY_STREAM:
        length = (2 * len(name) + 2).to_bytes(2, "little")
        for case in (name, name.lower(), name.upper()):
            written = case.encode("utf-16-le")
            at = data.find(written)
            while at >= 0:
                if data[at + 64 : at + 66] == length:
                    found.add(name.casefold())
                    break
                at = data.find(written, at + 1)
    return frozenset(found)
