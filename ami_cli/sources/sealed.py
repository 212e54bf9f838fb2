"""Members of a zip that a password protects: WinZip's AES and the traditional cipher."""

from __future__ import annotations

import hashlib
import hmac
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

_AES = 99
_FIELD = 0x9901
_ENCODINGS = ("utf-8", "cp850", "cp1252")


def opened(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, passwords: Sequence[str], limit: int
) -> bytes | None:
    """Return a member's bytes, at most ``limit`` and one, or None when no password opens it."""
    for password in passwords:
        for key in _spellings(password):
            data = _try(archive, info, key, limit)
            if data is not None:
                return data
    return None


def _try(archive: zipfile.ZipFile, info: zipfile.ZipInfo, key: bytes, limit: int) -> bytes | None:
    """One password in one spelling; a wrong one may pass the first check and fail the last."""
    try:
        if info.compress_type == _AES:
            return _aes(archive, info, key, limit)
        with archive.open(info, pwd=key) as stream:
            return stream.read(limit + 1)
    except (RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error):
        return None


def _spellings(password: str) -> Iterator[bytes]:
    """Yield the bytes that tools make of a password with accents."""
    seen = set()
    for encoding in _ENCODINGS:
        try:
            key = password.encode(encoding)
        except UnicodeEncodeError:
            continue
        if key not in seen:
            seen.add(key)
            yield key


def _aes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, key: bytes, limit: int) -> bytes | None:
    """Open a member as the AE-1 and AE-2 specifications say; its seal proves the password."""
    strength, method = _how(info)
    size = 8 * (strength + 1)  # 16, 24 or 32 bytes of key, half of it of salt
    raw = _raw(archive, info)
    salt, check, sealed, seal = (
        raw[: size // 2],
        raw[size // 2 : size // 2 + 2],
        raw[size // 2 + 2 : -10],
        raw[-10:],
    )
    made = hashlib.pbkdf2_hmac("sha1", key, salt, 1000, 2 * size + 2)
    if made[-2:] != check:
        return None
    if hmac.new(made[size:-2], sealed, hashlib.sha1).digest()[:10] != seal:
        return None
    plain = _deciphered(sealed, made[:size])
    return zlib.decompressobj(-15).decompress(plain, limit + 1) if method == 8 else plain


def _how(info: zipfile.ZipInfo) -> tuple[int, int]:
    """Return the strength (1 to 3) and the true compression of an AES member."""
    at = 0
    while at + 4 <= len(info.extra):
        name, size = struct.unpack_from("<HH", info.extra, at)
        if name == _FIELD:
            _, _, strength, method = struct.unpack_from("<H2sBH", info.extra, at + 4)
            if strength in (1, 2, 3) and method in (0, 8):
                return strength, method
        at += 4 + size
    raise ValueError("no AES field")


def _raw(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the stored bytes of a member, behind its local header."""
    stream = archive.fp
    if stream is None:
        raise ValueError("closed")
    stream.seek(info.header_offset)
    head = stream.read(30)
    name, extra = struct.unpack_from("<HH", head, 26)
    stream.seek(name + extra, 1)
    return stream.read(info.compress_size)


def _deciphered(sealed: bytes, key: bytes) -> bytes:
    """AES in counter mode, the counter little-endian from 1, which no library offers as such."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    blocks = -(-len(sealed) // 16)
    counters = b"".join(n.to_bytes(16, "little") for n in range(1, blocks + 1))
    # ECB of the counters is what counter mode is made of; nothing is enciphered with it
    stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(counters)  # noqa: S305
    mixed = int.from_bytes(sealed, "little") ^ int.from_bytes(stream[: len(sealed)], "little")
    return mixed.to_bytes(len(sealed), "little")
