"""Hand-made envelopes that offices use less: winmail.dat, signed files, protected archives, tars."""

from __future__ import annotations

import hashlib
import hmac
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta


def tnef(
    attachments: Mapping[str, bytes], body: str = "", inner: bytes = b"", codepage: int = 1252
) -> bytes:
    """Return a winmail.dat; names are long ones in UTF-16, ``inner`` is a whole message attached."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    out += _attribute(1, 0x9007, 6, struct.pack("<II", codepage, 0))
    if body:
        wide = _property(0x1F, 0x1000, body.encode("utf-16-le") + b"\0\0")
        number = struct.pack("<HHI", 3, 0x3FDE, 65001)
        named = struct.pack("<HH16sIIH2xI", 2, 0x8001, bytes(16), 0, 7, 1, 0)[:-4]
        out += _attribute(1, 0x9003, 6, struct.pack("<I", 3) + number + named + wide)
    for name, data in attachments.items():
        out += _attribute(2, 0x9002, 6, bytes(14))
        out += _attribute(2, 0x8010, 1, b"COURT~1.DOC\0")
        out += _attribute(2, 0x800F, 6, data)
        long = _property(0x1F, 0x3707, name.encode("utf-16-le") + b"\0\0")
        out += _attribute(2, 0x9005, 6, struct.pack("<I", 1) + long)
    if inner:
        out += _attribute(2, 0x9002, 6, bytes(14))
        whole = _property(0x0D, 0x3701, bytes(16) + inner)
        out += _attribute(2, 0x9005, 6, struct.pack("<I", 1) + whole)
    return out


def _attribute(level: int, name: int, kind: int, value: bytes) -> bytes:
    head = struct.pack("<BHHI", level, name, kind, len(value))
    return head + value + struct.pack("<H", sum(value) & 0xFFFF)


def _property(kind: int, name: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, name, 1, len(value)) + value + bytes(-len(value) % 4)


def p7m(content: bytes, encoding: str = "DER") -> bytes:
    """Return the content signed by somebody who does not exist, whole inside (CMS)."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs7
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Zoé Essai")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, now, now + timedelta(1))
    made = pkcs7.PKCS7SignatureBuilder(content).add_signer(
        builder.sign(key, hashes.SHA256()), key, hashes.SHA256()
    )
    return made.sign(getattr(serialization.Encoding, encoding), [pkcs7.PKCS7Options.Binary])


def in_parts(content: bytes) -> bytes:
    """Return an unsigned envelope without stated lengths, its content in parts, as streams make."""
    octets = b"".join(
        b"\x04\x64" + content[n : n + 100]
        if len(content) >= n + 100
        else b"\x04" + bytes([len(content) - n]) + content[n:]
        for n in range(0, len(content), 100)
    )
    signed, plain = (bytes.fromhex(f"06092a864886f70d01070{n}") for n in (2, 1))
    inner = b"\x30\x80" + plain + b"\xa0\x80\x24\x80" + octets + bytes(6)
    body = b"\x30\x80\x02\x01\x01\x31\x00" + inner + b"\x31\x00" + bytes(2)
    return b"\x30\x80" + signed + b"\xa0\x80" + body + bytes(4)


def tar(members: Mapping[str, bytes], mode: str = "w", link: str = "") -> bytes:
    """Return a tar archive; ``link`` is the name of a symbolic link to put in it."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo(link)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return stream.getvalue()


def zip_aes(name: str, data: bytes, password: bytes) -> bytes:
    """Return a zip of one member under WinZip's AES-256 (AE-2)."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    salt = bytes(range(16))
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, 1000, 66)
    packed = zlib.compress(data)[2:-4]
    cipher = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor()
    counters = b"".join(n.to_bytes(16, "little") for n in range(1, len(packed) // 16 + 2))
    sealed = bytes(a ^ b for a, b in zip(packed, cipher.update(counters), strict=False))
    seal = hmac.new(keys[32:64], sealed, hashlib.sha1).digest()[:10]
    extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8)
    return _zip(name, salt + keys[64:] + sealed + seal, len(data), 99, 0, extra)


def zip_classic(name: str, data: bytes, password: bytes) -> bytes:
    """Return a zip of one member under the traditional cipher."""
    state = [0x12345678, 0x23456789, 0x34567890]
    table = [_crc_step(n) for n in range(256)]

    def update(byte: int) -> None:
        state[0] = state[0] >> 8 ^ table[(state[0] ^ byte) & 255]
        state[1] = ((state[1] + (state[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        state[2] = state[2] >> 8 ^ table[(state[2] ^ state[1] >> 24) & 255]

    def seal(byte: int) -> int:
        key = state[2] | 2
        made = byte ^ ((key * (key ^ 1)) >> 8 & 255)
        update(byte)
        return made

    for byte in password:
        update(byte)
    crc = zlib.crc32(data)
    sealed = bytes(seal(b) for b in bytes(11) + bytes([crc >> 24]) + data)
    return _zip(name, sealed, len(data), 0, crc, b"")


def _crc_step(value: int) -> int:
    for _ in range(8):
        value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
    return value


def _zip(name: str, raw: bytes, size: int, method: int, crc: int, extra: bytes) -> bytes:
    label = name.encode()
    shared = struct.pack(
        "<HHHHHIIIHH", 20, 0x801, method, 0, 0x5000, crc, len(raw), size, len(label), len(extra)
    )
    local = b"PK\x03\x04" + shared + label + extra + raw
    central = b"PK\x01\x02" + struct.pack("<H", 20) + shared + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    central += label + extra
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    made = local + central + end
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == [name]
    return made
