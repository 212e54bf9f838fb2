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
