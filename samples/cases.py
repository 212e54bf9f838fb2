"""The sample dossiers: who applies, how they filled the form in, what the call's rules say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Format = Literal["docx", "doc", "pdf", "acroform", "retyped"]
RECEIVABLE = ("eligible", "complet", "conforme", "dans_les_delais", "recevable")
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier. ``change`` replaces parts of the invented answers; ``verdict`` is in the contract's order."""

    name: str
    seed: int
    form: Format
    verdict: tuple[str, str, str, str, str] = RECEIVABLE
    code: str = ""
    version: str = "v2"
    signed: tuple[str, str] = ("image", "image")
    received: str = "2021-03-15"
    change: Mapping[str, Any] = field(default_factory=dict)
    letter: bool = False
    mail: str = ""
    territory: str | None = "commune"


CASES = (
    Case("01 Hazebrouck", 11, "docx", code="59295", letter=True),
    Case("02 Rue", 12, "doc", code="80688", version="v1"),
    Case("03 Chauny", 13, "pdf", code="02173"),
    Case("04 Saint-Omer", 14, "acroform", code="62765", version="v1", signed=("absent", "absent"),
         verdict=("eligible", "complet", "manquante", "dans_les_delais", "incomplet")),
    Case("05 Noyon", 15, "docx", code="60471",
         change={f"technicien.{k}": None for k in ("nom", "prenom", "fonction", "service", "telephone", "courriel")},
         verdict=("eligible", "incomplet", "conforme", "dans_les_delais", "incomplet")),
    Case("06 Corbie", 16, "docx", code="80212", version="v1", signed=("image", "typed"),
         change={"elu.fonction": "Adjointe à la transition écologique"},
         verdict=("eligible", "complet", "a_verifier", "dans_les_delais", "a_verifier")),
    Case("07 Syndicat mixte", 17, "docx", code="62041",
         change={"collectivite.nom": "Syndicat mixte du Pays des Sept Vallées", "collectivite.type": "autre",
                 "collectivite.siren": None, "collectivite.population": None, "collectivite.epci_rattachement": None,
                 "executif.fonction": "Président"},
         verdict=("a_verifier", "complet", "conforme", "dans_les_delais", "a_verifier"), territory=None),
    Case("08 Dieppe", 18, "pdf", code="59183",
         change={"collectivite.nom": "Ville de Dieppe", "collectivite.departement": None,
                 "collectivite.code_postal": "76200",
                 "collectivite.ville": "Dieppe", "collectivite.siren": None, "collectivite.population": 28561,
                 "collectivite.epci_rattachement": "CA de la Région Dieppoise", "signature.lieu": "Dieppe"},
         verdict=("non_eligible", "complet", "conforme", "dans_les_delais", "irrecevable"), territory="outside"),
    Case("09 Albert", 19, "docx", code="80016", mail="Mon, 22 Mar 2021 09:41:00 +0100", received="",
         verdict=("eligible", "complet", "conforme", "hors_delai", "irrecevable")),
    Case("10 Bavay", 20, "retyped", code="59053", signed=("absent", "absent"), version="v1",
         verdict=("eligible", "complet", "a_verifier", "dans_les_delais", "a_verifier")),
)  # fmt: skip
