"""What a file is when its content does not say: told by a person, else by its name and its kind."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ami_cli.model.dossier import Item, Role, RoleChoice
from ami_cli.sources.names import fold, is_noise

_FORM = re.compile(r"\b(form\w*|candidature|ami|dossier|reponse|annexe 1)\b")
_LETTER = re.compile(r"\b(courriers?|lettres?|accompagnement|engagement)\b")
_ATTACHMENT = re.compile(
    r"\b(delib\w*|budget\w*|plans?|plu|plui|photos?|presentation|diaporama|rib|pv|arrete|logo|"
    r"convention|organigramme|attestation|bulletin|article|annexes?)\b"
)
# kinds that come along and never hold a form: not reading them is not a problem
ATTACHMENT_TYPES = re.compile(
    r"(image|video|audio|font|model)/.*|text/(csv|calendar|vcard|x-vcard|css|markdown)|"
    r"application/(vnd\.ms-excel.*|vnd\.ms-powerpoint.*|"
    r"vnd\.openxmlformats-officedocument\.(spreadsheetml|presentationml).*|"
    r"vnd\.oasis\.opendocument\.(spreadsheet|presentation|graphics|formula|image)|"
    r"pkcs7-signature|x-pkcs7-signature|pgp-signature|json|geo\+json|postscript|"
    r"vnd\.(dwg|visio|google-earth\..*)|acad|dxf|x-dwg|x-sqlite3|x-msaccess|msaccess)"
)
_BY_EXTENSION = re.compile(
    r".*\.(xlsx?|xlsm|xlsb|ods|csv|pptx?|ppsx?|odp|odg|jpe?g|png|gif|bmp|webp|svg|heic|heif|tiff?|mp4|mov|avi|"
    r"mp3|m4a|wav|vcf|ics|dwg|dxf|kmz|kml|geojson|shp|p7s|asc)",
    re.IGNORECASE | re.DOTALL,
)
FORM_TYPES = frozenset(
    {
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
        "application/rtf",
        "application/pdf",
        "application/msword+xml",
    }
)


# declared so by a person, a file is not opened: whatever is in it, no answer comes from there
NOT_READ = frozenset({"piece_jointe", "autre"})


@dataclass(frozen=True, slots=True)
class Given:
    """A role in force: the content it is about, and the role that the machine had given it."""

    sha256: str
    role: Role
    taken_for: Role


def in_force(choices: Sequence[RoleChoice]) -> dict[str, tuple[Given, ...]]:
    """Return the roles in force by dossier: the last one said of each content, none taken back."""
    latest: dict[str, dict[str, Given]] = {}
    for choice in choices:
        known = latest.setdefault(choice.dossier, {})
        before = known.pop(choice.sha256, None)
        if choice.role is not None:
            machine = before.taken_for if before else choice.seen
            known[choice.sha256] = Given(choice.sha256, choice.role, machine)
    return {
        dossier: tuple(sorted(known.values(), key=lambda given: given.sha256))
        for dossier, known in latest.items()
        if known
    }


def decided(items: Sequence[Item], given: Sequence[Given]) -> dict[str, Given]:
    """Return the roles that people gave, by path; a role follows its content (SHA-256)."""
    if not given:
        return {}
    known = {one.sha256: one for one in given}
    digests = {item.path: hashlib.sha256(item.data).hexdigest() for item in items}
    return {path: known[digest] for path, digest in digests.items() if digest in known}


def guess(path: str, media_type: str, form_known: bool) -> Role:
    """Return the likeliest role of a file that was not read.

    ``form_known`` says that another file of the dossier is the form.
    """
    name = fold(path.rpartition("/")[2])
    if is_noise(path.rpartition("/")[2]):
        return "autre"
    if is_companion(path, media_type):
        return "piece_jointe"
    if _LETTER.search(name):
        return "courrier"
    if not form_known and _FORM.search(name):
        return "formulaire"
    if _ATTACHMENT.search(name) or form_known:
        return "piece_jointe"
    return "formulaire" if media_type in FORM_TYPES else "autre"


def is_companion(path: str, media_type: str) -> bool:
    """Tell a file that comes along (sheet, slides, picture, signature): no form is ever in it."""
    return (
        ATTACHMENT_TYPES.fullmatch(media_type) is not None
        or _BY_EXTENSION.fullmatch(path) is not None
    )
