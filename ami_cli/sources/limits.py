"""How much one dossier may ask of the machine before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes; ``nesting`` counts archives within archives, ``letters`` mails within mails.

    A form with its attachments weighs 0.1 to 30 MB; the defaults leave a wide margin.
    """

    file_bytes: int = 100 * MB
    unpacked_bytes: int = 300 * MB
    members: int = 500
    ratio: int = 200
    nesting: int = 2
    letters: int = 5
    files: int = 500
    depth: int = 12


DEFAULT = Limits()
