"""OpenDocument files behind a password: each part enciphered (OpenDocument 1.3 part 2, § 3.4).

The manifest says how: AES-CBC with a key from PBKDF2, as LibreOffice writes since 3.5. Blowfish
(older) and the whole package under AES-GCM with Argon2 (LibreOffice 24.8) are refused.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from ami_cli.errors import CorruptFile, EncryptedFile, TooLargeFile
from ami_cli.readers.odt.names import MANIFEST
from ami_cli.readers.package import MAX_TOTAL, Package, open_package

_LOCKED = "Document protégé par un mot de passe : demander une copie ouverte, ou le donner avec --password-file"
_AES = "aes256-cbc"
_MOST_ROUNDS = 1_000_000  # LibreOffice writes 100 000; more is a trap
_MOST_ROUNDS_IN_ALL = 20_000_000  # 0.3 s a million
_CHECKED = 1024  # bytes that the checksum covers
_BLOCK = 16
_MOST_PARTS = 500


@dataclass(frozen=True, slots=True)
class Seal:
    """How one part is enciphered; ``start`` and ``check`` name hashes."""

    part: str
    size: int
    vector: bytes
    salt: bytes
    rounds: int
    start: str
    check: str
    digest: bytes


def unlock(package: Package, manifest: etree._Element, passwords: tuple[str, ...]) -> Package:
    """Return the same package in clear.

    Raises:
        EncryptedFile: no password fits, or the way it is enciphered is not known here.
        TooLargeFile: enciphered so that trying a password would take minutes.
    """
    if not passwords:
        raise EncryptedFile(f"{_LOCKED}.")
    try:
        seals = [s for entry in manifest.iter(f"{MANIFEST}file-entry") for s in _seals(entry)]
    except (ValueError, TypeError, binascii.Error) as error:
        raise EncryptedFile(f"{_LOCKED} (chiffrement inconnu).") from error
    if sum(seal.size for seal in seals) > MAX_TOTAL or len(seals) > _MOST_PARTS:
        raise TooLargeFile("Document démesuré : demander une version plus légère.")
    if sum(seal.rounds for seal in seals) > _MOST_ROUNDS_IN_ALL:
        raise TooLargeFile("Chiffrement démesuré : demander une copie sans mot de passe.")
    content = next((seal for seal in seals if seal.part == "content.xml"), None)
    for password in passwords:
        if content is not None and _opened(package, content, password) is not None:
            return _in_clear(package, seals, password)
    raise EncryptedFile(f"{_LOCKED} (aucun mot de passe connu ne convient).")


def _in_clear(package: Package, seals: list[Seal], password: str) -> Package:
    """Return the package with the parts that open; a damaged one is left out."""
    sealed = {seal.part: seal for seal in seals}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in package.names:
            try:
                clear: bytes | None = package.read(name)
            except CorruptFile:
                continue
            if name in sealed:
                clear = _opened(package, sealed[name], password)
            if clear is not None:
                archive.writestr(name, clear)
    return open_package(out.getvalue())


def _opened(package: Package, seal: Seal, password: str) -> bytes | None:
    """Return one part in clear; None when the password does not fit."""
    if seal.part not in package:
        return None
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    data = package.read(seal.part)
    if not data or len(data) % _BLOCK:
        return None
    start = hashlib.new(seal.start, password.encode(), usedforsecurity=False).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, seal.salt, seal.rounds, 32)
    cipher = Cipher(algorithms.AES(key), modes.CBC(seal.vector)).decryptor()
    packed = cipher.update(data) + cipher.finalize()
    padded = packed[-1]
    for body in (packed[: -padded or None], packed):
        found = hashlib.new(seal.check, body[:_CHECKED], usedforsecurity=False).digest()
        if found == seal.digest:
            return _inflated(body, seal.size)
    return None


def _inflated(packed: bytes, size: int) -> bytes | None:
    try:
        return zlib.decompressobj(-15).decompress(packed, size) if size else b""
    except zlib.error:
        return None


def _seals(entry: etree._Element) -> list[Seal]:
    """Return the seal of one entry of the manifest, nothing for a part in clear.

    Raises:
        ValueError: enciphered in a way that is not known here.
    """
    data = entry.find(f"{MANIFEST}encryption-data")
    if data is None:
        return []
    algorithm = _child(data, "algorithm")
    derivation = _child(data, "key-derivation")
    start = data.find(f"{MANIFEST}start-key-generation")
    named = "" if start is None else start.get(f"{MANIFEST}start-key-generation-name") or ""
    rounds = int(derivation.get(f"{MANIFEST}iteration-count") or "0")
    vector = base64.b64decode(algorithm.get(f"{MANIFEST}initialisation-vector") or "")
    if (
        not (algorithm.get(f"{MANIFEST}algorithm-name") or "").endswith(_AES)
        or not (derivation.get(f"{MANIFEST}key-derivation-name") or "").endswith("PBKDF2")
        or not 0 < rounds <= _MOST_ROUNDS
        or len(vector) != _BLOCK
        or (derivation.get(f"{MANIFEST}key-size") or "32") != "32"
    ):
        raise ValueError("unknown cipher")
    return [
        Seal(
            part=entry.get(f"{MANIFEST}full-path") or "",
            size=int(entry.get(f"{MANIFEST}size") or "0"),
            vector=vector,
            salt=base64.b64decode(derivation.get(f"{MANIFEST}salt") or ""),
            rounds=rounds,
            start="sha256" if named.endswith("sha256") else "sha1",
            check="sha256" if "sha256" in (_checksum_type(data)) else "sha1",
            digest=base64.b64decode(data.get(f"{MANIFEST}checksum") or ""),
        )
    ]


def _checksum_type(data: etree._Element) -> str:
    return (data.get(f"{MANIFEST}checksum-type") or "").lower()


def _child(data: etree._Element, name: str) -> etree._Element:
    found = data.find(f"{MANIFEST}{name}")
    if found is None:
        raise ValueError(name)
    return found
