"""Functions as people write them on forms, their meaning decided before they were run."""

from __future__ import annotations

import pytest

from ami_cli.rules.fonctions import is_executive, mandate

ELUS = """
maire ; Maire adjointe ; 1ère adjointe ; 1er adjoint au maire ; 2e adjt ; 2ème adj. au maire ;
adj. à l'urbanisme ; Adjointe déléguée à la transition écologique ; adjt aux travaux ; Adjoint
en charge des écoles ; Maire-adjoint ; maire adjt ; Premier adjoint ; 3ème Vice-Président ;
V-P ; V.P. en charge du PCAET ; VP environnement ; vice-pdte ; Vice présidente déléguée au
climat ; Président ; Pdt de la CC ; Présidente de la communauté de communes ; CM ; CM délégué
; C.M. déléguée ; Conseiller municipal ; conseillère municipale déléguée ; Cons. mun. ; cons.
municipale ; Conseillère communautaire ; conseiller délégué au développement durable ;
Conseillère déléguée ; Conseiller métropolitain ; Délégué communautaire ; Délégué titulaire au
syndicat ; membre du bureau communautaire ; Élu ; Elue en charge de l'environnement ; élu
référent transition ; Élu·e municipal·e ; Elu(e) délégué(e) ; Conseiller.ère municipal.e ;
Adjoint(e) au maire ; adjoint.e à la culture ; Maire délégué ; maire déléguée de Malo ; Maire
honoraire et conseiller municipal ; Adjoint au Maire, enseignant ; 1re adjointe au maire
déléguée à la participation citoyenne ; Troisième adjointe ; 8e adjoint ; Conseillère
municipale de la majorité ; Conseiller municipal d'opposition ; Conseiller départemental ;
Vice-Présidente du Conseil départemental ; Sénatrice-maire ; Député-maire ; Maire et
vice-président de la CAPSO ; Co-présidente ; élue communautaire ; Conseiller municipal
subdélégué ; Adjoint spécial
"""

AGENTS = """
DGS ; D.G.S. ; DGA ; DGA ressources ; DGAS ; Directrice générale des services ; Directeur
général adjoint ; directrice adjointe ; DST ; Directeur des services techniques ; Secrétaire
de mairie ; secrétaire générale ; Secrétaire général de mairie ; Chargée de mission
développement durable ; chargé de mission ; Chargé·e de mission TEPCV ; CDM transition ;
Chargé de projet ; Cheffe de projet PVD ; chef de service ; Chef de cabinet ; Directeur de
cabinet ; Responsable environnement ; resp. des services techniques ; Technicienne ;
Technicien rivière ; ATSEM ; agent technique ; Agent d'accueil ; Agente de développement ;
Adjoint technique ; adjointe administrative ; Adjoint administratif principal ; Adjoint
d'animation ; adjointe au DGS ; Adjoint au directeur ; Attaché territorial ; attachée ;
Rédacteur ; Rédactrice principale ; Ingénieure ; Ingénieur territorial ; Animatrice ;
animateur PCAET ; Animateur jeunesse ; Coordinatrice CLS ; Coordonnateur ; Stagiaire ;
apprentie ; alternant ; Service civique ; Volontaire en service civique ; Assistante de
direction ; assistante parlementaire ; Collaborateur de cabinet ; Conseillère en énergie
partagée ; conseiller numérique ; Urbaniste ; Paysagiste ; Architecte ; Policier municipal ;
Garde champêtre ; ASVP ; Responsable du CCAS ; Instructrice ADS ; Gestionnaire ; Comptable ;
Juriste ; Chargée de communication ; Chargé de com ; Manager de centre-ville ; Archiviste ;
Bibliothécaire ; Médiatrice ; Educatrice ; Cuisinier ; Référent technique ; Référente
développement durable ; Agent de maîtrise ; Contractuelle ; Développeur territorial ;
Ambassadrice du tri ; Ambassadeur tri ; Facilitatrice ; Chargée d'études ; Cadre territorial ;
Fonctionnaire territoriale ; Responsable du pôle aménagement ; Community manager
"""

NEITHER = """
bénévole ; habitante ; citoyen ; retraité ; Président de l'association ; Maire honoraire ;
ancien maire ; Ancienne adjointe ; ex-maire ; suppléant ; Suppléante ; membre ; Mme ; à
définir ; référent ; Délégué ; Présidente d'association ; conjointe du maire ; épouse du maire
; candidat aux municipales
"""


def written(text: str) -> list[str]:
    """The functions of a table, line ends not counting."""
    return [function.strip() for function in " ".join(text.split()).split(" ; ")]


@pytest.mark.parametrize("function", written(ELUS))
def test_an_elected_person(function: str) -> None:
    assert mandate(function) == "elu"


@pytest.mark.parametrize("function", written(AGENTS))
def test_an_agent(function: str) -> None:
    assert mandate(function) == "agent"


@pytest.mark.parametrize("function", written(NEITHER))
def test_what_says_no_present_mandate_nor_post_is_doubtful(function: str) -> None:
    assert mandate(function) == "doubtful"


@pytest.mark.parametrize(
    ("function", "kind", "heads"),
    [
        ("Maire", "commune", True),
        ("maire", "epci", False),
        ("Présidente", "epci", True),
        ("Présidente", "commune", False),
        ("Maire adjointe", "commune", False),
        ("1er adjoint au maire", "commune", False),
        ("Adjointe au maire", "commune", False),
        ("Vice-présidente", "epci", False),
        ("VP", "epci", False),
        ("Maire honoraire", "commune", False),
        ("ancien maire", "commune", False),
        ("Maire déléguée", "commune", False),
        ("Maire et président de la CC", "epci", True),
        ("Maire et président de la CC", "commune", True),
        ("Madame le Maire", "commune", True),
        ("Mme la maire", "commune", True),
        ("M. le Président", "epci", True),
        ("Présidente de la communauté", "", True),
        ("Directeur de cabinet du maire", "commune", False),
        ("Secrétaire de mairie", "commune", False),
        ("Assistante du président", "epci", False),
        ("Maire par intérim", "commune", True),
        ("Premier magistrat", "commune", True),
        ("Maire de Vimy", "commune", True),
        ("Maire de Vimy, vice-président de la CU", "commune", True),
        ("Sénateur-maire", "commune", True),
        ("Maire suppléant", "commune", False),
        ("Président du CCAS", "commune", False),
        ("Maire sortante", "commune", False),
        ("Président délégué", "epci", False),
        ("Maire-président", "", True),
        ("Mairesse", "commune", True),
        ("Bourgmestre", "commune", False),
    ],
)
def test_who_heads_the_body(function: str, kind: str, heads: bool) -> None:
    assert is_executive(function, kind) is heads
