"""Media type of a file, told from its bytes; its name only breaks ties.

Names lie: a ".doc" may be a .docx, RTF, HTML, a web archive or WordPerfect. The name decides only
between kinds that share the same bytes (text and CSV, mail and web archive) and for bytes that
look like nothing, so that a damaged .docx is reported as a damaged .docx. See
``docs/formats/detection.md`` for the table of disguises.
"""

from __future__ import annotations

from ami_cli.detect import kinds
from ami_cli.detect.magic import magic_type
from ami_cli.detect.ole import ole_type
from ami_cli.detect.package import zip_type
from ami_cli.detect.prose import prose_type

__all__ = ["label", "media_type"]


def media_type(data: bytes, name: str) -> str:
    """Return the media type of ``data``; never fails.

    ``application/x-empty`` is never returned: an empty file has the type its name promises, and its
    reader says that it is empty.
    """
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if data.startswith(kinds.OLE_MAGIC):
        return ole_type(data, suffix)
    if data.startswith(kinds.ZIP_MAGICS):
        return zip_type(data, suffix)
    return magic_type(data) or prose_type(data, suffix) or _by_name(suffix)


def label(media_type: str) -> str:
    """Return what a person calls this kind of file, in French."""
    return kinds.LABELS.get(media_type, media_type)


def _by_name(suffix: str) -> str:
    """Bytes that look like nothing: a damaged file of the kind its name says, if it says one."""
    return kinds.BY_SUFFIX.get(suffix, kinds.OCTETS)
