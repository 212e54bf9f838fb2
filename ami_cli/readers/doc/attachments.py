"""Files put inside the document as objects: packages, other Office documents ([MS-OLEDS] 2.3.6)."""

from __future__ import annotations

import struct
from struct import unpack_from

from ami_cli.model.document import Attachment
from ami_cli.readers.doc.compound import Compound

_MAX_BYTES = 32 << 20
_MAX_OBJECTS = 200
_OFFICE = {
    "worddocument": "document Word incorporé",
    "workbook": "classeur Excel incorporé",
    "powerpoint document": "présentation PowerPoint incorporée",
}
_NATIVE = "\x01ole10native"


def read_attachments(compound: Compound) -> tuple[Attachment, ...]:
    """Return the embedded files; those that are no plain file in a stream have no data."""
    found = []
    storages = [n for n in compound.names if n.startswith("objectpool/") and n.count("/") == 1]
    for storage in storages[:_MAX_OBJECTS]:
        attachment = _read(compound, storage)
        if attachment is not None:
            found.append(attachment)
    return tuple(found)


def _read(compound: Compound, storage: str) -> Attachment | None:
    if f"{storage}/{_NATIVE}" in compound:
        return _native(compound.stream(f"{storage}/{_NATIVE}"))
    if f"{storage}/package" in compound:
        return _sized("fichier Office incorporé", compound.stream(f"{storage}/package"))
    for stream, name in _OFFICE.items():
        if f"{storage}/{stream}" in compound:
            return Attachment(name)
    return None


def _native(raw: bytes) -> Attachment | None:
    """Read an Ole10Native stream of the packager: label, two paths, then the file."""
    try:
        label, at = _ansi(raw, 6)
        _, at = _ansi(raw, at)
        at += 4
        (length,) = unpack_from("<L", raw, at)
        at += 4 + length
        (size,) = unpack_from("<L", raw, at)
    except struct.error:
        return None
    content = raw[at + 4 : at + 4 + size]
    if not content or len(content) != size or not label.isprintable():
        return None  # an equation or another program's own bytes
    return _sized(label.replace("\\", "/").rsplit("/", 1)[-1], content)


def _sized(name: str, content: bytes) -> Attachment:
    return Attachment(name, content if len(content) <= _MAX_BYTES else None)


def _ansi(raw: bytes, at: int) -> tuple[str, int]:
    end = raw.find(b"\0", at)
    if end < 0 or end - at > 1024:
        raise struct.error("string without end")
    return raw[at:end].decode("cp1252", "replace"), end + 1
