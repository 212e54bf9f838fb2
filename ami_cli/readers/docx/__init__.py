"""Word documents (.docx, .docm, .dotx), transitional and strict (ISO 29500).

See ``docs/formats/docx.md`` for what Word writes and what is read. Macros are never touched and
nothing outside the file is fetched.
"""

from __future__ import annotations

from ami_cli.errors import EmptyFile, TooLargeFile
from ami_cli.model.document import Document
from ami_cli.readers import Source
from ami_cli.readers.docx.assembly import Assembly
from ami_cli.readers.docx.opc import Parts
from ami_cli.readers.docx.sealed import OLE, unlock
from ami_cli.readers.package import open_package


def read(source: Source) -> Document:
    """Read one Word file.

    Raises:
        FileProblem: empty, damaged, encrypted without a known password, unsafe or too large.
    """
    if not source.data:
        raise EmptyFile("Fichier vide : demander au porteur de le renvoyer.")
    if not source.data.startswith(OLE):
        return read_parts(source, Parts(open_package(source.data)))
    opened = unlock(source.data, source.passwords)
    return read_parts(source, Parts(open_package(opened)), encrypted=True)


def read_parts(
    source: Source,
    parts: Parts,
    *,
    encrypted: bool = False,
    chunk_depth: int = 0,
    via: str = "docx",
) -> Document:
    """Read a document from its parts, whatever holds them.

    ``chunk_depth`` is 1 for a document inserted in another one; ``via`` names the reader.
    """
    try:
        return Assembly(parts, chunk_depth).document(source, encrypted=encrypted, via=via)
    except RecursionError as error:
        raise TooLargeFile(
            "Document imbriqué à l'excès : il n'a pas été lu. Demandez-le en PDF."
        ) from error
