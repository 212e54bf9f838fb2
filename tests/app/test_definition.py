"""Every mistake of a definition is said at once, where it is and in its own words."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from ami_cli.app.campaigns import load
from ami_cli.app.drafting.make import draft_to
from ami_cli.errors import CampaignError, UsageError

VELO = Path(__file__).parents[2] / "samples" / "calls" / "fonds-velo-2026"


def mistakes(folder: Path, *changes: tuple[str, str]) -> list[str]:
    shutil.copytree(VELO / "blanks", folder / "blanks")
    text = (VELO / "campaign.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "campaign.toml").write_text(text, "utf-8")
    with pytest.raises(CampaignError) as caught:
        load(str(folder))
    return list(caught.value.mistakes)


def test_contradictions_are_said_together_with_their_lines(tmp_path: Path) -> None:
    said = mistakes(
        tmp_path,
        ("opened = 2026-03-02", "opened = 2026-06-02"),
        ('timezone = "Europe/Paris"', 'timezone = "Europe/Arras"'),
        ('blanks/formulaire.doc"', 'blanks/perdu.doc"'),
        ('other_field = "association.type_association_autre"', 'other_field = "association.rien"'),
        ('wordings = ["Date de fin"]', 'wordings = ["Date de début"]'),
        ('name = "totaux"', 'name = "sommes"'),
    )
    assert said[:5] == [
        "ligne 7 : deadline : la date limite précède l'ouverture (opened).",
        "ligne 8 : timezone : « Europe/Arras » n'est pas un fuseau connu (Europe/Paris).",
        "ligne 12 : blanks.v1 : le fichier « blanks/perdu.doc » n'existe pas.",
        "ligne 130 : champ association.type_association : other_field nomme « association.rien », qui n'existe pas.",
        "ligne 176 : « Date de début » : libellé de projet.date_debut et de projet.date_fin, dans le même groupe ;"
        " donnez-leur des groupes différents.",
    ]
    assert said[5].startswith("ligne 339 : règle inconnue : « sommes »")
    assert len(said) == 6


def test_mistakes_of_shape_do_not_hide_contradictions(tmp_path: Path) -> None:
    said = mistakes(
        tmp_path,
        ('title = "Fonds vélo des associations 2026"', 'titre = "Fonds vélo"'),
        ("opened = 2026-03-02", 'opened = "hier"'),
        ("deadline = 2026-05-15T23:59:59+02:00", "deadline = 2026-05-15T23:59:59"),
        ('id = "projet"', 'id = "projet"\nparent = "nulle_part"'),
        ('path = "association.siret"', 'path = "association.N° SIRET"'),
        ('kind = "postal_code"', 'kind = "code postal"'),
        ('path = "association.ville"', 'path = "association.adresse"'),
        ('{ code = "federation", label = "Fédération" }', '{ label = "Fédération" }'),
        ('kind = "amount", total = true', 'kind = "euros", total = true'),
        ("weight = 100", "weight = 0"),
        (
            "[[rules]]",
            '[territory]\nvintage = 2021\nregions = ["77"]\ndepartements = ["2A", "99"]\ncodes = ["59999"]\n\n[[rules]]',
        ),
    )
    assert said == [
        "ligne 4 : « titre » n'est pas un mot de la définition : vouliez-vous « title » ?",
        "ligne 6 : opened = « hier » : une date est attendue, sans guillemets : 2026-03-31.",
        "ligne 7 : deadline : ajoutez le décalage horaire (2021-03-19T23:59:59+01:00).",
        "ligne 35 : groupe projet : parent nomme « nulle_part », qui n'est pas déclaré.",
        "ligne 76 : champ association.N° SIRET : path = « association.N° SIRET » : minuscules sans accent, chiffres et"
        " soulignés seulement, des points entre les parties.",
        "ligne 82 : champ « association.adresse » : déclaré 2 fois.",
        "ligne 90 : champ association.code_postal : kind = « code postal » n'existe pas : vouliez-vous « postal_code » ?",
        "ligne 138 : champ association.type_association, option 2 : « code » manque.",
        "ligne 249 : champ budget_previsionnel.budget_previsionnel, colonne montant : kind = « euros » n'existe pas :"
        " vouliez-vous « amount » ?",
        "ligne 315 : territory : la région « 77 » n'existe pas (codes INSEE : 32 pour Hauts-de-France).",
        "ligne 315 : territory : le département « 99 » n'existe pas (codes : 02, 59, 2A, 971).",
        "ligne 315 : territory : « 59999 » n'est ni un code INSEE de commune, ni le SIREN d'une intercommunalité.",
        "ligne 358 : [jury], critère qualite : weight = 0 : un nombre plus grand que 0 est attendu.",
        "« title » manque.",
    ]


def test_a_line_that_is_not_toml_does_not_hide_the_others(tmp_path: Path) -> None:
    said = mistakes(
        tmp_path,
        ("opened = 2026-03-02", "opened = 2026-13-02"),
        ('kind = "iban"', 'kind = "compte"'),
    )
    assert said[0] == "ligne 6 : cette date n'existe pas : opened = 2026-13-02."
    assert said[1].startswith(
        "ligne 268 : champ coordonnees_bancaires.iban : kind = « compte » n'existe pas ; possibles : text, longtext,"
    )
    assert len(said) == 2


def test_words_that_the_kind_does_not_read_are_said(tmp_path: Path) -> None:
    said = mistakes(
        tmp_path,
        ('kind = "multichoice"', 'kind = "text"'),
        ('kind = "amount", total = true', 'kind = "text", total = true'),
    )
    assert said == [
        "ligne 188 : champ projet.publics_vises : choices n'a pas de sens avec kind = « text » ; mettez choice ou"
        " multichoice.",
        "ligne 241 : champ budget_previsionnel.budget_previsionnel, colonne « montant » : total = true demande une colonne"
        " de nombres (kind = « amount » ou « int »).",
    ]


def test_a_form_that_asks_the_same_twice_makes_a_definition_that_loads(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("Nom : ______", "Nom : ______", "Téléphone : ______  Portable : ______"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "blank.docx"))
    draft_to([tmp_path / "blank.docx"], tmp_path / "appel")
    found = load(str(tmp_path / "appel")).campaign
    assert [f.path for f in found.fields] == [
        "demande.nom",
        "demande.nom_2",
        "demande.telephone",
        "demande.telephone_2",
    ]


def test_a_blank_that_asks_for_nothing_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Bonjour à toutes et à tous.")
    document.save(str(tmp_path / "lettre.docx"))
    with pytest.raises(UsageError, match="aucun champ"):
        draft_to([tmp_path / "lettre.docx"], tmp_path / "appel")
    assert not (tmp_path / "appel").exists()
