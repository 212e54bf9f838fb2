"""Mails: one message, its date, its text and its parts, from ``.eml`` and ``.mbox`` bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from itertools import pairwise

from ami_cli.errors import CorruptFile, TooLargeFile
from ami_cli.sources import dates

MAX_PARTS = 500
_MAX_HEADER = 20_000  # characters
# codecs of Python that no mail is written in; some of them take quadratic time
_NOT_CHARSETS = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"}
_NAMING = ("content-disposition", "content-type")
_BARE_NAME = re.compile(r'name\s*=\s*"?([^";\r\n]+)', re.IGNORECASE)
_BROKEN = ("CloseBoundaryNotFoundDefect", "StartBoundaryNotFoundDefect")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a message carries: a file (``data``), its text (``body``) or another message."""

    name: str
    data: bytes = b""
    body: bool = False
    letter: Mail | None = None
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """One message. ``when`` is aware or None; ``remarks`` are French sentences about it.

    ``forwarded`` is the date of the message quoted below a forward (« TR : … »), if stated;
    ``delivered`` that of its arrival at the server, when it is another day.
    """

    when: datetime | None
    subject: str
    sender: str
    parts: tuple[Part, ...]
    forwarded: datetime | None = None
    remarks: tuple[str, ...] = ()
    broken: bool = False
    delivered: datetime | None = None


def read_eml(data: bytes) -> Mail:
    """Parse one message.

    Raises:
        CorruptFile: no header at all. TooLargeFile: messages or parts nested beyond reason.
    """
    try:
        # not policy.default: its header parser fails in many ways, and slowly, on bad input
        message = message_from_bytes(data, policy=policy.compat32)
    except RecursionError as error:
        raise TooLargeFile(
            "Ce message contient trop de parties emboîtées : demandez les fichiers séparément."
        ) from error
    if not message.keys():
        raise CorruptFile(
            "Ce fichier n'est pas un message lisible : demandez au candidat de le renvoyer."
        )
    return _mail(message)


