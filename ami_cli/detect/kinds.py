"""The media types told apart, what people call them, and the suffixes that promise them."""

from __future__ import annotations

_OPENXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

OCTETS = "application/octet-stream"
TEXT = "text/plain"
HTML = "text/html"
CSV = "text/csv"
MAIL = "message/rfc822"
MBOX = "application/mbox"
WEB_ARCHIVE = "multipart/related"
OUTLOOK = "application/vnd.ms-outlook"
DOC = "application/msword"
OLD_WORD = "application/x-msword-before-97"
DOCX = f"{_OPENXML}.wordprocessingml.document"
XLS = "application/vnd.ms-excel"
XLSX = f"{_OPENXML}.spreadsheetml.sheet"
PPT = "application/vnd.ms-powerpoint"
PPTX = f"{_OPENXML}.presentationml.presentation"
SEALED = "application/encrypted-ooxml"
OLE = "application/x-ole-storage"
ODT = f"{_ODF}.text"
ODS = f"{_ODF}.spreadsheet"
ODP = f"{_ODF}.presentation"
RTF = "application/rtf"
WORD_XML = "application/msword+xml"
XML = "application/xml"
PDF = "application/pdf"
ZIP = "application/zip"
WORDPERFECT = "application/x-wordperfect"
WORKS = "application/vnd.ms-works"
PAGES = "application/vnd.apple.pages"
WRITE = "application/x-mswrite"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
HEIC = "image/heic"
GIF = "image/gif"
BMP = "image/bmp"
WEBP = "image/webp"
SVG = "image/svg+xml"

OLE_MAGIC = b"\xd0\xcf\x11\xe0"
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04", b"PK00PK\x03\x04")

LABELS = {
    OCTETS: "fichier d'un type inconnu",
    TEXT: "texte brut",
    HTML: "page web",
    CSV: "tableau CSV",
    MAIL: "courriel",
    MBOX: "boîte de courriels",
    WEB_ARCHIVE: "page web enregistrée",
    OUTLOOK: "courriel Outlook",
    DOC: "document Word (.doc)",
    OLD_WORD: "document Word d'avant 1997",
    DOCX: "document Word (.docx)",
    XLS: "classeur Excel (.xls)",
    XLSX: "classeur Excel (.xlsx)",
    PPT: "présentation PowerPoint (.ppt)",
    PPTX: "présentation PowerPoint (.pptx)",
    SEALED: "document Office protégé par un mot de passe",
    OLE: "fichier composite d'un type inconnu",
    ODT: "texte OpenDocument (.odt)",
    ODS: "classeur OpenDocument (.ods)",
    ODP: "présentation OpenDocument (.odp)",
    RTF: "texte enrichi (.rtf)",
    WORD_XML: "document Word en XML",
    XML: "fichier XML",
    PDF: "PDF",
    ZIP: "archive zip",
    WORDPERFECT: "document WordPerfect",
    WORKS: "document Works (.wps)",
    PAGES: "document Pages d'Apple",
    WRITE: "document Write",
    JPEG: "photo JPEG",
    PNG: "image PNG",
    TIFF: "image TIFF",
    HEIC: "photo HEIC",
    GIF: "image GIF",
    BMP: "image BMP",
    WEBP: "image WebP",
    SVG: "dessin SVG",
}

BY_SUFFIX = {
    "doc": DOC,
    "dot": DOC,
    "docx": DOCX,
    "docm": DOCX,
    "dotx": DOCX,
    "dotm": DOCX,
    "odt": ODT,
    "ott": ODT,
    "fodt": ODT,
    "rtf": RTF,
    "pdf": PDF,
    "jpg": JPEG,
    "jpeg": JPEG,
    "png": PNG,
    "tif": TIFF,
    "tiff": TIFF,
    "heic": HEIC,
    "heif": HEIC,
    "gif": GIF,
    "bmp": BMP,
    "webp": WEBP,
    "xls": XLS,
    "xlsx": XLSX,
    "ppt": PPT,
    "pptx": PPTX,
    "ods": ODS,
    "odp": ODP,
    "zip": ZIP,
    "msg": OUTLOOK,
    "eml": MAIL,
    "mbox": MBOX,
    "wpd": WORDPERFECT,
    "wps": WORKS,
    "pages": PAGES,
}
