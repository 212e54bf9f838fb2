"""Forms of one dossier that do not belong together: two collectivités, or a form that names none."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz

from ami_cli.forms.words import fold
from ami_cli.model.campaign import Campaign
from ami_cli.model.dossier import Evidence

Found = Mapping[str, tuple[Evidence, ...]]

ALIKE = 70  # out of 100: two names this near are one name spelt or read twice
HALF = 0.5
# words of the names of collectivités that tell none from another
_COMMON = frozenset(
    """
    commune communes communaute agglomeration urbaine metropole ville mairie pays intercommunalite
    cc ca cu de du des d la le les l et en sur sous aux au a saint sainte st ste
    """.split()  # noqa: SIM905 - a list literal would be a screen long
)


def identity_of(campaign: Campaign) -> str:
    """Return the field that names the applicant's collectivité; empty when the call has none."""
    rule = campaign.rule("territoire")
    path = str(rule.params.get("nom", "") if rule else "")
    return path if path in campaign.by_path else ""


def are_strangers(one: Found, two: Found, identity: str) -> bool:
    """Tell two forms that surely name two collectivités: no word in common, nor nearly."""
    names = [_words(_text(found, identity)) for found in (one, two)]
    if not all(names) or set(names[0]) & set(names[1]):
        return False
    return fuzz.ratio(" ".join(names[0]), " ".join(names[1])) < ALIKE


def named(found: Found, identity: str) -> str:
    """Return the collectivité that a form names, as written; empty when it names none."""
    return _text(found, identity).strip()


def is_aside(found: Found, best: Found, identity: str, count: int, most: int) -> bool:
    """Tell a form that names nobody and answers half as much as one that does (``count``, ``most``).

    It may be a page sent again, or the form of another call: it never replaces the whole form.
    """
    if not identity or named(found, identity) or not named(best, identity):
        return False
    return count <= HALF * most


def _words(name: str) -> list[str]:
    folded = fold(name).replace("’", " ").replace("'", " ").replace("-", " ")
    return [word for word in folded.split() if word not in _COMMON and any(map(str.isalpha, word))]


def _text(found: Found, path: str) -> str:
    some = found.get(path, ()) if path else ()
    return some[0].text if some else ""
