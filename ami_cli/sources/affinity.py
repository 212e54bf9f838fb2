"""Which loose files belong to one applicant, told from their names, only when that is sure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ami_cli.sources.names import fold, natural_key, stem

# words that every applicant's files may carry: they tell nobody apart
_GENERIC = frozenset(
    """
    ami appel manifestation interet manifestations territoires territoire participatif
    participatifs candidature candidatures candidat dossier formulaire form fiche annexe
    annexes reponse pour du de la le les des d l au aux et a en complete completee complet
    rempli remplie remplissable signe signee signes vf vdef def definitif definitive final
    finale version v v1 v2 v3 v4 ver 1ere 2eme 1er 2e corrige corrigee correction rectifie
    rectificatif nouveau nouvelle ancien ancienne anciens premier premiere second seconde deuxieme
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    original originaux brouillon provisoire envois recu recus bis ter copie copy scan
    numerisation numerise numerisee pdf docx word imprime envoi envoye mail message fwd tr re commune mairie ville cerdd
    """.split()  # noqa: SIM905 - a list literal would be a screen long
)
# words of a file that comes with a form, never the form itself
_ESCORT = re.compile(
    r"\b(courriers?|lettres?|accompagnement|engagement|delib\w*|deliberation|budget\w*|annexes?|plans?|plu|"
    r"plui|photos?|images?|presentation|diaporama|attestation|rib|pv|convention|arrete|carte|logo|organigramme|"
    r"justificatifs?|pj|pieces?|jointes?|soutien|bulletin|article|presse|calendrier|planning|note)\b"
)
_FORM = re.compile(r"\b(form\w*|candidature|ami|dossier|reponse)\b")
_PAGE = re.compile(r"\b(?:p|page|pages|pg|recto|verso|feuille)\s?\d{0,3}\b")
_COPY = re.compile(r"\s*(?:\(\d{1,2}\)|-\s*copie(?:\s*\(\d+\))?|-\s*copy)\s*$", re.IGNORECASE)
PICTURES = frozenset({"jpg", "jpeg", "png", "tif", "tiff", "heic", "heif", "bmp", "gif", "webp"})
ENVELOPES = frozenset({"eml", "msg", "mbox", "zip", "7z", "rar", "tar", "tgz", "gz", "bz2", "xz"})
_MAIN = frozenset(
    {
        "doc",
        "docx",
        "docm",
        "dot",
        "dotx",
        "odt",
        "rtf",
        "pdf",
        "html",
        "htm",
        "mht",
        "mhtml",
        "xml",
        "txt",
        "p7m",
    }
)


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one applicant's loose files, the one that names the dossier first."""

    names: tuple[str, ...]

    @property
    def head(self) -> str:
        """The file that names the dossier."""
        return self.names[0]


def group(names: Iterable[str]) -> list[Group]:
    """Put loose files together: every name comes out exactly once, in natural order of the heads.

    Two files join when what their names say beyond generic words is the same and not nothing.
    A letter or an attachment also joins the one applicant whose words its own name contains.
    """
    ordered = sorted(names, key=natural_key)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    alone: list[list[str]] = []
    for name in ordered:
        key = subject(name)
        if key and not is_envelope(name):
            groups[key].append(name)
        else:
            alone.append([name])
    _adopt(groups)
    made = [Group(tuple(sorted(g, key=_rank))) for g in [*groups.values(), *alone]]
    return sorted(made, key=lambda g: natural_key(g.head))


def is_one_applicant(names: Sequence[str]) -> bool:
    """Tell whether the files of a folder, given alone, are one applicant's."""
    envelopes = [n for n in names if is_envelope(n)]
    if len(envelopes) > 1 and len(envelopes) == len(names):
        return False
    mains = [n for n in names if _is_main(n)]
    subjects = {subject(n) for n in mains} - {()}
    return len(mains) <= 1 or len(subjects) <= 1


def subject(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell whose it is, sorted; empty when there are none.

    >>> subject("Courrier signé Corbie.pdf")
    ('corbie',)
    """
    words = fold(_COPY.sub("", stem(name)))
    if _extension(name) in PICTURES:
        words = _PAGE.sub(" ", words)
    words = _ESCORT.sub(" ", words)
    kept = [w for w in words.split() if w not in _GENERIC]
    # a scanner's or a camera's number is nobody's name
    if not any(re.search(r"[a-z]{3}", w) for w in kept) or _machine_made(words):
        return ()
    return tuple(sorted(set(kept)))


def is_envelope(name: str) -> bool:
    """Tell a mail or an archive by its extension."""
    return _extension(name) in ENVELOPES


def is_escort(name: str) -> bool:
    """Tell a letter or an attachment by its name or its format."""
    return _ESCORT.search(fold(stem(name))) is not None or not _is_document(name)


def is_form(name: str) -> bool:
    """Tell a form by its name, or a mail or an archive, which most often carries one."""
    if is_envelope(name):
        return True
    return not is_escort(name) and _FORM.search(fold(stem(name))) is not None


def _adopt(groups: dict[tuple[str, ...], list[str]]) -> None:
    """Give groups made of escorts only to the one group of forms whose words they hold."""
    homes = [key for key, names in groups.items() if any(not is_escort(n) for n in names)]
    for key in [k for k in groups if k not in homes]:
        near = [home for home in homes if set(home) <= set(key)]
        if len(near) == 1:
            groups[near[0]] += groups.pop(key)


def _machine_made(words: str) -> bool:
    return (
        re.fullmatch(r"(img|dsc|dscn|scan|doc|image|photo|pxl|wp|sans nom)[\s\d_]*", words)
        is not None
    )


def _is_document(name: str) -> bool:
    return _extension(name) in _MAIN


def _is_main(name: str) -> bool:
    return is_envelope(name) or (_is_document(name) and not is_escort(name))


def _extension(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _rank(name: str) -> tuple[bool, object]:
    return is_escort(name), natural_key(name)
