"""The compound file ([MS-CFB]) that holds a Word document: its streams, safely."""

from __future__ import annotations

import io
from struct import unpack_from

from ami_cli.errors import CorruptFile, EncryptedFile, FileProblem, UnsupportedFile

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = (
    "Le fichier Word (.doc) est endommagé et ne peut pas être ouvert. "
    "Demandez un nouvel envoi, si possible en .docx ou en PDF."
)
_RIGHTS = (
    "Le document est protégé par un serveur de droits (IRM/DRM) et son contenu est chiffré. "
    "Demandez un envoi sans protection."
)
_DRM_NAMES = ("\x06dataspaces", "\tdrmcontent", "drmcontent", "drmencryptedtransform")
_OTHERS = {
    "workbook": "un classeur Excel (.xls)",
    "book": "un classeur Excel (.xls)",
    "powerpoint document": "une présentation PowerPoint (.ppt)",
    "__properties_version1.0": "un message Outlook (.msg)",
    "visiodocument": "un dessin Visio (.vsd)",
    "contents": "un document Microsoft Works ou Publisher",
    "matadata": "un document Microsoft Works",
}


class Compound:
    """The streams of one compound file, by path in lower case (some writers change the case)."""

    def __init__(self, data: bytes) -> None:
        """Open the directory.

        Raises:
            CorruptFile: it is no compound file, or its tables contradict each other.
        """
        from olefile import OleFileIO

        _check_header(data)
        try:
            self._ole = OleFileIO(io.BytesIO(data))
            names = self._ole.listdir(streams=True, storages=True)
        except Exception as error:  # olefile meets damage with many classes of exception
            raise CorruptFile(_DAMAGED) from error
        self._limit = len(data)
        self._ole.root.size = min(self._ole.root.size, self._limit)
        self._paths = {"/".join(path).lower(): path for path in names}
        self._read: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._paths

    @property
    def names(self) -> tuple[str, ...]:
        """Paths of all streams and storages, in lower case, parts joined by ``/``."""
        return tuple(self._paths)

    def stream(self, name: str) -> bytes:
        """Return the bytes of one stream; empty when it is missing or unreadable."""
        name = name.lower()
        if name not in self._read:
            self._read[name] = self._bytes(name)
        return self._read[name]

    def _bytes(self, name: str) -> bytes:
        path = self._paths.get(name)
        if path is None:
            return b""
        try:
            if self._ole.get_type(path) != 2 or self._ole.get_size(path) > self._limit:
                return b""
            return bytes(self._ole.openstream(path).read())
        except Exception:  # a damaged chain of sectors: as if the stream were missing
            return b""

    def clsid(self, name: str) -> str:
        """Return the class identifier of one storage, or an empty string."""
        path = self._paths.get(name.lower())
        return str(self._ole.getclsid(path)) if path is not None else ""


def why_not_word(compound: Compound) -> FileProblem:
    """Return the problem of a compound file without a readable WordDocument stream."""
    if any(name.split("/")[0] in _DRM_NAMES for name in compound.names):
        return EncryptedFile(_RIGHTS)
    if "encryptedpackage" in compound:
        return EncryptedFile(
            "Le document Word est protégé par un mot de passe. "
            "Demandez-le, ou demandez un envoi sans protection."
        )
    for name, what in _OTHERS.items():
        if name in compound:
            return UnsupportedFile(
                f"Ce fichier n'est pas un document Word mais {what}. "
                "Demandez le formulaire lui-même."
            )
    return CorruptFile(_DAMAGED)


def has_rights_management(compound: Compound) -> bool:
    """Whether the visible text is only the placeholder of a rights-managed document."""
    return any(name.split("/")[0] in _DRM_NAMES for name in compound.names)


def _check_header(data: bytes) -> None:
    """Refuse headers that would make the tables larger than the file ([MS-CFB] 2.2)."""
    if len(data) < 512 or data[:8] != MAGIC:
        raise CorruptFile(_DAMAGED)
    shift, mini_shift = unpack_from("<HH", data, 30)
    fat_sectors = unpack_from("<L", data, 44)[0]
    mini_fat_sectors, _, difat_sectors = unpack_from("<LLL", data, 64)
    sectors = len(data) // 512 + 1
    if shift not in (9, 12) or mini_shift != 6:
        raise CorruptFile(_DAMAGED)
    if max(fat_sectors, mini_fat_sectors, difat_sectors) > sectors:
        raise CorruptFile(_DAMAGED)
