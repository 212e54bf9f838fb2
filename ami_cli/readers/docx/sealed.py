"""Word files behind a password: an encrypted package in an OLE file ([MS-OFFCRYPTO] § 2.3)."""

from __future__ import annotations

import re
from io import BytesIO

from ami_cli.errors import CorruptFile, EncryptedFile, TooLargeFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPINS = re.compile(rb'spinCount="(\d+)"')
_MOST_SPINS = 1_000_000  # Word writes 100 000; more is a trap: 2 s a password and beyond
_LOCKED = (
    "Document protégé par un mot de passe : demander une copie sans mot de passe, ou le donner avec "
    "--password-file"
)


def unlock(data: bytes, passwords: tuple[str, ...]) -> bytes:
    """Return the package inside an encrypted container.

    Raises:
        EncryptedFile: no password fits, the rights are on a server, or the optional library that
            decrypts (``msoffcrypto-tool``) is not installed.
        CorruptFile: an OLE container without an encrypted package.
    """
    if _name("EncryptedPackage") not in data:
        raise CorruptFile("Ce fichier n'est pas un document Word récent : redemander le fichier.")
    if _name("DRMEncryptedTransform") in data:
        raise EncryptedFile(
            "Document à droits limités (IRM) : demander une copie sans restriction."
        )
    if not passwords:
        raise EncryptedFile(f"{_LOCKED}.")
    spins = _SPINS.search(data)
    if spins is not None and int(spins[1][:12]) > _MOST_SPINS:
        raise TooLargeFile("Chiffrement démesuré : demander une copie sans mot de passe.")
    try:
        import msoffcrypto
    except ImportError as error:
        raise EncryptedFile(f"{_LOCKED}, ou installer « msoffcrypto-tool ».") from error
    for password in passwords:
        opened = _try(msoffcrypto, data, password)
        if opened is not None:
            return opened
    raise EncryptedFile(f"{_LOCKED} (aucun mot de passe connu ne convient).")


def _try(library: object, data: bytes, password: str) -> bytes | None:
    out = BytesIO()
    try:
        office = library.OfficeFile(BytesIO(data))  # type: ignore[attr-defined]  # optional library
        office.load_key(password=password)
        office.decrypt(out)
    except Exception:  # it raises anything on damaged input, and its own error on a wrong password
        return None
    return out.getvalue() if out.getvalue()[:2] == b"PK" else None


def _name(text: str) -> bytes:
    return text.encode("utf-16-le")
