"""Whole dossiers: a form and a letter; who signed the letter, and is it a letter at all."""

from __future__ import annotations

import pytest
from conftest import document

from ami_cli.forms.assemble import assemble
from ami_cli.forms.key import Key
from ami_cli.forms.understand import Received, Understanding, understand
from ami_cli.model.campaign import Campaign
from ami_cli.model.dossier import Reading

FORM = """
# Annexe — Formulaire de candidature
# 1. La collectivité
| Nom de la collectivité | Commune de Rue |
| Type de collectivité | ☒ Commune ☐ Communauté de communes |
| Code postal | 80120 |
| Ville | Rue |
| N° SIREN | 218006633 |
# Maire ou Président·e de la collectivité
| Nom | Wattelle |
| Prénom | Sylvie |
| Fonction | Maire |
# 2. Le binôme
|  | Élu·e | Technicien·ne |
| Nom | Benali | Quesnoy |
| Prénom | Karim | Lucie |
| Fonction | 2e adjoint à la transition | Directrice générale des services |
| Téléphone | 03 53 01 22 11 | 03 53 01 22 12 |
# 7. Signatures
| L’élu·e du binôme | Le Maire ou le/la Président·e, cachet et signature |
| {elu} | {executif} |
"""
OPENING = """
Commune de Rue
1 place de la Mairie, 80120 Rue
Rue, le 4 mars 2021
Objet : candidature
Madame, Monsieur,
J’ai l’honneur de vous adresser la candidature de notre commune.
Notre binôme sera composé de Karim Benali, 2e adjoint, et de Lucie Quesnoy.
Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.
"""


class Dossier:
    """A form and other files, understood together."""

    def __init__(self, key: Key, campaign: Campaign) -> None:
        self.key, self.campaign = key, campaign
        self.seen: Understanding | None = None

    def read(self, letter: str, elu: str = "", executif: str = "") -> tuple[object, ...]:
        """Return the role of the letter and both signatures; a doubtful one is followed by « ? »."""
        form = FORM.replace("{elu}", elu).replace("{executif}", executif)
        files = [
            Received("AMI.docx", document(form)),
            Received("courrier.docx", document(letter, "courrier.docx")),
        ]
        self.seen = understand(files, self.key)
        reading = Reading(dossier="x", campaign="x", digest="", found=self.seen.found)
        case = assemble(reading, (), self.campaign)
        said = [self.seen.files[1].role]
        for path in ("signature.elu", "signature.executif"):
            sure = case[path].confidence >= 0.6
            said.append(f"{case[path].value}{'' if sure else ' ?'}")
        return tuple(said)


@pytest.fixture
def dossier(key: Key, campaign: Campaign) -> Dossier:
    return Dossier(key, campaign)


@pytest.mark.parametrize(
    "foot",
    [
        "| Karim Benali<br>2e adjoint<br>{img} | Sylvie Wattelle<br>Maire<br>{img} |",
        "| L’élu engagé | La Maire |\n| {img} | {img} |\n| Karim BENALI | Sylvie WATTELLE |",
        "| Signature de l’élu référent | Signature du Maire |\n| {img} | {img} |",
        "| Karim Benali | Lucie Quesnoy | Sylvie Wattelle |\n| {img} | {img} | {img} |",
        "Karim Benali\t\tSylvie Wattelle\nL’adjoint\t\tLa Maire\n{img}\t\t{img}",
        "Karim Benali                    Sylvie Wattelle\n{img}                    {img}",
        "L’adjoint à la transition,\n{img}\nKarim Benali\n\nLa Maire,\n{img}\nSylvie Wattelle",
        "{img}\nKarim Benali, 2e adjoint\n{img}\nSylvie Wattelle, maire",
    ],
)
def test_both_signed_the_letter(dossier: Dossier, foot: str) -> None:
    assert dossier.read(OPENING + foot) == ("courrier", "image", "image")


@pytest.mark.parametrize(
    "foot",
    [
        "La Maire,\n{img}\nSylvie WATTELLE",
        "{img}\nS. WATTELLE",
        "WATTELLE Sylvie\n{img}",
        "Le Maire,\n{img}",
        "La Maire,\n{img}\nMme Wattelle\nP.J. : formulaire\nCopie : M. le Président",
    ],
)
def test_the_mayor_alone_signed_the_letter(dossier: Dossier, foot: str) -> None:
    assert dossier.read(OPENING + foot) == ("courrier", "absent", "image")


@pytest.mark.parametrize(
    "foot",
    [
        "Pour la Maire et par délégation,\nLa directrice générale des services\n{img}\nLucie QUESNOY",
        "P/O La Maire\n{img}\nLucie Quesnoy, DGS",
    ],
)
def test_a_delegated_signature_is_for_a_person_to_judge(dossier: Dossier, foot: str) -> None:
    assert dossier.read(OPENING + foot, elu="{img}") == ("courrier", "image", "image ?")


