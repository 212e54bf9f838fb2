"""Hand-made things that arrive: forms, mails, Outlook messages, archives. Everybody is invented."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from itertools import pairwise

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*lines: str) -> bytes:
    """Return a Word file with one paragraph per line; ``a | b`` is a row of a table."""
    body = "".join(_row(line) if " | " in line else _paragraph(line) for line in lines)
    xml = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": xml}
    )


def form(commune: str) -> bytes:
    """Return a short return of the built-in call, in its own words."""
    return docx(
        "ANNEXE — FORMULAIRE DE CANDIDATURE",
        "1. La collectivité",
        f"Nom de la collectivité | {commune}",
        "Code postal | 59134",
        "2. Le binôme",
        " | Élu·e référent·e | Technicien·ne référent·e",
        "Nom | Guéant | Vandenbroucke",
        "Prénom | Bruno | Aïcha",
        "Téléphone | 03 53 01 01 02 | 06 39 98 00 03",
        "3. Le projet",
        "Intitulé du projet | Une place à vivre",
        "4. Motivations",
        "Nous voulons faire avec les habitants et pas seulement pour eux.",
        "5. Attentes",
        "Prendre du recul et échanger avec d’autres territoires.",
        "7. Signatures",
    )


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """Return a zip of the members, names in UTF-8."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def eml(
    text: str = "Bonjour,\nci-joint notre candidature.",
    attachments: Mapping[str, bytes] | None = None,
    subject: str = "Candidature",
    date: str = "Mon, 15 Mar 2021 10:12:00 +0100",
    html: str = "",
    headers: Mapping[str, str] | None = None,
    forwarded: bytes = b"",
) -> bytes:
    """Return a message as it travels."""
    message = EmailMessage()
    message["From"] = "Brigitte Guéant <dst@mairie-braine.example>"
    message["To"] = "participation@cerdd.example"
    message["Subject"] = subject
    if date:
        message["Date"] = date
    for name, value in (headers or {}).items():
        message[name] = value
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    for name, data in (attachments or {}).items():
        message.add_attachment(data, "application", "octet-stream", filename=name)
    if forwarded:
        from email import message_from_bytes, policy

        message.add_attachment(message_from_bytes(forwarded, policy=policy.default))
    return message.as_bytes(policy=SMTP)


def msg(
    subject: str,
    text: str,
    sent: datetime,
    attachments: Mapping[str, bytes] | None = None,
    inner: Mapping[str, bytes] | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return an Outlook message; ``inner`` are the streams of a message attached to it."""
    streams = message_streams(subject, text, sent, 32)
    streams.update(extra or {})
    for number, (name, data) in enumerate((attachments or {}).items()):
        folder = f"__attach_version1.0_#{number:08X}"
        streams[f"{folder}/__properties_version1.0"] = bytes(8)
        streams[f"{folder}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[f"{folder}/__substg1.0_37010102"] = data
    if inner:
        folder = f"__attach_version1.0_#{len(attachments or {}):08X}"
        streams[f"{folder}/__properties_version1.0"] = bytes(8)
        for name, data in inner.items():
            streams[f"{folder}/__substg1.0_3701000D/{name}"] = data
    return compound(streams)


def message_streams(subject: str, text: str, sent: datetime, header: int) -> dict[str, bytes]:
    """Return the streams of one message; ``header`` is 32 at the top, 24 for one inside another."""
    ticks = round((sent.timestamp() + 11_644_473_600) * 10_000_000)
    entry = struct.pack("<IIQ", 0x00390040, 6, ticks)
    return {
        "__properties_version1.0": bytes(header) + entry,
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_1000001F": text.encode("utf-16-le"),
    }


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE container with the streams, ``/`` between a storage and what is in it."""
    nodes: list[dict] = [{"name": "Root Entry", "kind": 5, "data": b"", "parent": None}]
    index = {"": 0}
    for path, data in streams.items():
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = "/".join(parts[:depth])
            if folder not in index:
                index[folder] = len(nodes)
                parent = index["/".join(parts[: depth - 1])]
                nodes.append({"name": parts[depth - 1], "kind": 1, "data": b"", "parent": parent})
        parent = index["/".join(parts[:-1])]
        nodes.append({"name": parts[-1], "kind": 2, "data": data, "parent": parent})
    mini, mini_fat, sectors, fat = b"", [], [], []

    def put(data: bytes) -> int:
        start = len(sectors)
        count = max(1, -(-len(data) // 512))
        sectors.extend(data[i * 512 : (i + 1) * 512].ljust(512, b"\0") for i in range(count))
        fat.extend([*range(start + 1, start + count), 0xFFFFFFFE])
        return start

    for node in nodes[1:]:
        data = node["data"]
        if node["kind"] != 2 or not data:
            node["start"] = 0xFFFFFFFE
        elif len(data) < 4096:
            node["start"] = len(mini_fat)
            count = -(-len(data) // 64)
            mini += data.ljust(count * 64, b"\0")
            first = len(mini_fat)
            mini_fat += [*range(first + 1, first + count), 0xFFFFFFFE]
        else:
            node["start"] = put(data)
    nodes[0]["start"], nodes[0]["data"] = (put(mini) if mini else 0xFFFFFFFE), mini
    mini_start = put(struct.pack(f"<{len(mini_fat)}I", *mini_fat)) if mini_fat else 0xFFFFFFFE
    mini_count = -(-len(mini_fat) * 4 // 512)
    directory = put(_directory(nodes))
    blocks = -(-(len(fat) + 2) // 127)
    fat_start = len(sectors)
    table = [*fat, *[0xFFFFFFFD] * blocks]
    packed = struct.pack(f"<{len(table)}I", *table).ljust(blocks * 512, b"\xff")
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6),
        0, blocks, directory, 0, 4096, mini_start, mini_count, 0xFFFFFFFE, 0, fat_start,
    )  # fmt: skip
    difat = [fat_start + i for i in range(1, blocks)]
    header += struct.pack("<108I", *difat, *[0xFFFFFFFF] * (108 - len(difat)))
    return header + b"".join(sectors) + packed


def _directory(nodes: list[dict]) -> bytes:
    none = 0xFFFFFFFF
    children: dict[int, list[int]] = {}
    for number, node in enumerate(nodes):
        if node["parent"] is not None:
            children.setdefault(node["parent"], []).append(number)
    after = {a: b for group in children.values() for a, b in pairwise(group)}
    entries = []
    for number, node in enumerate(nodes):
        name = node["name"].encode("utf-16-le") + b"\0\0"
        child = children.get(number, [none])[0]
        entries.append(struct.pack("<64sHBB", name, len(name), node["kind"], 1))
        entries.append(struct.pack("<III36s", none, after.get(number, none), child, bytes(36)))
        entries.append(struct.pack("<IQ", node["start"], len(node["data"])))
    return b"".join(entries)


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{_escape(text)}</w:t></w:r></w:p>"


def _row(line: str) -> str:
    cells = "".join(f"<w:tc>{_paragraph(cell.strip())}</w:tc>" for cell in line.split(" | "))
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
