"""Zip packages (docx, odt and kin) and their XML, opened within limits.

A received file is never trusted: members, sizes, ratios, nesting and entities are bounded before
anything is built from them. No entity is expanded, no DTD loaded, nothing fetched.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import cache

from lxml import etree

from ami_cli.detect import zips
from ami_cli.errors import CorruptFile, EmptyFile, EncryptedFile, TooLargeFile, UnsafeFile

MAX_MEMBERS = 10_000
MAX_TOTAL = 200 * 2**20  # bytes, all members together once decompressed
MAX_RATIO = 250  # of one member over 10 MB; text compresses 20 to 60 times, a bomb 1000
MAX_XML = 32 * 2**20  # bytes of one XML part; a tree is 5 to 10 times that
MAX_TAGS = 1_500_000  # "<" in one part: 120 bytes a node

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that OPC (§ B.2) and ODF allow
_ENTITIES = "Le fichier déclare des entités XML : il n'a pas été lu. Demandez-le en PDF."
_MARK = b"<!DOCTYPE"
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened zip: member names as written, read by name whatever its case."""

    names: tuple[str, ...]
    members: dict[str, zipfile.ZipInfo]
    archive: zipfile.ZipFile
    data: bytes

    def __contains__(self, name: str) -> bool:
        return _key(name) in self.members

    def read(self, name: str) -> bytes:
        """Return the decompressed bytes of one member.

        Raises:
            KeyError: no such member.
            EncryptedFile: the member needs a password.
            CorruptFile: its bytes do not decompress, or not to what they declare.
        """
        info = self.members[_key(name)]
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedFile(
                "Archive protégée par un mot de passe : demander une copie ouverte."
            )
        if info.compress_type not in _METHODS:
            raise CorruptFile(f"Compression inconnue dans « {name} » : redemander le fichier.")
        try:
            return zips.member(self.archive, self.data, info)
        except zips.ERRORS as error:
            raise CorruptFile(f"« {name} » est abîmé : redemander le fichier.") from error


def open_package(data: bytes) -> Package:
    """Open a zip within limits.

    Names that climb (``../``) or are absolute are left out: nothing is written to disk, and no
    format refers to them.

    Raises:
        EmptyFile: zero bytes.
        CorruptFile: not a zip, or truncated.
        EncryptedFile: every member needs a password.
        TooLargeFile: too many members, too much once decompressed, or a decompression bomb.
    """
    if not data:
        raise EmptyFile("Fichier vide : demander au porteur de le renvoyer.")
    try:
        archive = zips.opened(data)
        infos = archive.infolist()
    except zips.ERRORS as error:
        raise CorruptFile("Fichier tronqué ou abîmé : demander une nouvelle copie.") from error
    _check_limits(infos)
    members = {_key(info.filename): info for info in infos if _is_plain(info)}
    if members and all(info.flag_bits & _ENCRYPTED for info in members.values()):
        raise EncryptedFile("Archive protégée par un mot de passe : demander une copie ouverte.")
    names = tuple(info.filename.replace("\\", "/") for info in members.values())
    return Package(names, members, archive, data)


def parse_xml(data: bytes, *, doctype: bool = False) -> etree._Element:
    """Parse one XML part and return its root.

    ``doctype`` allows a document type without internal declarations (old OpenOffice manifests have
    one); it is never loaded.

    Raises:
        CorruptFile: not well-formed.
        UnsafeFile: a document type, hence entities.
        TooLargeFile: too many bytes, tags or levels.
    """
    if len(data) > MAX_XML or data.count(b"<") > MAX_TAGS:
        raise TooLargeFile("Document démesuré : demander une version plus légère.")
    data = _without_doctype(data, doctype)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise _syntax_problem(str(error)) from error
    except (ValueError, LookupError, AssertionError) as error:
        raise CorruptFile("XML illisible : redemander le fichier.") from error
    if root is None:
        raise CorruptFile("XML vide : redemander le fichier.")
    if root.getroottree().docinfo.internalDTD is not None:  # written in a rare encoding
        raise UnsafeFile(_ENTITIES)
    return root


def refuse_doctype(data: bytes) -> None:
    """Refuse a part whose beginning declares a document type, before it is cut in pieces.

    Raises:
        UnsafeFile: it does.
    """
    _without_doctype(data, False)


def _without_doctype(data: bytes, allowed: bool) -> bytes:
    """Refuse a document type, or cut an allowed one so that no parser follows it."""
    found = _DOCTYPE.match(data)
    if found is not None:
        end = data.find(b">", found.end())
        if not allowed or end < 0 or b"[" in data[found.end() : end]:
            raise UnsafeFile(_ENTITIES)
        return data[: found.end() - len(_MARK)] + data[end + 1 :]
    if (b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff")) and any(
        _MARK.decode().encode(code) in data for code in _WIDE
    ):
        raise UnsafeFile(_ENTITIES)
    return data


@cache
def _parser() -> etree.XMLParser:
    """One parser serves every part: making one costs as much as a small part."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _syntax_problem(message: str) -> CorruptFile | TooLargeFile | UnsafeFile:
    if "depth" in message or "huge" in message or "too long" in message.lower():
        return TooLargeFile(
            "Document démesuré ou imbriqué à l'excès : il n'a pas été lu. Demandez un PDF."
        )
    if ("ntity" in message and "loop" in message) or "amplification" in message:
        return UnsafeFile(_ENTITIES)
    return CorruptFile("Le contenu XML est abîmé : redemander le fichier.")


def _check_limits(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_MEMBERS:
        raise TooLargeFile(
            f"Archive de {len(infos)} fichiers : elle n'a pas été ouverte. Demandez le formulaire seul."
        )
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        raise TooLargeFile(
            "Archive démesurée une fois ouverte : elle n'a pas été lue. Demandez une copie."
        )
    for info in infos:
        if info.file_size > 10 * 2**20 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise TooLargeFile(
                "Archive piégée (taux de compression) : elle n'a pas été lue. Demandez un PDF."
            )


def _is_plain(info: zipfile.ZipInfo) -> bool:
    name = info.filename.replace("\\", "/") or "/"
    return not name.endswith("/") and not name.startswith("/") and ".." not in name.split("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
