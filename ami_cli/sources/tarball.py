"""Tar archives and single compressed files (gzip, bzip2, xz), under the limits of an archive."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import tarfile
import zlib
from collections.abc import Iterator
from typing import Protocol

from ami_cli.errors import CorruptFile, TooLargeFile
from ami_cli.sources.archive import SMALL, TOO_MUCH, Member, unsafe_name
from ami_cli.sources.limits import MB, Limits

_DAMAGED = "Cette archive est abîmée : demandez au candidat de la renvoyer."
_CHUNK = 1 << 22  # bytes; the rest of the input is copied each time


class _Decompressor(Protocol):
    """What the three libraries have in common, but for how they are fed."""

    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


def members(data: bytes, name: str, limits: Limits, budget: int) -> Iterator[Member]:
    """Yield the files of a tar, compressed or not, or the one file that was compressed.

    Raises:
        CorruptFile: not readable. TooLargeFile: over a limit as a whole.
    """
    plain = _expand(data, limits, budget)
    if plain[257:262] != b"ustar" and not _is_tar(plain):
        yield Member(_inner_name(name), plain)
        return
    try:
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
            yield from _members(archive, limits, budget)
    except (tarfile.TarError, EOFError, ValueError, OSError) as error:
        raise CorruptFile(_DAMAGED) from error


def _members(archive: tarfile.TarFile, limits: Limits, budget: int) -> Iterator[Member]:
    for number, info in enumerate(archive):
        if number >= limits.members:
            raise TooLargeFile(
                f"Cette archive contient plus de {limits.members} fichiers : gardez ceux de la "
                "candidature."
            )
        if info.isdir():
            continue
        refused = unsafe_name(info.name)
        if not refused and not info.isfile():
            refused = (
                "Ce n'est pas un fichier mais un lien : il n'a pas été suivi. Demandez le fichier."
            )
        if refused:
            yield Member(info.name, kind="unsafe", message=refused)
        elif info.size > min(limits.file_bytes, budget):
            yield Member(info.name, kind="too_large", message=TOO_MUCH)
        else:
            stream = archive.extractfile(info)
            read = stream.read(info.size) if stream else b""
            budget -= len(read)
            yield Member(info.name, read)


def _is_tar(plain: bytes) -> bool:
    """Tell the oldest kind of tar, which has no mark, by the checksum of its first header."""
    head = plain[:512]
    if len(head) < 512 or not head[0]:
        return False
    stated = re.fullmatch(rb"\s*([0-7]{1,7})[\0 ]*", head[148:156])
    return stated is not None and sum(head[:148]) + 256 + sum(head[156:]) == int(stated[1], 8)


def _expand(data: bytes, limits: Limits, budget: int) -> bytes:
    made = _decompressor(data)
    if made is None:
        return data
    out = bytearray()
    pending = data
    try:
        while not made.eof:
            chunk = made.decompress(pending, _CHUNK)
            pending = getattr(made, "unconsumed_tail", b"")
            if not chunk and not pending:
                break
            out += chunk
            if len(out) > SMALL and len(out) // max(len(data), 1) > limits.ratio:
                raise TooLargeFile(
                    f"Cette archive se décompresse plus de {limits.ratio} fois : elle n'a pas été "
                    "ouverte. Demandez un envoi ordinaire."
                )
            if len(out) > min(2 * limits.file_bytes, budget):
                raise TooLargeFile(TOO_MUCH)
    except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise CorruptFile(_DAMAGED) from error
    if not made.eof:
        raise CorruptFile(_DAMAGED)
    return bytes(out)


def _decompressor(data: bytes) -> _Decompressor | None:
    if data[:2] == b"\x1f\x8b":
        return zlib.decompressobj(31)
    if data[:3] == b"BZh":
        return bz2.BZ2Decompressor()
    if data[:6] == b"\xfd7zXZ\0":
        return lzma.LZMADecompressor(memlimit=256 * MB)
    return None


def _inner_name(name: str) -> str:
    """Return the name of a compressed file without what the compression added."""
    last = name.rpartition("/")[2]
    return re.sub(r"\.(gz|bz2|xz)$", "", last, flags=re.IGNORECASE) or "contenu"
