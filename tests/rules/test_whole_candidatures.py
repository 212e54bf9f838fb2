"""Whole candidatures, their verdicts decided before they were judged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from made import ABSENT, UNREADABLE, campaign, candidature, form_read, read

from ami_cli.model.candidature import Answer
from ami_cli.model.dossier import Evidence
from ami_cli.rules import judge

CALL = campaign()
NONE = read("absent", 0.95)
MAIRE = {"elu__nom": "Prévôt", "elu__prenom": "Chloé", "elu__fonction": "Maire"}
NOBODY = {"executif__nom": None, "executif__prenom": None, "executif__fonction": None}
EPCI = {
    "collectivite__nom": "CC du Pays de Lumbres",
    "collectivite__type": "communaute_de_communes",
    "collectivite__departement": "62",
    "collectivite__code_postal": "62380",
    "executif__fonction": "Présidente",
}


def ev(text: str, conf: float = 0.95, method: str = "image dans la case") -> Answer:
    """A mark, the words beside it, how it was seen."""
    proof = Evidence(
        text=text, method=method, file="f.pdf", place="page[1]", page=1, confidence=conf
    )
    return Answer("image", "read", conf, (proof,))


CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("adjoint engagé, deux signatures", {}, "conforme", "recevable"),
    (
        "maire = élu, signe une fois dans la case élu",
        dict(**MAIRE, signature__executif=NONE),
        "conforme",
        "recevable",
    ),
    (
        "maire = élu, signe dans la case exécutif seulement",
        dict(**MAIRE, signature__elu=NONE),
        "conforme",
        "recevable",
    ),
    (
        "maire = élu, aucune signature",
        dict(**MAIRE, signature__elu=NONE, signature__executif=NONE),
        "manquante",
        "incomplet",
    ),
    (
        "maire = élu, exécutif laissé vide, signe",
        dict(**MAIRE, **NOBODY, signature__executif=NONE),
        "conforme",
        "recevable",
    ),
    (
        "VP engagé, la présidente signe seule",
        dict(**EPCI, elu__fonction="Vice-président", signature__elu=NONE),
        "manquante",
        "incomplet",
    ),
    (
        "président signe, élu adjoint pas signé",
        dict(
            **EPCI,
            elu__fonction="3e VP",
            signature__elu=NONE,
            signature__executif=read("digital", 0.97),
        ),
        "manquante",
        "incomplet",
    ),
    (
        "par délégation",
        {"signature__executif": ev("image : pour le maire, par délégation, le premier adjoint")},
        "a_verifier",
        "a_verifier",
    ),
    ("P/O", {"signature__executif": ev("image : P/O le maire")}, "a_verifier", "a_verifier"),
    ("p.o.", {"signature__executif": ev("image : p.o. la DGS")}, "a_verifier", "a_verifier"),
    (
        "pour la présidente empêchée",
        dict(
            **EPCI,
            signature__executif=ev("image : Pour la Présidente empêchée, le 1er vice-président"),
        ),
        "a_verifier",
        "a_verifier",
    ),
    (
        "l'adjoint délégué signe « par délégation du maire »",
        {"signature__executif": ev("image : par délégation du Maire")},
        "a_verifier",
        "a_verifier",
    ),
    (
        "cachets seuls",
        {
            "signature__elu": ev("image : cachet", 0.5, "cachet seul"),
            "signature__executif": ev("image : cachet", 0.5, "cachet seul"),
        },
        "a_verifier",
        "a_verifier",
    ),
    (
        "cachet seul + signature",
        {"signature__executif": ev("image", 0.5, "cachet seul")},
        "a_verifier",
        "a_verifier",
    ),
    (
        "noms dactylographiés",
        {"signature__elu": "typed", "signature__executif": "typed"},
        "a_verifier",
        "a_verifier",
    ),
    ("élu tapé, maire signé", {"signature__elu": "typed"}, "a_verifier", "a_verifier"),
    (
        "exécutif absent du dossier, élu adjoint signe seul",
        dict(**NOBODY, signature__executif=NONE),
        "manquante",
        "incomplet",
    ),
    ("signature illisible", {"signature__executif": UNREADABLE}, "a_verifier", "a_verifier"),
    ("case introuvable", {"signature__executif": ABSENT}, "a_verifier", "a_verifier"),
    (
        "fonction de l'élu inconnue, une signature, même nom",
        {
            "elu__nom": "Prévôt",
            "elu__prenom": "Chloé",
            "elu__fonction": None,
            "signature__executif": NONE,
        },
        "conforme",
        "incomplet",
    ),
    (
        "même nom, fonction adjointe (homonymes?)",
        {
            "elu__nom": "Prévôt",
            "elu__prenom": "Chloé",
            "elu__fonction": "Adjointe au maire",
            "signature__executif": NONE,
        },
        "a_verifier",
        "a_verifier",
    ),
    (
        "maire honoraire engagé, seul signataire",
        {"elu__fonction": "Maire honoraire et conseiller municipal", "signature__executif": NONE},
        "manquante",
        "incomplet",
    ),
    (
        "maire délégué engagé, seul signataire",
        {"elu__fonction": "Maire délégué", "signature__executif": NONE},
        "manquante",
        "incomplet",
    ),
    (
        "maire adjt engagé, seul signataire",
        {"elu__fonction": "Maire adjt", "signature__executif": NONE},
        "manquante",
        "incomplet",
    ),
    (
        "binôme : même personne deux fois",
        {"technicien__nom": "Guéant-Morel", "technicien__prenom": "Bruno"},
        "conforme",
        "incomplet",
    ),
    ("assiduité refusée", {"binome__engagement_assiduite": False}, "conforme", "incomplet"),
    (
        "technicien élu",
        {"technicien__fonction": "Conseillère municipale"},
        "conforme",
        "a_verifier",
    ),
    ("élu agent", {"elu__fonction": "DGS"}, "conforme", "a_verifier"),
    ("bénévole technicien", {"technicien__fonction": "Bénévole"}, "conforme", "recevable"),
    ("CCAS candidat", {"collectivite__nom": "CCAS de Wicres"}, "conforme", "irrecevable"),
    (
        "commune hors région, cp hors",
        {
            "collectivite__nom": "Ville de Rouen",
            "collectivite__departement": "76",
            "collectivite__code_postal": "76000",
        },
        "conforme",
        "irrecevable",
    ),
    (
        "commune hors région nom peu lu",
        {
            "collectivite__nom": read("Ville de Rouen", 0.5),
            "collectivite__departement": "76",
            "collectivite__code_postal": "76000",
        },
        "conforme",
        "a_verifier",
    ),
    (
        "motivations « cf. pièce jointe »",
        {"motivations": "Voir pièce jointe."},
        "conforme",
        "a_verifier",
    ),
    ("motivations vides", {"motivations": None}, "conforme", "incomplet"),
    (
        "signé électroniquement des deux",
        {"signature__elu": read("digital", 0.97), "signature__executif": read("digital", 0.97)},
        "conforme",
        "recevable",
    ),
]


@pytest.mark.parametrize(
    ("changes", "signature", "overall"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_candidature(changes: dict[str, Any], signature: str, overall: str) -> None:
    [judgement] = judge([candidature(**changes)], CALL)
    assert (judgement.verdict.signature, judgement.verdict.overall) == (signature, overall)


@pytest.mark.parametrize(
    ("received", "delai", "overall"),
    [
        ("2021-03-19T23:59:59+01:00", "dans_les_delais", "recevable"),
        ("2021-03-20T00:00:00+01:00", "hors_delai", "irrecevable"),
        ("2021-03-19T22:59:30+00:00", "dans_les_delais", "recevable"),
        ("2021-03-19T23:30:00+00:00", "hors_delai", "irrecevable"),
        (None, "inconnu", "recevable"),
    ],
)
def test_a_reception(received: str | None, delai: str, overall: str) -> None:
    moment = datetime.fromisoformat(received) if received else None
    reading = form_read("wicres", received=moment, received_from="courriel" if moment else None)
    [judgement] = judge([candidature(reading=reading)], CALL)
    assert (judgement.verdict.delai, judgement.verdict.overall) == (delai, overall)
