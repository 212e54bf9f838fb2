"""Kinds that are text: XML and its dialects, web pages, mails, plain text."""

from __future__ import annotations

import codecs
import re

from ami_cli.detect import kinds

_HEAD = 64 * 1024  # bytes looked at
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKUP_START = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!\[[^>]*>\s*)*", re.DOTALL)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|title|meta|body|table|div|p|span|font|h[1-6]|center|style|script"
    r"|br|b|i|a|ul|ol|form|o:p)\b",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<([\w:.-]+)((?:\s[^<>]*)?)/?>?")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t]|\r?\n[ \t])")
_POSTED = {"to", "cc", "received", "message-id", "return-path", "delivered-to", "envelope-to"}
_MAIL_HEADERS = _POSTED | {
    "from",
    "bcc",
    "date",
    "subject",
    "reply-to",
    "sender",
    "mime-version",
    "content-type",
    "in-reply-to",
    "references",
    "dkim-signature",
    "authentication-results",
    "x-mailer",
    "x-originating-ip",
    "thread-topic",
    "thread-index",
    "list-id",
}
_MBOX = re.compile(r"From \S+.*\d{4}\s*\r?\n>?[A-Za-z-]+:")
_BY_SUFFIX = {
    "csv": kinds.CSV,
    "json": "application/json",
    "ics": "text/calendar",
    "vcf": "text/vcard",
    "md": "text/markdown",
}
_WEB_SUFFIXES = ("mht", "mhtml", "doc")


def prose_type(data: bytes, suffix: str) -> str | None:
    """Return the kind of a text, None when the bytes are not text."""
    head = _decoded(data[:_HEAD])
    if head is None:
        return None
    markup = _markup_type(head)
    if markup is not None:
        return markup
    if _MBOX.match(head):
        return kinds.MBOX
    mail = _mail_type(head, suffix)
    if mail is not None:
        return mail
    return _BY_SUFFIX.get(suffix, kinds.TEXT) if head.strip("\0 \t\r\n\ufeff") else None


def _decoded(head: bytes) -> str | None:
    """Return the head as text, None when it has what no text has."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    for encoding in ("utf-16-le", "utf-16-be"):
        if head.startswith("<?xml".encode(encoding)):
            return head.decode(encoding, "replace")
    controls = sum(head.count(code) for code in range(32) if code not in (9, 10, 12, 13, 26, 27))
    if controls > len(head) // 200:
        return None
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


def _markup_type(head: str) -> str | None:
    """Return the dialect of a text that begins by a tag."""
    start = _MARKUP_START.match(head)
    body = head[start.end() :] if start else head
    if not body.startswith("<"):
        return None
    if _HTML.match(body):
        return kinds.HTML
    is_xml = head.lstrip().startswith("<?xml")
    root = _ELEMENT.match(body)
    if root is None and not body.startswith("<!"):
        return kinds.XML if is_xml else None
    return _xml_type(head, root) or (kinds.XML if is_xml or "xmlns" in body[:2000] else None)


def _xml_type(head: str, root: re.Match[str] | None) -> str | None:
    name = root[1].rpartition(":")[2] if root else ""
    if 'progid="Word.Document"' in head or "schemas.microsoft.com/office/word/2003/wordml" in head:
        return kinds.WORD_XML
    if name == "package" and "schemas.microsoft.com/office/2006/xmlPackage" in head:
        return kinds.WORD_XML if "PowerPoint" not in head[:400] else kinds.PPTX
    if name == "document" and "urn:oasis:names:tc:opendocument:xmlns:office" in head:
        return _flat_odf(head)
    if name == "svg":
        return kinds.SVG
    if "urn:schemas-microsoft-com:office:spreadsheet" in head[:4000]:
        return kinds.XLS
    if name == "html" or "<!DOCTYPE html" in head:
        return kinds.HTML
    return None


def _flat_odf(head: str) -> str:
    if "opendocument.spreadsheet" in head:
        return kinds.ODS
    return kinds.ODP if "opendocument.presentation" in head else kinds.ODT


def _mail_type(head: str, suffix: str) -> str | None:
    """Tell a mail, or a web page saved as a mail, from a text that only has colons in it."""
    names: set[str] = set()
    related = False
    for line in head.lstrip().splitlines()[:200]:
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        header = _HEADER.match(line + " ")
        if header is None:
            return None
        names.add(header[1].lower())
        related = related or line.lower().startswith("content-type: multipart/related")
    known = names & _MAIL_HEADERS
    if len(known) < 2 and not (known and suffix in ("eml", "mht", "mhtml")):
        return None
    if (related and not names & _POSTED) or suffix in ("mht", "mhtml"):
        return kinds.WEB_ARCHIVE
    is_page = related and suffix in _WEB_SUFFIXES
    return kinds.WEB_ARCHIVE if is_page else kinds.MAIL
