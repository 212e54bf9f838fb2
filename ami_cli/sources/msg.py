"""Outlook messages (``.msg``, MS-OXMSG): MAPI properties in an OLE container."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from typing import Any

from ami_cli.errors import CorruptFile, FileProblem, TooLargeFile
from ami_cli.sources import mail
from ami_cli.sources.mail import Mail, Part
from ami_cli.sources.rtf_compressed import decompress

_SUBJECT, _HEADERS, _SENDER, _SENDER_SMTP, _SENDER_NAME = 0x0037, 0x007D, 0x0C1F, 0x5D01, 0x0C1A
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_BODY, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_DATA, _LONG_NAME, _SHORT_NAME, _LABEL, _METHOD = 0x3701, 0x3707, 0x3704, 0x3001, 0x3705
_CODEPAGE, _INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
_BY_LINK = (2, 3, 4, 7)  # attachments that are only a path or an address
_MAX_ATTACHMENTS = 500
_MAX_DEPTH = 5
_DAMAGED = "Ce message Outlook est abîmé : demandez au candidat de le renvoyer."
Folder = tuple[str, ...]


def read_msg(data: bytes) -> Mail:
    """Read one Outlook message with the messages inside it.

    Raises:
        CorruptFile: not an OLE container, or its tables are broken.
        TooLargeFile: messages nested beyond reason.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if not ole.exists("__properties_version1.0"):
                raise CorruptFile(
                    "Ce fichier .msg n'est pas un message Outlook : demandez un nouvel envoi."
                )
            if max(ole.num_mini_fat_sectors * ole.sector_size, ole.root.size) > len(data):
                raise CorruptFile(_DAMAGED)
            return _message(_Store(ole, len(data)), (), 32, 0)
    except (FileProblem, MemoryError):
        raise
    except Exception as error:  # olefile raises anything on damaged files
        raise CorruptFile(_DAMAGED) from error


