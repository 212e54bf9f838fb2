"""The HTML inside a file: decode a page, or open a « Web page, single file » (MHTML, RFC 2557)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from urllib.parse import unquote, urljoin

from ami_cli.errors import CorruptFile, EmptyFile, TooLargeFile

MAX_BYTES = 64_000_000
MAX_PARTS = 5_000
MAX_LINES = 1_200_000  # of an archive: the headers of its parts are lists of lines
MAX_MARKUP = 24_000_000  # characters; an embedded photograph counts
MAX_TAGS = 300_000  # 600 bytes each, tree and draft

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_HEADERS = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,200}")
_XML = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")  # LibreOffice leaves those of its fields
_WEB_CODEC = re.compile(
    r"utf-8|ascii|latin-1|cp\d+|iso8859-\d+|iso2022_jp\w*|koi8-[ru]|mac-\w+|gb\w+|big5\w*|euc_\w+|"
    r"shift_jis\w*|johab"
)
# what the Web means by these names (Encoding Standard, § 4.2)
_LATIN = {"iso8859-1", "ascii", "latin-1"}


@dataclass(frozen=True, slots=True)
class Page:
    """The markup, and the other parts of its file by every address it may name them with."""

    markup: str
    address: str = ""
    parts: dict[str, bytes] = field(default_factory=dict)
    margins: tuple[str, ...] = ()  # markup of Word's header.htm
    is_archive: bool = False

    def part(self, link: str) -> bytes | None:
        """Return the bytes of the part that ``link`` names; None when it is outside of the file."""
        if link.lower().startswith("cid:"):
            return self.parts.get(unquote(link[4:]))
        for name in (link, _join(self.address, link)):
            for spelling in (name, unquote(name)):
                if spelling in self.parts:
                    return self.parts[spelling]
        return None


def open_page(data: bytes, named_archive: bool = False) -> Page:
    """Decode a page, or the main page of an archive.

    ``named_archive``: the detector said so; a page whose bytes say so is one anyway.

    Raises:
        EmptyFile: nothing but white space.
        TooLargeFile: over ``MAX_BYTES`` or ``MAX_PARTS``.
        CorruptFile: an archive without a page.
    """
    if not data.strip():
        raise EmptyFile("Fichier vide : demander au porteur de le renvoyer.")
    if len(data) > MAX_BYTES:
        raise TooLargeFile("Page de plus de 64 Mo : demander une version plus légère.")
    if named_archive or is_archive(data):
        return _archive(data)
    return Page(decode(data))


def is_archive(data: bytes) -> bool:
    """Whether bytes begin like a mail message with several parts."""
    headers = _HEADERS.match(data[:20_000])
    return headers is not None and b"multipart/" in headers[0].lower()


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of a page.

    Its byte order mark says the encoding, or its header, or its meta; else UTF-8, else cp1252.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) if name == "utf-8" else 0 :].decode(name, "replace")
    meta = _META.search(data[:4096])
    named = declared or (meta[1].decode("ascii", "replace") if meta else None)
    codec = _codec(named)
    if codec is not None:
        return data.decode(codec, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if found.name.startswith("utf-16"):
        return "utf-8"  # a meta that could be read as ASCII cannot be UTF-16
    if _WEB_CODEC.fullmatch(found.name) is None:
        return None
    return "cp1252" if found.name in _LATIN else found.name


def clean(markup: str) -> str:
    """Return markup that the parser takes: no XML declaration, no control character.

    Raises:
        TooLargeFile: over ``MAX_MARKUP`` or ``MAX_TAGS``.
    """
    if len(markup) > MAX_MARKUP or markup.count("<") > MAX_TAGS:
        raise TooLargeFile("Page démesurée : demander une version plus légère.")
    return _CONTROLS.sub("", _XML.sub("", markup, count=1))


def _archive(data: bytes) -> Page:
    if data.count(b"\n") > MAX_LINES:
        raise TooLargeFile("Archive Web démesurée : demander une version plus légère.")
    try:
        message = message_from_bytes(data.lstrip())
        leaves = [part for part in message.walk() if not part.is_multipart()]
    except (MessageError, RecursionError, ValueError, LookupError, AttributeError) as error:
        raise CorruptFile("Archive Web illisible : redemander le fichier.") from error
    if len(leaves) > MAX_PARTS:
        raise TooLargeFile(
            "Archive Web de trop de parties : elle n’a pas été lue. Demandez un PDF."
        )
    main: tuple[str, str] | None = None
    margins: list[str] = []
    parts: dict[str, bytes] = {}
    for leaf in leaves:
        content = _payload(leaf)
        address = str(leaf.get("Content-Location") or "").strip()
        if leaf.get_content_type() in ("text/html", "application/xhtml+xml"):
            markup = decode(content, _charset(leaf))
            if main is None:
                main = markup, address
            elif address.rpartition("/")[2].lower() in ("header.htm", "header.html"):
                margins.append(markup)
        for name in (address, str(leaf.get("Content-ID") or "").strip().strip("<>")):
            if name:
                parts.setdefault(name, content)
    if main is None:
        raise CorruptFile("Archive Web sans page : redemander le fichier.")
    return Page(main[0], main[1], parts, tuple(margins), is_archive=True)


def _payload(leaf: Message) -> bytes:
    try:
        payload = leaf.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, AttributeError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(leaf: Message) -> str | None:
    try:
        return leaf.get_content_charset()
    except (ValueError, LookupError, AttributeError, TypeError):
        return None


def _join(address: str, link: str) -> str:
    try:
        return urljoin(address, link)
    except ValueError:
        return link
