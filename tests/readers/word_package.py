"""Word packages made by hand: the smallest file that shows one thing."""

from __future__ import annotations

import zipfile
from io import BytesIO

from ami_cli.model.document import (
    Block,
    Checkbox,
    Document,
    FormField,
    Inline,
    Paragraph,
    Picture,
    Run,
    Signature,
)
from ami_cli.readers import Source
from ami_cli.readers.docx import read

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpi": "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/>{0}</Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{0}</Relationships>'
)


def package(
    body: str,
    *,
    parts: dict[str, str | bytes] | None = None,
    relations: dict[str, tuple[str, str]] | None = None,
    external: dict[str, tuple[str, str]] | None = None,
    root: str = "document",
) -> bytes:
    """Return a .docx whose body is ``body``.

    ``parts`` are other members by name: text is XML content whose root gets the namespaces.
    ``relations`` of the document are id -> (kind, target); ``external`` ones point out of the file.
    """
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(""),
        "_rels/.rels": _RELATIONS.format(relation("main", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:{root} {DECLARED}><w:body>{body}</w:body></w:{root}>",
        "word/_rels/document.xml.rels": _RELATIONS.format(
            "".join(relation(key, *value) for key, value in (relations or {}).items())
            + "".join(relation(key, *value, "External") for key, value in (external or {}).items())
        ),
    }
    for name, content in (parts or {}).items():
        declared = isinstance(content, str) and "xmlns" not in content
        members[name] = declare(content) if declared else content
    return zipped(members)


def declare(xml: str | bytes) -> str:
    """Return ``xml`` with the namespaces declared on its root."""
    assert isinstance(xml, str)
    name = xml[1:].split(">")[0].split(" ")[0].rstrip("/")
    return xml.replace(f"<{name}", f"<{name} {DECLARED}", 1)


def relation(key: str, kind: str, target: str, mode: str = "") -> str:
    """Return one relationship."""
    where = f' TargetMode="{mode}"' if mode else ""
    kind = kind if "/" in kind else f"{OFFICE}/{kind}"
    return f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{where}/>'


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Return a zip of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def opened(data: bytes, *passwords: str) -> Document:
    """Read a .docx."""
    return read(Source("essai.docx", data, DOCX, passwords))


def document(body: str, **more: object) -> Document:
    """Read a .docx whose body is ``body``."""
    return opened(package(body, **more))  # type: ignore[arg-type]


def outline(blocks: tuple[Block, ...]) -> list[object]:
    """Return paragraphs as their text, tables as lists of rows of lists of cells."""
    out: list[object] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out.append(block.text)
        else:
            out.append([[outline(cell.blocks) for cell in row.cells] for row in block.rows])
    return out


def items(doc: Document) -> tuple[Inline, ...]:
    """Return the items of the only paragraph."""
    (paragraph,) = doc.blocks
    assert isinstance(paragraph, Paragraph)
    return paragraph.items


def short(item: Inline) -> tuple[object, ...]:
    """Return one item without its place."""
    match item:
        case Run():
            flags = ("bold", "underlined", "struck", "highlighted", "inserted", "hint")
            on = tuple(flag for flag in flags if getattr(item, flag))
            return (item.text, *on, *((item.colour,) if item.colour else ()))
        case FormField():
            return ("field", item.kind, item.name, item.value)
        case Checkbox():
            return ("box", item.name, item.checked)
        case Picture():
            return ("picture", item.sha256[:8], item.width, item.height, item.description)
        case Signature():
            return ("signature", item.kind, item.signer, item.signed)
