"""``winmail.dat``: what Outlook puts a message's attachments into (TNEF, MS-OXTNEF)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from ami_cli.errors import CorruptFile, FileProblem, TooLargeFile
from ami_cli.sources.mail import Mail, Part
from ami_cli.sources.rtf_compressed import decompress

MAGIC = b"\x78\x9f\x3e\x22"
_TITLE, _DATA, _START, _PROPERTIES = 0x8010, 0x800F, 0x9002, 0x9005
_MESSAGE_PROPERTIES, _MESSAGE_BODY, _CODEPAGE = 0x9003, 0x800C, 0x9007
_LONG_NAME, _SHORT_NAME, _CONTENT, _LABEL = 0x3707, 0x3704, 0x3701, 0x3001
_BODY, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_WIDE, _OBJECT, _MANY = 0x1F, 0x0D, 0x1000
_VARIABLE = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_MAX_DEPTH = 5
_MAX_PARTS = 500
_DAMAGED = (
    "Ce fichier winmail.dat est abîmé : demandez un nouvel envoi « au format HTML ou texte brut »."
)


@dataclass(slots=True)
class _Attachment:
    """One attachment while its attributes come in."""

    title: str = ""
    data: bytes = b""
    properties: dict[int, str | bytes] = field(default_factory=dict)


def read_tnef(data: bytes, depth: int = 0) -> Mail:
    """Return the text and the attachments; the date is that of the mail around it.

    Raises:
        CorruptFile: not TNEF, or cut short. TooLargeFile: nested beyond reason.
    """
    if depth > _MAX_DEPTH:
        raise TooLargeFile("Trop de messages emboîtés : demandez les fichiers séparément.")
    try:
        return _read(data, depth)
    except (struct.error, IndexError, UnicodeError, LookupError) as error:
        raise CorruptFile(_DAMAGED) from error


def _read(data: bytes, depth: int) -> Mail:
    if data[:4] != MAGIC or len(data) < 17:  # not one attribute
        raise CorruptFile(_DAMAGED)
    codepage = "cp1252"
    message: dict[int, str | bytes] = {}
    found: list[_Attachment] = []
    for name, value in _attributes(data):
        if name == _CODEPAGE:
            codepage = f"cp{struct.unpack_from('<I', value)[0]}"
        elif name == _MESSAGE_BODY:
            message.setdefault(_BODY, _decode(value, codepage))
        elif name == _MESSAGE_PROPERTIES:
            message.update(_properties(value, codepage))
        elif name == _START:
            found.append(_Attachment())
        elif found and name == _TITLE:
            found[-1].title = _decode(value, codepage)
        elif found and name == _DATA:
            found[-1].data = value
        elif found and name == _PROPERTIES:
            found[-1].properties = _properties(value, codepage)
    if len(found) > _MAX_PARTS:
        raise TooLargeFile("Ce message a trop de pièces jointes : demandez-les séparément.")
    parts = [_part(a, depth) for a in found]
    return Mail(None, "", "", (*_bodies(message), *parts))


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the value of each attribute; the checksums are not looked at."""
    at = 6
    while at < len(data):
        name, _, size = struct.unpack_from("<HHI", data, at + 1)
        if at + 9 + size > len(data):
            raise CorruptFile(_DAMAGED)
        yield name, data[at + 9 : at + 9 + size]
        at += 11 + size


def _properties(data: bytes, codepage: str) -> dict[int, str | bytes]:
    """Return the texts and bytes of a property list; numbers and dates are passed over."""
    (count,) = struct.unpack_from("<I", data)
    found: dict[int, str | bytes] = {}
    at = 4
    for _ in range(count):
        kind, name = struct.unpack_from("<HH", data, at)
        at += 4
        if name >= 0x8000:
            at = _after_name(data, at)
        if kind & ~_MANY not in _VARIABLE:
            values, at = _fixed(data, at, kind)
            continue
        (values,) = struct.unpack_from("<I", data, at)
        at += 4
        for _ in range(values):
            (size,) = struct.unpack_from("<I", data, at)
            value = data[at + 4 : at + 4 + size]
            at += 4 + size + -size % 4
            if len(value) < size:
                raise CorruptFile(_DAMAGED)
            found.setdefault(name, _typed(value, kind & ~_MANY, codepage))
    return found


def _after_name(data: bytes, at: int) -> int:
    """Pass over the name of a named property: its set, then a number or a text."""
    (how, size) = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (size + -size % 4 if how else 0)


def _fixed(data: bytes, at: int, kind: int) -> tuple[int, int]:
    size = _SIZES.get(kind & ~_MANY)
    if size is None:
        raise CorruptFile(_DAMAGED)
    if not kind & _MANY:
        return 1, at + size
    (values,) = struct.unpack_from("<I", data, at)
    if values > len(data):
        raise CorruptFile(_DAMAGED)
    return values, at + 4 + values * size


def _typed(value: bytes, kind: int, codepage: str) -> str | bytes:
    if kind == _WIDE:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    return _decode(value, codepage) if kind == 0x1E else value


def _part(attachment: _Attachment, depth: int) -> Part:
    known = attachment.properties
    names = (known.get(key) for key in (_LONG_NAME, _SHORT_NAME, _LABEL))
    name = next((n for n in names if isinstance(n, str) and n), attachment.title)
    content = known.get(_CONTENT)
    data = attachment.data or (content if isinstance(content, bytes) else b"")
    if data[16:20] == MAGIC:  # a whole message, after the name of its interface
        letter = read_tnef(data[16:], depth + 1)
        return Part(f"{name or 'message transféré'}.dat", letter=letter)
    return Part(name or "pièce jointe", data)


def _bodies(message: dict[int, str | bytes]) -> Iterator[Part]:
    plain, page, rich = (message.get(key) for key in (_BODY, _HTML, _RTF))
    if isinstance(plain, str) and plain.strip():
        text = plain.replace("\r\n", "\n").encode("utf-8", "replace")
        yield Part("corps.txt", text, body=True)
    elif isinstance(page, bytes) and page.strip():
        yield Part("corps.html", page, body=True)
    elif isinstance(rich, bytes) and rich:
        try:
            yield Part("corps.rtf", decompress(rich), body=True)
        except FileProblem:
            return  # the text is lost, the attachments are not


def _decode(value: bytes, codepage: str) -> str:
    try:
        return value.decode(codepage, "replace").rstrip("\0")
    except LookupError:
        return value.decode("cp1252", "replace").rstrip("\0")
