"""What a draft makes of blanks that nobody has seen: one odd habit of form makers each."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from ami_cli.app.drafting.make import draft_of
from ami_cli.app.drafting.parts import Draft
from ami_cli.app.read import read_file


def draft(tmp_path: Path, *lines: str | list[list[str]]) -> Draft:
    document = docx.Document()
    for line in lines:
        if isinstance(line, str):
            document.add_paragraph(line)
            continue
        table = document.add_table(len(line), len(line[0]), style="Table Grid")
        for row, texts in zip(table.rows, line, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(tmp_path / "blank.docx"))
    return draft_of(read_file(tmp_path / "blank.docx"))


def fields(found: Draft) -> list[tuple[str, str]]:
    return [(f.path, f.kind) for f in found.fields]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("N° SIRET : |_|_|_|_|_|_|_|_|_|_|_|_|_|_|", [("demande.siret", "siret")]),
        ("Nom : ______ Prénom : ______", [("demande.nom", "name"), ("demande.prenom", "name")]),
        ("Montant demandé : ........ € TTC   Objet : .........", [("demande.montant_demande", "amount"), ("demande.objet", "text")]),
        ("Nombre de bénéficiaires : ____ personnes", [("demande.nombre_beneficiaires", "int")]),
        ("Né(e) le : __/__/____", [("demande.ne", "date")]),
        ("Première demande ?  □ oui   □ non", [("demande.premiere_demande", "yesno")]),
        ("Première demande ?  Oui □ Non □", [("demande.premiere_demande", "yesno")]),
        ("Code postal et ville : ................", [("demande.code_postal", "postal_code"), ("demande.ville", "text")]),
        ("Mode de règlement : ○ chèque ○ virement", [("demande.mode_reglement", "choice")]),
        ("Je soussigné(e) .................... certifie", [("demande.nom", "name"), ("demande.prenom", "name")]),
    ],
)  # fmt: skip
def test_a_line_of_a_form(line: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert fields(draft(tmp_path, line)) == expected


def test_options_on_lines_of_their_own_make_one_choice(tmp_path: Path) -> None:
    found = draft(
        tmp_path, "Statut juridique :", "□ Association", "□ Fondation", "□ Autre : ......"
    )
    assert fields(found) == [
        ("demande.statut_juridique", "choice"),
        ("demande.statut_juridique_autre", "text"),
    ]
    assert [(o.label, o.free) for o in found.fields[0].options] == [
        ("Association", False),
        ("Fondation", False),
        ("Autre", True),
    ]


def test_a_budget_is_a_table_with_its_total_and_a_questionnaire_is_a_grid(tmp_path: Path) -> None:
    found = draft(
        tmp_path,
        "Budget :",
        [["Dépense", "Montant (€)"], ["", ""], ["", ""], ["TOTAL", ""]],
        "Équipements :",
        [["", "Oui", "Non"], ["Chaudière", "☐", "☐"], ["Toiture isolée", "☐", "☐"]],
    )
    assert fields(found) == [("demande.budget", "table"), ("demande.equipements", "grid")]
    assert [(c.label, c.kind, c.total) for c in found.fields[0].columns] == [
        ("Dépense", "text", False),
        ("Montant (€)", "amount", True),
    ]
    assert found.fields[1].rows == ["Chaudière", "Toiture isolée"]


def test_people_in_columns_each_get_the_labels_of_the_rows(tmp_path: Path) -> None:
    found = draft(
        tmp_path, [["", "Élu référent", "Agent technique"], ["Nom", "", ""], ["Courriel", "", ""]]
    )
    assert fields(found) == [
        ("elu_referent.nom", "name"),
        ("elu_referent.courriel", "email"),
        ("agent_technique.nom", "name"),
        ("agent_technique.courriel", "email"),
    ]


def test_words_printed_in_a_frame_do_not_stop_the_draft(tmp_path: Path) -> None:
    found = draft(tmp_path, [["Remplissez toutes les rubriques."]], "Nom : ______")
    assert fields(found) == [("demande.nom", "name")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nom : \tPrénom : \t", [("demande.nom", "name"), ("demande.prenom", "name")]),
        ("Numéro SIRET : |__|__|__|__|__|__|__|__|__|__|__|__|__|__|", [("demande.siret", "siret")]),
        ("Travaux réalisés : du ……… au ………", [("demande.travaux_realises", "date"), ("demande.travaux_realises_fin", "date")]),
        ("Emplois (ETP) : actuels ……… prévus à 3 ans ………", [("demande.emplois_actuels", "int"), ("demande.emplois_prevus_3_ans", "int")]),
        ("Titre : Cliquez ou appuyez ici pour entrer du texte.", [("demande.titre", "text")]),
        ("Début du contrat : Cliquez ici pour entrer une date.", [("demande.debut_contrat", "date")]),
        ("Assujetti à la TVA ?  Oui / Non", [("demande.assujetti_tva", "yesno")]),
        ("Première demande ?   o oui    o non", [("demande.premiere_demande", "yesno")]),
        ("Permis : ☐ oui ☐ non   Voiture : ☐ oui ☐ non", [("demande.permis", "yesno"), ("demande.voiture", "yesno")]),
        ("Je soussigné (nom, prénom) ………… , en qualité de ☐ père ☐ mère", [("demande.nom", "name"), ("demande.prenom", "name"), ("demande.qualite", "choice")]),
        ("Lieu et date            Signature", [("demande.lieu_date", "text"), ("signature.signature", "signature")]),
        ("Volet(s) concerné(s) : ☐ sport ☐ culture", [("demande.volet_concerne", "multichoice")]),
    ],
)  # fmt: skip
def test_a_line_drawn_in_other_ways(
    line: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert fields(draft(tmp_path, line)) == expected


def test_what_is_kept_for_the_office_is_not_asked(tmp_path: Path) -> None:
    found = draft(
        tmp_path,
        "Nom : ______",
        "Cadre réservé à l’administration",
        [["Reçu le :", ""], ["Dossier complet", "☐ oui ☐ non"]],
        "Prénom : ______",
    )
    assert fields(found) == [("demande.nom", "name"), ("demande.prenom", "name")]


def test_a_numbered_question_over_a_frame_is_asked_by_its_words(tmp_path: Path) -> None:
    found = draft(
        tmp_path,
        [["PARTIE 1 – LE PORTEUR"]],
        "Q1. Quel est le nom de la structure ?",
        [[""]],
        "Q2. Date d’ouverture (prévue)",
        [[""]],
        "Q3. Décrivez le projet.",
        [["\n\n\n\n"]],
    )
    assert [(f.label, f.kind) for f in found.fields] == [
        ("Quel est le nom de la structure ?", "text"),
        ("Date d’ouverture (prévue)", "date"),
        ("Décrivez le projet", "longtext"),
    ]


def test_a_label_has_its_room_in_its_own_cell(tmp_path: Path) -> None:
    found = draft(tmp_path, [["Nom\n\n", "Prénom\n\n"], ["E-mail\n", "Portable\n"]])
    assert [f.kind for f in found.fields] == ["name", "name", "email", "phone"]


def test_columns_that_are_forms_have_a_group_each(tmp_path: Path) -> None:
    found = draft(
        tmp_path,
        [
            ["Avis du maire", "Avis de l’inspecteur"],
            ["☐ favorable ☐ réservé", "☐ favorable ☐ réservé"],
            ["Date :", "Date :"],
            ["Signature :", "Signature :"],
        ],
    )
    assert [(f.group, f.kind) for f in found.fields] == [
        ("avis_maire", "choice"),
        ("avis_maire", "date"),
        ("avis_maire", "signature"),
        ("avis_inspecteur", "choice"),
        ("avis_inspecteur", "date"),
        ("avis_inspecteur", "signature"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Numéro Siret : I_I_I_I_I_I_I_I_I_I_I_I_I_I_I", [("demande.siret", "siret")]),
        ("Date de création : I_I_I I_I_I I_I_I_I_I", [("demande.date_creation", "date")]),
        ("Avez-vous déjà participé ?   OUI / NON   (entourez)", [("demande.deja_participe", "yesno")]),
        ("Séjour : du      au", [("demande.sejour", "date"), ("demande.sejour_fin", "date")]),
    ],
)  # fmt: skip
def test_combs_and_words_to_circle(
    line: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert fields(draft(tmp_path, line)) == expected


def test_labels_over_their_answers_row_after_row_are_not_lines_to_fill(tmp_path: Path) -> None:
    found = draft(
        tmp_path, [["Nom", "Prénom"], ["", ""], ["Fonction", "Téléphone direct"], ["", ""]]
    )
    assert [f.kind for f in found.fields] == ["name", "name", "text", "phone"]


def test_the_number_before_a_label_is_one_more_wording(tmp_path: Path) -> None:
    found = draft(
        tmp_path,
        [["PARTIE 1 – LE LIEU"]],
        "Q10. Surface (en m²)",
        [[""]],
        "1.2 CONTACT (SI DIFFÉRENT)",
        "Nom : ......",
    )
    assert found.fields[0].wordings == ["Q10. Surface (en m²)"]
    assert [(g.label, g.wordings) for g in found.groups] == [
        ("LE LIEU", ("PARTIE 1 – LE LIEU",)),
        ("CONTACT (SI DIFFÉRENT)", ("CONTACT", "1.2 CONTACT (SI DIFFÉRENT)")),
    ]


def test_words_that_stand_everywhere_are_no_wordings(tmp_path: Path) -> None:
    found = draft(tmp_path, "À ............, le ............")
    assert [(f.name, f.kind, f.wordings) for f in found.fields] == [
        ("lieu", "text", []),
        ("date", "date", []),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Domaine (entourer) : culture – sport – nature", [("demande.domaine", "choice")]),
        (
            "Une autre aide ? □ Oui, laquelle : ……… montant : ……… €   □ Non",
            [("demande.autre_aide", "yesno"), ("demande.autre_aide_laquelle", "text"), ("demande.autre_aide_montant", "amount")],
        ),
        ("Usage de la dotation de 5 000 € : .........", [("demande.usage_dotation_5_000", "text")]),
    ],
)  # fmt: skip
def test_options_to_circle_and_gaps_behind_options(
    line: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert fields(draft(tmp_path, line)) == expected


def test_words_on_the_right_of_a_label_do_not_take_the_answer_below(tmp_path: Path) -> None:
    found = draft(
        tmp_path,
        [["Forme", "Choisir : EI – SARL – SAS"], ["Date de création", ""], ["Effectif", ""]],
    )
    assert [(f.label, f.kind) for f in found.fields] == [
        ("Forme", "choice"),
        ("Date de création", "date"),
        ("Effectif", "int"),
    ]
