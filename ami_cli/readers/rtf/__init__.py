"""Rich Text Format, as Word, LibreOffice and WordPad write it (RTF 1.9.1)."""

from __future__ import annotations

import re

from ami_cli.errors import CorruptFile, EmptyFile, TooLargeFile
from ami_cli.model.document import Attachment, Document
from ami_cli.readers import Source
from ami_cli.readers.draft import draft_text, freeze, hidden_warning
from ami_cli.readers.rtf.machine import Machine
from ami_cli.readers.rtf.words import run_word

_HEADER = re.compile(rb"\{\s{0,100}\\rt")
MAX_BYTES = 64_000_000
MAX_OBJECT = 20_000_000  # bytes of one embedded object kept as an attachment


def read(source: Source) -> Document:
    """Read one RTF file.

    Raises:
        EmptyFile: no byte at all.
        CorruptFile: no RTF header near the start.
        TooLargeFile: over ``MAX_BYTES``.
    """
    data = source.data
    if not data:
        raise EmptyFile("Le fichier est vide : redemandez-le à l’expéditeur.")
    if len(data) > MAX_BYTES:
        raise TooLargeFile("Le fichier RTF dépasse 64 Mo : demandez une version plus légère.")
    start = _HEADER.search(data, 0, 4096)
    if start is None:
        raise CorruptFile("Ce fichier n’est pas un RTF lisible : demandez un nouvel envoi.")
    machine = Machine(run_word)
    machine.run(data, start.start())
    return _document(source, machine)


def _document(source: Source, m: Machine) -> Document:
    body = freeze(m.body.finish())
    notes = [block for flow in m.notes for block in flow.finish()]
    margins = [block for flow in m.margins for block in flow.finish()]
    warnings = [*m.warnings, *hidden_warning(m.hidden)]
    if m.body.covered:
        warnings.append("Du texte caché par une fusion de cellules n’a pas été retenu.")
    comments = (draft_text(flow.finish()).strip() for flow in m.comments)
    return Document(
        file=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        blocks=body,
        via=("rtf",),
        margins=freeze(margins, "margins"),
        notes=freeze(notes, "notes"),
        deleted=tuple(text for text in m.deleted if text.strip()),
        comments=tuple(text for text in comments if text),
        attachments=tuple(
            Attachment(name or "objet", data if len(data) <= MAX_OBJECT else None)
            for name, data in m.objects
        ),
        warnings=tuple(warnings),
    )
