"""Zip archives: their members under limits, and every member that may not be opened named."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ami_cli.errors import CorruptFile, EncryptedFile, TooLargeFile
from ami_cli.model.dossier import ProblemClass
from ami_cli.sources import sealed
from ami_cli.sources.limits import MB, Limits

_DEVICE = re.compile(r"(con|prn|aux|nul|clock\$|com\d|lpt\d)(\..*)?", re.IGNORECASE)
SMALL = 10 * MB  # a blank page compresses well: the ratio only counts above this size
_SKIPPED = ("__MACOSX/",)
TOO_MUCH = (
    "Cette archive dépasse la taille permise une fois décompressée : gardez les fichiers de la "
    "candidature, ou relancez avec --max-size."
)


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its bytes, or the class and the sentence of what is wrong with it."""

    name: str
    data: bytes = b""
    kind: ProblemClass | None = None
    message: str = ""


def members(
    data: bytes, limits: Limits, budget: int, part: str = "", passwords: Sequence[str] = ()
) -> Iterator[Member]:
    """Yield the members in the order of the archive; ``budget`` bytes may still be unpacked.

    ``part`` keeps the members below one folder; ``passwords`` are tried on those that need one.

    Raises:
        CorruptFile: not a readable archive. TooLargeFile: over a limit as a whole.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise CorruptFile(
            "Cette archive est abîmée : demandez au candidat de la renvoyer."
        ) from error
    with archive:
        files = [i for i in archive.infolist() if not i.filename.endswith("/")]
        infos = [
            info
            for info in files
            if not info.filename.startswith(_SKIPPED) and member_name(info).startswith(part)
        ]
        if len(infos) > limits.members:
            raise TooLargeFile(
                f"Cette archive contient {len(infos)} fichiers (limite : {limits.members}) : "
                "gardez ceux de la candidature."
            )
        for info in infos:
            member = _member(archive, info, limits, budget, passwords)
            budget -= len(member.data)
            yield member


def _member(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    limits: Limits,
    budget: int,
    passwords: Sequence[str],
) -> Member:
    name = member_name(info)
    unsafe = _unsafe(name, info)
    if unsafe:
        return Member(name, kind="unsafe", message=unsafe)
    path = name.replace("\\", "/")
    try:
        if info.flag_bits & 0x1 or info.compress_type == 99:
            return Member(path, _unlocked(archive, info, limits, budget, passwords))
        return Member(path, _extract(archive, info, limits, budget))
    except EncryptedFile as error:
        return Member(path, kind="encrypted", message=str(error))
    except TooLargeFile as error:
        return Member(path, kind="too_large", message=str(error))
    except NotImplementedError:
        return Member(
            path,
            kind="unsupported",
            message="Compression non prise en charge : demandez une archive .zip ordinaire.",
        )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return Member(
            path,
            kind="corrupt",
            message="Ce fichier est abîmé dans l'archive : demandez au candidat de le renvoyer.",
        )


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, budget: int) -> bytes:
    """Read a member chunk by chunk: the size that the archive states is never believed."""
    out = bytearray()
    packed = max(info.compress_size, 1)
    with archive.open(info) as stream:
        while chunk := stream.read(1 << 16):
            out += chunk
            if len(out) > SMALL and len(out) // packed > limits.ratio:
                raise TooLargeFile(
                    f"Ce fichier se décompresse plus de {limits.ratio} fois : "
                    "il n'a pas été ouvert. Demandez un envoi ordinaire."
                )
            if len(out) > limits.file_bytes or len(out) > budget:
                raise TooLargeFile(TOO_MUCH)
    return bytes(out)


def _unlocked(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    limits: Limits,
    budget: int,
    passwords: Sequence[str],
) -> bytes:
    limit = min(limits.file_bytes, budget)
    data = sealed.opened(archive, info, passwords, limit)
    if data is None:
        raise EncryptedFile(
            "Ce fichier est protégé par un mot de passe dans l'archive : demandez-le sans "
            "protection, ou donnez le mot de passe avec --password-file."
        )
    if len(data) > limit:
        raise TooLargeFile(TOO_MUCH)
    return data


def unsafe_name(name: str) -> str:
    """Return why a member of that name may not be opened (a French sentence); empty if it may."""
    parts = re.split(r"[\\/]", name)
    if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return "Ce nom sort de l'archive : le fichier n'a pas été ouvert. Demandez un nouvel envoi."
    if any(_DEVICE.fullmatch(part.strip()) for part in parts):
        return "Ce nom est celui d'un périphérique : le fichier n'a pas été ouvert. Faites-le renommer."
    return ""


def _unsafe(name: str, info: zipfile.ZipInfo) -> str:
    refused = unsafe_name(name)
    if refused:
        return refused
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "Ce n'est pas un fichier mais un lien : il n'a pas été suivi. Demandez le fichier."
    return ""


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; tools write UTF-8, or 850 in France, where the format says 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850", "replace")