def split_mbox(data: bytes) -> list[bytes]:
    """Return the messages of a mailbox, quoting (``>From``) undone."""
    starts = [m.start() for m in re.finditer(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\n]*\n", data)]
    messages = []
    for begin, end in pairwise([*starts, len(data)]):
        body = data[begin:end].split(b"\n", 1)[1] if b"\n" in data[begin:end] else b""
        messages.append(re.sub(rb"(?m)^>(>*From )", rb"\1", body))
    return messages


def forwarded_date(text: str) -> datetime | None:
    """Return the date in the header block that mail programs put above a forwarded message.

    Only the outermost block counts; a block needs a sender line beside its date.
    """
    block = re.compile(
        r"^[>\s*]*(?:De|From|Exp[ée]diteur)\s*\*?\s*:[^\n]*\n(?:[^\n]*\n){0,3}?"
        r"[>\s*]*(?:Envoy[ée](?:\s+le)?|Date|Sent)\s*\*?\s*:\s*\*?\s*(?P<date>[^\n*]+)",
        re.MULTILINE | re.IGNORECASE,
    )
    match = block.search(text[:20_000])
    if match is None:
        return None
    stated = re.sub(r"\s*\(?(?:UTC|GMT|CET|CEST)[^)]*\)?\s*$", "", match["date"].strip())
    return dates.parse(stated) or header_date(stated)


def is_forward(subject: str) -> bool:
    """Tell a forward by its subject: ``TR :``, ``Fwd:``, ``Fw:``, ``I:``."""
    return re.match(r"\s*(?:(?:re|rép|r[ée]f)\s*:\s*)*(?:tr|fwd?|i)\s*:", subject, re.I) is not None


def _mail(message: Message) -> Mail:
    remarks: list[str] = []
    sent, delivered = header_date(header(message, "Date")), _delivered(message)
    other_day = sent and delivered and abs((sent - delivered).total_seconds()) > 86_400
    if sent and delivered and other_day:
        remarks.append(
            f"La date du message ({sent:%d/%m/%Y}) et celle de son arrivée au serveur "
            f"({delivered:%d/%m/%Y}) diffèrent : vérifiez la date de réception."
        )
    parts = tuple(_parts(message))
    subject = header(message, "Subject")
    text = next((p.data.decode("utf-8") for p in parts if p.body and p.name == "corps.txt"), "")
    forwarded = forwarded_date(text) if is_forward(subject) else None
    broken = any(type(d).__name__ in _BROKEN for part in _walk(message) for d in part.defects)
    sender = header(message, "From")
    return Mail(
        sent or delivered,
        subject,
        sender,
        parts,
        forwarded,
        tuple(remarks),
        broken,
        delivered if other_day else None,
    )


def _parts(message: Message) -> Iterator[Part]:
    texts: list[Part] = []
    files: list[Part] = []
    for number, part in enumerate(_walk(message)):
        if number > MAX_PARTS:
            raise TooLargeFile(
                f"Ce message a plus de {MAX_PARTS} parties : demandez les fichiers séparément."
            )
        if part.get_content_maintype() == "multipart":
            continue
        made = _part(part, len(files) + 1)
        if made is not None:
            (texts if made.body else files).append(made)
    yield from _bodies(texts)
    yield from files


def _part(part: Message, number: int) -> Part | None:
    kind = part.get_content_type()
    name = _file_name(part)
    if kind == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            letter = _mail(inner[0])
            return Part(name or f"{letter.subject or 'message transféré'}.eml", letter=letter)
    attached = "attachment" in (header(part, "Content-Disposition") or "").lower()
    data = _payload(part)
    if kind in ("text/plain", "text/html") and not name and not attached:
        suffix = "html" if kind == "text/html" else "txt"
        return Part(f"corps.{suffix}", _to_utf8(part, data), body=True) if data.strip() else None
    if not data and not name:
        return None
    return Part(name or f"pièce {number}{_extension(kind)}", data, inline=not attached)


def _bodies(texts: list[Part]) -> Iterator[Part]:
    """Join the texts of a message: the plain ones when they say something, else the HTML ones."""
    plain = b"\n\n".join(p.data for p in texts if p.name == "corps.txt")
    page = b"\n".join(p.data for p in texts if p.name == "corps.html")
    if _letters(plain) * 4 >= _visible(page) or not page:
        if plain:
            yield Part("corps.txt", plain, body=True)
    else:
        yield Part("corps.html", page, body=True)


def _visible(page: bytes) -> int:
    """Count what a page shows, roughly, in one pass: a pattern takes for ever on a hostile one."""
    chunks = page.split(b"<")
    hidden = (b"style", b"script", b"title", b"!--")
    shown = (c.partition(b">")[2] for c in chunks[1:] if not c[:6].lower().startswith(hidden))
    return sum(_letters(text) for text in shown) + _letters(chunks[0])


def _letters(text: bytes) -> int:
    return len(b"".join(text.split()))


def _walk(message: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the parts of one message, without entering the messages inside it."""
    if depth > 30:
        raise TooLargeFile(
            "Ce message contient trop de parties emboîtées : demandez les fichiers séparément."
        )
    yield message
    payload = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _walk(part, depth + 1)


def header(message: Message, name: str) -> str:
    """Return a decoded header, whatever is wrong with it; empty when there is none."""
    raw = next((str(v) for k, v in message.raw_items() if k.lower() == name.lower()), "")
    return " ".join(_decoded(_plain(raw[:_MAX_HEADER])).split())


def _decoded(text: str) -> str:
    """Undo the encoded words of RFC 2047; a text whose encoding is wrong stays as it is."""
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError, MessageError):
        return text


def _plain(text: str) -> str:
    """Undo what the parser does with bytes that are not ASCII: UTF-8, else Windows-1252."""
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, MessageError):  # a name is worth less than the file
        name = ""
    if "\ufffd" in name:  # bytes that are not ASCII, which the parser gives up
        heads = (str(v) for k, v in part.raw_items() if k.lower() in _NAMING)
        name = next((m[1] for head in heads if (m := _BARE_NAME.search(head))), name)
    # RFC 2047 inside a quoted parameter is forbidden, and what Outlook sends
    return _decoded(_plain(name[:_MAX_HEADER])) if name else ""


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    return data if isinstance(data, bytes) else b""


def _to_utf8(part: Message, data: bytes) -> bytes:
    charset = part.get_content_charset() or "utf-8"
    for candidate in (charset, "utf-8", "cp1252"):
        try:
            if candidate not in _NOT_CHARSETS:
                return data.decode(candidate).encode("utf-8")
        except (ValueError, LookupError):
            continue
    return data.decode("latin-1").encode("utf-8")


def _delivered(message: Message) -> datetime | None:
    """Return the date of the topmost ``Received`` line: when our own server took the message."""
    line = header(message, "Received")
    return header_date(line.rpartition(";")[2]) if ";" in line else None


def header_date(text: str) -> datetime | None:
    """Return the date of a mail header, aware; without an offset it is UTC (RFC 5322)."""
    if not text.strip():
        return None
    try:
        date = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return dates.parse(text)
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _extension(kind: str) -> str:
    import mimetypes

    return mimetypes.guess_extension(kind) or ""
