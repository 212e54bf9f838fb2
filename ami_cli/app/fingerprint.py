"""What a dossier is made of, before it is read: equal fingerprint, nothing to read again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ami_cli import __version__
from ami_cli.app.roles import Given
from ami_cli.model.dossier import Dossier
from ami_cli.sources import folder
from ami_cli.sources.limits import Limits

# problems that other limits might cure: such a reading is good for its own limits only
LIMITED = frozenset({"timeout", "too_large"})


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The digest of names, bytes, reception, engine and definition; each file's SHA-256, size."""

    digest: str
    files: tuple[tuple[str, str, int], ...]

    def with_roles(self, roles: Sequence[Given]) -> Fingerprint:
        """Return the fingerprint of the dossier read with the roles that people gave to files."""
        if not roles:
            return self
        stated = "\n".join(f"{given.sha256} {given.role}" for given in roles)
        digest = hashlib.sha256(f"{self.digest}\n{stated}".encode()).hexdigest()
        return Fingerprint(digest, self.files)

    def limited(self, guard: str) -> str:
        """Return the digest of a reading cut short by limits (``guard`` states them)."""
        return hashlib.sha256(f"{self.digest}\n{guard}".encode()).hexdigest()


def fingerprint(dossier: Dossier, definition: str, limits: Limits) -> Fingerprint:
    """Take the fingerprint of a dossier; its name and its folder are not part of it.

    A file too large to be read counts by its size; one that cannot be opened by that fact.
    """
    files = []
    total = hashlib.sha256(
        f"{__version__}\n{definition}\n{dossier.received}\n{dossier.part}\n".encode()
    )
    for path in dossier.files:
        shown = folder.relative(dossier, path)
        digest, size = _hash(path, limits.file_bytes)
        files.append((shown, digest, size))
        total.update(f"{shown}\0{digest}\n".encode())
    for problem in dossier.problems:
        total.update(f"{problem.kind}\0{problem.file}\n".encode())
    return Fingerprint(total.hexdigest(), tuple(files))


def _hash(path: Path, limit: int) -> tuple[str, int]:
    try:
        data = folder.read_bytes(path, limit)
    except OSError as error:
        return f"!{error.errno}", 0
    except ValueError as error:
        return f"!{error}", 0
    return hashlib.sha256(data).hexdigest(), len(data)