def test_the_elu_who_signs_for_the_mayor_signs_for_nobody_surely(dossier: Dossier) -> None:
    foot = "Pour le Maire, l’adjoint délégué,\n{img}\nKarim BENALI"
    assert dossier.read(OPENING + foot) == ("courrier", "image ?", "image ?")


def test_a_delegated_letter_leaves_the_mayor_s_own_signature_alone(dossier: Dossier) -> None:
    foot = "Par délégation,\n{img}\nLucie Quesnoy"
    assert dossier.read(OPENING + foot, "{img}", "{img}") == ("courrier", "image", "image")
    assert dossier.seen is not None
    assert len(dossier.seen.found["signature.executif"]) == 1


@pytest.mark.parametrize(
    "foot",
    [
        "{img}\nLucie Quesnoy\nDirectrice générale des services",
        "Le Maire de Saint-Pol,\n{img}\nJean Dufour",
        "Le Président de la communauté de communes,\n{img}\nMarc DELANNOY",
    ],
)
def test_another_person_s_signature_counts_for_nobody(dossier: Dossier, foot: str) -> None:
    assert dossier.read(OPENING + foot) == ("courrier", "absent", "absent")


@pytest.mark.parametrize(
    "foot",
    [
        "La Maire,\nSylvie Wattelle",
        "Signé électroniquement par Sylvie WATTELLE le 04/03/2021\nLa Maire",
        "La Maire,\nSylvie Wattelle\n\nMairie – Tél. 03 53 01 99 99 – www.rue.example\n{img}",
    ],
)
def test_a_typed_name_is_no_signature(dossier: Dossier, foot: str) -> None:
    letter = "{img}\n" + OPENING + foot  # the coat of arms at the top counts for nothing
    assert dossier.read(letter, elu="{img}") == ("courrier", "image", "typed")


@pytest.mark.parametrize(
    "letter",
    [
        "Rue, le 2 mars 2021\nBonjour,\nVeuillez trouver ci-joint notre candidature.\nBien cordialement,",
        "À l’attention du Cerdd\nRue, le 2 mars 2021\nNous nous engageons sur les six journées.\nCordialement,",
        "Attestation d’engagement\nNous soussignés nous engageons à participer aux six journées.\nFait à Rue, le 4 mars 2021",
    ],
)
def test_a_letter_without_the_usual_formulas(dossier: Dossier, letter: str) -> None:
    assert dossier.read(f"{letter}\nSylvie Wattelle, Maire\n{{img}}", elu="{img}") == (
        *("courrier", "image", "image"),
    )


@pytest.mark.parametrize(
    "text",
    [
        """EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
        Étaient présents : Mme Wattelle, M. Benali
        Objet : candidature
        Madame la Maire expose que l’appel est lancé.
        Monsieur le Président de séance remercie.
        Le conseil municipal, après en avoir délibéré, à l’unanimité, décide de candidater.
        La Maire, Sylvie Wattelle
        {img}""",
        """LA VOIX DES FLANDRES – 12 février 2021
        « Madame, Monsieur, votre avis compte », dit la maire. L’objet : refaire la place.
        {img}
        Karim Benali et Sylvie Wattelle, maire""",
        """Convocation du conseil municipal
        Objet : convocation
        Madame, Monsieur,
        J’ai l’honneur de vous convier à la réunion du 18 février 2021.
        La Maire, Sylvie Wattelle
        {img}""",
    ],
)
def test_acts_and_articles_are_attachments(dossier: Dossier, text: str) -> None:
    lines = "\n".join(line.strip() for line in text.split("\n"))
    assert dossier.read(lines) == ("piece_jointe", "absent", "absent")


def test_a_letter_that_quotes_the_assembly_is_a_letter(dossier: Dossier) -> None:
    said = "Le conseil municipal, après en avoir délibéré, a décidé de candidater à l’unanimité.\n"
    letter = OPENING.replace("Notre binôme", f"{said}Notre binôme") + "La Maire,\n{img}"
    assert dossier.read(letter) == ("courrier", "absent", "image")


@pytest.mark.parametrize("first", [True, False])
def test_a_letter_in_the_same_file_as_the_form(
    key: Key, campaign: Campaign, *, first: bool
) -> None:
    form = FORM.replace("{elu}", "").replace("{executif}", "") + "\nDossier à adresser au Cerdd"
    letter = f"{OPENING}\n| Karim Benali<br>{{img}} | Sylvie Wattelle<br>{{img}} |\n"
    text = letter + form if first else form + letter
    seen = understand([Received("tout.docx", document(text))], key)
    reading = Reading(dossier="x", campaign="x", digest="", found=seen.found)
    case = assemble(reading, (), campaign)
    assert [f.role for f in seen.files] == ["formulaire"]
    assert [case[f"signature.{who}"].value for who in ("elu", "executif")] == ["image", "image"]
