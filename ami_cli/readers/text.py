"""Plain text: one paragraph a line."""

from __future__ import annotations

import codecs

from ami_cli.errors import EmptyFile, TooLargeFile
from ami_cli.model.document import Document
from ami_cli.readers import Source
from ami_cli.readers.draft import ParagraphDraft, freeze

_MAX_SIZE = 5 * 2**20  # bytes
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(source: Source) -> Document:
    """Read a plain text file.

    Raises:
        EmptyFile: zero bytes.
        TooLargeFile: over 5 MB, which no letter is.
    """
    if not source.data:
        raise EmptyFile("Fichier vide : demander au porteur de le renvoyer.")
    if len(source.data) > _MAX_SIZE:
        raise TooLargeFile("Texte démesuré : demander une version plus légère.")
    drafts = []
    for line in decode(source.data).splitlines():
        draft = ParagraphDraft()
        draft.write(line.replace("\0", ""))
        drafts.append(draft)
    return Document(
        file=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        blocks=freeze(drafts),
        via=("text",),
    )


def decode(data: bytes) -> str:
    """Return the text: by its mark, else UTF-8 when it is, else Windows-1252."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
