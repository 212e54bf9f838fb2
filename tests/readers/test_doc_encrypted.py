"""A .doc enciphered with a password, by the older RC4 method ([MS-OFFCRYPTO] 2.3.6)."""

from __future__ import annotations

import hashlib
import struct
import sys

import pytest
from word_bytes import Doc, compound

from ami_cli.errors import EncryptedFile
from ami_cli.readers import Source
from ami_cli.readers.doc import read
from ami_cli.readers.doc.compound import Compound

SALT = bytes(range(16))
HEADER_SIZE = 52
PLAIN_FIB = 68  # bytes of the WordDocument stream that stay in clear


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


def block_key(password: str, block: int) -> bytes:
    first = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    second = hashlib.md5((first + SALT) * 16).digest()[:5]
    return hashlib.md5(second + struct.pack("<L", block)).digest()


def encipher(data: bytes, password: str, plain: int) -> bytes:
    """Encipher a stream by blocks of 512 bytes; its first ``plain`` bytes stay as they are."""
    blocks = [
        rc4(block_key(password, i // 512), data[i : i + 512]) for i in range(0, len(data), 512)
    ]
    return data[:plain] + b"".join(blocks)[plain:]


def enciphered(text: str, password: str) -> bytes:
    clear = Compound(Doc(text).save())
    word = bytearray(clear.stream("WordDocument"))
    table = b"\0" * HEADER_SIZE + clear.stream("0Table")[: 4096 - HEADER_SIZE]
    for pair in range(154, 154 + 93 * 8, 8):  # every structure moves behind the header
        start, size = struct.unpack_from("<LL", word, pair)
        struct.pack_into("<L", word, pair, start + HEADER_SIZE if size else 0)
    struct.pack_into("<H", word, 10, 0x0100)
    struct.pack_into("<L", word, 14, HEADER_SIZE)
    verifier = b"a sixteen octets"
    proof = rc4(block_key(password, 0), verifier + hashlib.md5(verifier).digest())
    header = struct.pack("<HH", 1, 1) + SALT + proof
    return compound(
        {
            "WordDocument": encipher(bytes(word), password, PLAIN_FIB),
            "0Table": header + encipher(table, password, HEADER_SIZE)[HEADER_SIZE:],
        }
    )


def open_(data: bytes, *passwords: str):
    return read(Source("secret.doc", data, "application/msword", passwords))


def test_the_right_password_among_several_opens_it():
    pytest.importorskip("msoffcrypto", reason="optional extra")
    document = open_(enciphered("Loos-en-Gohelle\r", "terril"), "faux", "terril")
    assert [p.text for p in document.blocks] == ["Loos-en-Gohelle"]
    assert document.encrypted


def test_wrong_passwords_are_told():
    pytest.importorskip("msoffcrypto", reason="optional extra")
    with pytest.raises(EncryptedFile, match="Aucun des mots de passe"):
        open_(enciphered("texte\r", "terril"), "faux")


def test_without_password_it_is_asked_for():
    with pytest.raises(EncryptedFile, match="Demandez-le"):
        open_(enciphered("texte\r", "terril"))


def test_without_the_optional_library_its_name_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    with pytest.raises(EncryptedFile, match="installez « msoffcrypto-tool »"):
        open_(enciphered("texte\r", "terril"), "terril")
