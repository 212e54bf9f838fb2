"""Functions as people write them."""

import pytest

from ami_cli.rules.fonctions import is_executive, mandate

ELUS = """
3e adjoint (urbanisme, mobilités)|1re adjointe, finances et transition|Adjoint.e au maire
Conseiller communautaire délégué à l’environnement|Conseillère municipale déléguée|2ème adjointe
Conseiller municipal en charge de la démocratie locale|Adjoint à la transition écologique
Conseillère déléguée à la participation citoyenne|Vice-président à la participation|Conseillère
Adjointe au maire, délégation environnement et cadre de vie|Président|Présidente|Maire|Maire·sse
Maire-adjointe|Maire adjoint à l'urbanisme|Élu·e référent·e|Elu référent participation|adjoint
Conseiller·ère municipal·e|Maire délégué de Foo|1ère Vice-Présidente|Président de commission
conseiller municipal, ingénieur de formation|Délégué communautaire|Co-présidente|Vice-président(e)
Adjoint au Maire délégué au développement durable|Premier Adjoint|ADJOINT AUX TRAVAUX|M. le Maire
2e adj. au maire|VP à l’environnement|1er V.P.|Cons. mun. délégué|Vice-Pdte|Mme la Pdte
"""
AGENTS = """
Animateur de la vie associative|Directrice générale des services|Technicien environnement|D.G.S.
Secrétaire de mairie|Cheffe de projet « Petites villes de demain »|Adjoint administratif|DGS|DST
Adjointe technique principale|Directeur·rice des services|Chargé·e de mission|Chef·fe de service
chargé(e) de mission transition|Conseiller en énergie partagé|Directeur de cabinet du maire
Secrétaire général de la mairie|Ingénieur territorial|Agent d'accueil|Conseiller numérique
Responsable du service urbanisme|Adjoint au directeur des services techniques|Secrétaire
Adj. technique|Dir. adjointe|Resp. urbanisme|Ing. territorial|Chargé de concertation
Chargée de mission auprès du président|Technicien·ne|Assistante du maire|Chargé(e)s de projets
"""
# « chargée de la … » is said of a delegation as well as of a post
DOUBTFUL = (
    "Chargée de la participation|Bénévole|Habitant|référente participation||…|Référent du projet"
)


def listed(text):
    return [name for line in text.strip().splitlines() for name in line.split("|")]


@pytest.mark.parametrize("function", listed(ELUS))
def test_a_mandate_is_recognised(function):
    assert mandate(function) == "elu"


@pytest.mark.parametrize("function", listed(AGENTS))
def test_a_post_is_recognised(function):
    assert mandate(function) == "agent"


@pytest.mark.parametrize("function", DOUBTFUL.split("|"))
def test_anything_else_is_doubtful(function):
    assert mandate(function) == "doubtful"


@pytest.mark.parametrize(
    ("function", "commune", "epci"),
    [
        ("Maire", True, False),
        ("Maire·sse", True, False),
        ("Madame la Maire", True, False),
        ("MAIRE", True, False),
        ("Présidente", False, True),
        ("Président(e)", False, True),
        ("Co-président", False, True),
        ("Pdt de la communauté", False, True),
        ("V.P.", False, False),
        ("Maire / Présidente", True, True),
        ("Maire de Braine et vice-présidente de la communauté", True, False),
        ("Maire de Braine, président de la communauté", True, True),
        ("Vice-président", False, False),
        ("1ère Vice Présidente", False, False),
        ("Adjointe au maire", False, False),
        ("Maire-adjoint", False, False),
        ("Maire délégué", False, False),
        ("Maire honoraire", False, False),
        ("Ancien maire", False, False),
        ("Conseiller délégué auprès du maire", False, False),
        ("Directeur de cabinet du maire", False, False),
        ("DGS, bras droit du Maire", False, False),
        ("Président de la commission culture", False, False),
        ("Président de l’association", False, False),
        ("", False, False),
    ],
)
def test_the_head_of_the_executive_is_told_from_deputies(function, commune, epci):
    assert (is_executive(function, "commune"), is_executive(function, "epci")) == (commune, epci)
