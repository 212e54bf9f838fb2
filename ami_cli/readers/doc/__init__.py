"""Reads Word 97-2003 documents ([MS-DOC]) into the document model.

Older Word formats are left to LibreOffice; enciphered files are opened with a known password when
``msoffcrypto`` is installed.
"""

from __future__ import annotations

import struct

from ami_cli.errors import CorruptFile, EncryptedFile
from ami_cli.model.document import Document
from ami_cli.readers import Source
from ami_cli.readers.doc.compound import MAGIC, Compound, has_rights_management, why_not_word
from ami_cli.readers.doc.fib import OlderWord, older_word, read_fib
from ami_cli.readers.doc.streams import Streams

_DAMAGED = (
    "Le fichier Word (.doc) est endommagé et ne peut pas être lu. "
    "Demandez un nouvel envoi, si possible en .docx ou en PDF."
)
_SHOWN = 200  # characters of hidden text that a warning repeats


def read(source: Source) -> Document:
    """Read one .doc.

    Raises:
        EncryptedFile: a password or a rights server is needed.
        UnsupportedFile: an older Word, or another program's compound file.
        CorruptFile: the bytes contradict themselves.
        TooLargeFile: more paragraphs than any form has.
    """
    try:
        return _read(source)
    except OlderWord as older:
        from ami_cli.readers import office

        return office.read(source, older.name)
    except (struct.error, IndexError, ValueError, OverflowError, RecursionError) as error:
        raise CorruptFile(_DAMAGED) from error  # damage that no reader above expected


def _read(source: Source) -> Document:
    from ami_cli.readers.doc.attachments import read_attachments
    from ami_cli.readers.doc.build import Builder
    from ami_cli.readers.doc.signatures import read_signatures

    compound, encrypted = _open(source)
    builder = Builder(_streams(compound), compound)
    blocks = builder.body()
    return Document(
        file=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        blocks=blocks,
        via=("doc",),
        notes=builder.notes(),
        margins=builder.margins(),
        comments=builder.comments(),
        attachments=read_attachments(compound),
        signatures=read_signatures(compound),
        deleted=builder.deleted,
        annotations=tuple(builder.annotations),
        encrypted=encrypted,
        warnings=_warnings(builder.hidden),
    )


def _warnings(hidden: str) -> tuple[str, ...]:
    if not hidden:
        return ()
    shown = hidden if len(hidden) <= _SHOWN else hidden[:_SHOWN] + "…"
    return (f"Le document contient du texte masqué, qui n'a pas été repris : « {shown} ».",)


def _open(source: Source) -> tuple[Compound, bool]:
    """Return the compound file, deciphered, and whether it was enciphered."""
    data = source.data
    if data[:8] != MAGIC:
        older = older_word(int.from_bytes(data[:2], "little"))
        raise older or CorruptFile(
            "Ce fichier n'est pas un document Word (.doc) lisible. Demandez un nouvel envoi."
        )
    compound = Compound(data)
    word = compound.stream("WordDocument")
    if not word or has_rights_management(compound):
        raise why_not_word(compound)
    if read_fib(word).encrypted:
        from ami_cli.readers.doc.decrypt import decrypt

        compound = Compound(decrypt(data, source.passwords))
        if read_fib(compound.stream("WordDocument")).encrypted:
            raise EncryptedFile("Le document Word est protégé et n'a pas pu être déchiffré.")
        return compound, True
    return compound, False


def _streams(compound: Compound) -> Streams:
    word = compound.stream("WordDocument")
    fib = read_fib(word)
    table = compound.stream(fib.table)
    if not table:
        raise CorruptFile(
            "Le fichier Word (.doc) est endommagé : la table de son contenu manque. "
            "Demandez un nouvel envoi, si possible en .docx ou en PDF."
        )
    return Streams(fib, word, table, compound.stream("Data"))
