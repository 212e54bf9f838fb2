"""Opens enciphered .doc files with a known password ([MS-DOC] 2.2.6), through ``msoffcrypto``."""

from __future__ import annotations

import io
from importlib import import_module
from types import ModuleType

from ami_cli.errors import EncryptedFile

_ASK = "Le document Word est protégé par un mot de passe. "


def decrypt(data: bytes, passwords: tuple[str, ...]) -> bytes:
    """Return the same compound file in clear; passwords are tried in order.

    Raises:
        EncryptedFile: none fits, or the optional library is missing.
    """
    if not passwords:
        raise EncryptedFile(
            _ASK + "Demandez-le (option --password-file) ou demandez un envoi sans protection."
        )
    try:
        library = import_module("msoffcrypto")
    except ImportError as error:
        raise EncryptedFile(
            _ASK + "Pour l'ouvrir avec un mot de passe connu, installez « msoffcrypto-tool »."
        ) from error
    for password in passwords:
        clear = _try(library, data, password)
        if clear:
            return clear
    raise EncryptedFile(_ASK + "Aucun des mots de passe donnés ne l'ouvre : vérifiez-les.")


def _try(library: ModuleType, data: bytes, password: str) -> bytes:
    """Return the file in clear, empty when this password does not fit."""
    clear = io.BytesIO()
    try:
        office = library.OfficeFile(io.BytesIO(data))
        office.load_key(password=password)
        office.decrypt(clear)
    except Exception:  # a wrong password and a damaged file raise many classes
        return b""
    return clear.getvalue()