@dataclass(frozen=True, slots=True)
class _Store:
    ole: Any
    size: int

    def stream(self, folder: Folder, name: str) -> bytes | None:
        path = [*folder, name]
        if not self.ole.exists(path) or self.ole.get_type(path) != 2:
            return None
        if (
            self.ole.get_size(path) > self.size
        ):  # olefile would loop over sectors that are not there
            raise CorruptFile(_DAMAGED)
        data: bytes = self.ole.openstream(path).read()
        return data

    def fixed(self, folder: Folder, header: int) -> dict[int, bytes]:
        """Return the 8-byte values of the property stream by property id."""
        raw = self.stream(folder, "__properties_version1.0") or b""
        entries = {}
        for at in range(header, len(raw) - 15, 16):
            tag = int.from_bytes(raw[at : at + 4], "little")
            entries[tag >> 16] = raw[at + 8 : at + 16]
        return entries

    def binary(self, folder: Folder, prop: int) -> bytes | None:
        return self.stream(folder, f"__substg1.0_{prop:04X}0102")

    def text(self, folder: Folder, prop: int, codepage: str = "cp1252") -> str:
        wide = self.stream(folder, f"__substg1.0_{prop:04X}001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.stream(folder, f"__substg1.0_{prop:04X}001E")
        return "" if narrow is None else _decode(narrow, codepage).rstrip("\0")

    def folders(self, folder: Folder, prefix: str) -> list[str]:
        found = {
            entry[len(folder)]
            for entry in self.ole.listdir(streams=True, storages=True)
            if len(entry) > len(folder)
            and tuple(entry[: len(folder)]) == folder
            and entry[len(folder)].lower().startswith(prefix)
        }
        return sorted(found)


def _message(store: _Store, folder: Folder, header: int, depth: int) -> Mail:
    if depth > _MAX_DEPTH:
        raise TooLargeFile("Trop de messages emboîtés : demandez les fichiers séparément.")
    fixed = store.fixed(folder, header)
    codepage = _codepage(fixed)
    subject = store.text(folder, _SUBJECT, codepage)
    sender = next(
        (
            s
            for p in (_SENDER_SMTP, _SENDER, _SENDER_NAME)
            if (s := store.text(folder, p, codepage))
        ),
        "",
    )
    bodies = tuple(_bodies(store, folder, fixed, codepage))
    plain = next((b.data.decode("utf-8") for b in bodies if b.name == "corps.txt"), "")
    forwarded = mail.forwarded_date(plain) if mail.is_forward(subject) else None
    files, remarks = [], []
    for name in store.folders(folder, "__attach_version1.0_#")[:_MAX_ATTACHMENTS]:
        made = _attachment(store, (*folder, name), codepage, depth)
        if isinstance(made, Part):
            files.append(made)
        else:
            remarks.append(made)
    when = _when(store, folder, fixed, codepage)
    return Mail(when, subject, sender, (*bodies, *files), forwarded, tuple(remarks))


def _when(store: _Store, folder: Folder, fixed: dict[int, bytes], codepage: str) -> datetime | None:
    """Return the date of sending: the header of the wire, else what Outlook noted."""
    headers = store.text(folder, _HEADERS, codepage)
    if headers:
        wire = message_from_string(headers.lstrip(), policy=policy.compat32)
        stated = mail.header_date(mail.header(wire, "Date"))
        if stated:
            return stated
    return _filetime(fixed.get(_SUBMITTED)) or _filetime(fixed.get(_DELIVERED))


def _bodies(
    store: _Store, folder: Folder, fixed: dict[int, bytes], codepage: str
) -> Iterator[Part]:
    plain = store.text(folder, _BODY, codepage)
    if plain.strip():
        yield Part("corps.txt", plain.replace("\r\n", "\n").encode("utf-8", "replace"), body=True)
        return
    page = store.binary(folder, _HTML)
    text = store.text(folder, _HTML, codepage)
    if page or text:
        charset = _number(fixed.get(_INTERNET_CODEPAGE))
        data = _decode(page, f"cp{charset}" if charset else "utf-8") if page else text
        yield Part("corps.html", data.encode("utf-8", "replace"), body=True)
        return
    packed = store.binary(folder, _RTF)
    if packed:
        yield Part("corps.rtf", decompress(packed), body=True)


def _attachment(store: _Store, folder: Folder, codepage: str, depth: int) -> Part | str:
    """Return the part, or a French sentence when it holds nothing that can be opened."""
    fixed = store.fixed(folder, 8)
    name = next(
        (n for p in (_LONG_NAME, _SHORT_NAME, _LABEL) if (n := store.text(folder, p, codepage))), ""
    )
    inner = (*folder, "__substg1.0_3701000D")
    if store.ole.exists(list(inner)) and store.ole.exists([*inner, "__properties_version1.0"]):
        letter = _message(store, inner, 24, depth + 1)
        return Part(f"{name or letter.subject or 'message transféré'}.msg", letter=letter)
    data = store.binary(folder, _DATA)
    if data is None:
        if _number(fixed.get(_METHOD)) in _BY_LINK:
            return f"La pièce « {name} » n'est qu'un lien : demandez le fichier au candidat."
        return f"La pièce « {name} » n'a pas pu être extraite du message : demandez-la au candidat."
    return Part(name or "pièce jointe", data)


def _codepage(fixed: dict[int, bytes]) -> str:
    number = _number(fixed.get(_CODEPAGE)) or _number(fixed.get(_INTERNET_CODEPAGE))
    return {65001: "utf-8", 28591: "latin-1", 28605: "iso8859-15"}.get(
        number, f"cp{number or 1252}"
    )


def _decode(data: bytes, codepage: str) -> str:
    names = {"cp65001": "utf-8", "cp28591": "latin-1", "cp28605": "iso8859-15", "cp20127": "ascii"}
    for candidate in (names.get(codepage, codepage), "utf-8", "cp1252"):
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _number(value: bytes | None) -> int:
    return int.from_bytes(value[:4], "little") if value else 0


def _filetime(value: bytes | None) -> datetime | None:
    ticks = int.from_bytes(value, "little") if value else 0
    if not ticks:
        return None
    try:
        return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None
