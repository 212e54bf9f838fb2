"""OpenDocument texts behind a password, enciphered as LibreOffice does (part 2, § 3.4)."""

from __future__ import annotations

import base64
import hashlib
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from open_document import ODT, content
from word_package import zipped

from ami_cli.errors import EncryptedFile
from ami_cli.model.document import Document
from ami_cli.readers import Source
from ami_cli.readers.odt import read

VECTOR, SALT = bytes(range(16)), bytes(range(16, 32))
TEXT = content("<text:p>Commune de Vimy</text:p>").encode()
XMLENC = "http://www.w3.org/2001/04/xmlenc#"
ENTRY = (
    '<manifest:file-entry manifest:full-path="content.xml" manifest:size="{size}">'
    '<manifest:encryption-data manifest:checksum-type="{check}" manifest:checksum="{sum}">'
    '<manifest:algorithm manifest:algorithm-name="{cipher}" '
    'manifest:initialisation-vector="{vector}"/>'
    '<manifest:start-key-generation manifest:start-key-generation-name="{start}" '
    'manifest:key-size="{start_size}"/>'
    '<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32" '
    'manifest:iteration-count="{rounds}" manifest:salt="{salt}"/>'
    "</manifest:encryption-data></manifest:file-entry>"
)


def sealed(
    password: str,
    hash_: str = "sha256",
    cipher: str = XMLENC + "aes256-cbc",
    rounds: int = 1000,
    damage: bool = False,
) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(TEXT) + packer.flush()
    start = hashlib.new(hash_, password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, SALT, min(rounds, 1000), 32)
    padding = 16 - len(packed) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(VECTOR)).encryptor()
    data = encryptor.update(packed + bytes(padding - 1) + bytes((padding,)))
    digest = hashlib.new(hash_, packed[:1024]).digest()
    names = {
        "sha256": (
            "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k",
            "http://www.w3.org/2000/09/xmldsig#sha256",
        ),
        "sha1": ("SHA1/1K", "SHA1"),
    }[hash_]
    entry = ENTRY.format(
        size=len(TEXT),
        check=names[0],
        sum=base64.b64encode(digest).decode(),
        cipher=cipher,
        vector=base64.b64encode(VECTOR).decode(),
        start=names[1],
        start_size=len(start),
        rounds=rounds,
        salt=base64.b64encode(SALT).decode(),
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<manifest:manifest xmlns:manifest="{space}">{entry}</manifest:manifest>'
    if damage:
        data = data[:-5]
    return zipped({"mimetype": ODT, "content.xml": data, "META-INF/manifest.xml": manifest})


def opened(data: bytes, *passwords: str) -> Document:
    return read(Source("x.odt", data, ODT, passwords))


@pytest.mark.parametrize("hash_", ["sha256", "sha1"])
def test_a_known_password_opens_it(hash_: str) -> None:
    document = opened(sealed("é-2021", hash_), "faux", "é-2021")
    assert (document.text, document.encrypted) == ("Commune de Vimy", True)


def test_another_password_does_not() -> None:
    with pytest.raises(EncryptedFile, match="aucun mot de passe connu ne convient"):
        opened(sealed("vimy"), "rue", "")


def test_without_a_password_the_option_is_named() -> None:
    with pytest.raises(EncryptedFile, match="--password-file"):
        opened(sealed("vimy"))


def test_an_unknown_cipher_is_said() -> None:
    with pytest.raises(EncryptedFile, match="chiffrement inconnu"):
        opened(sealed("vimy", cipher="Blowfish CFB"), "vimy")


def test_a_trap_of_rounds_is_not_computed() -> None:
    with pytest.raises(EncryptedFile, match="chiffrement inconnu"):
        opened(sealed("vimy", rounds=10**9), "vimy")


def test_a_damaged_part_never_opens() -> None:
    with pytest.raises(EncryptedFile):
        opened(sealed("vimy", damage=True), "vimy")
