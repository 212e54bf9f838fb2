"""Habits of other hands: names in the wrong box, titles, asides; places, dates and counts in words."""

from __future__ import annotations

import datetime as dt

import pytest

from ami_cli.forms.values.numbers import parse_int
from ami_cli.forms.values.people import split_address, split_person


@pytest.mark.parametrize(
    ("written", "nom", "prenom"),
    [
        ("MME DEHONDT MARIE-ANGE", "DEHONDT", "MARIE-ANGE"),
        ("Le Moigne Marcelle", "Le Moigne", "Marcelle"),
        ("Monsieur le 3e adjoint, HERBETTE Paul", "HERBETTE", "Paul"),
        ("Mohamed El Amrani", "El Amrani", "Mohamed"),
        ("Leclercq Anne (docteure)", "Leclercq", "Anne"),
        ("jean-noël cauchy", "cauchy", "jean-noël"),
    ],
)
def test_first_names_tell_the_order(written: str, nom: str, prenom: str) -> None:
    assert split_person(written) == (nom, prenom, True)


def test_two_first_names_do_not_tell_the_order() -> None:
    assert split_person("ANDRE REMI") == ("REMI", "ANDRE", False)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Hôtel de ville, 30 place Foch - BP 90 201", ("Hôtel de ville, 30 place Foch - BP 90 201", "", "")),
        ("Hôtel de ville, BP 10110, 62000 Arras Cedex", ("Hôtel de ville, BP 10110", "62000", "Arras")),
        ("2 rue Camus, CS 20079", ("2 rue Camus, CS 20079", "", "")),
    ],
)  # fmt: skip
def test_a_post_box_is_no_postal_code(written: str, parts: tuple[str, str, str]) -> None:
    assert split_address(written) == parts


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("4,8 milliers (4813)", 4813),
        ("moins de 3000 : 2 985", 2985),
        ("12 000 habitants au 1er janvier 2021", 12000),
    ],
)
def test_the_exact_count_wins(written: str, count: int) -> None:
    assert parse_int(written)[0] == count


def test_whole_names_in_the_first_box(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | MME DEHONDT MARIE-ANGE | Martin Luc |
    | Prénom | | |
    """
    paths = ("elu.nom", "elu.prenom", "technicien.nom", "technicien.prenom")
    assert form(*paths) == ("Dehondt", "Marie-Ange", "Martin", "Luc")
    assert form.sure("elu.nom") > 0.8 > form.sure("technicien.nom")


def test_each_name_in_the_box_of_the_other(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Solène | Martin |
    | Prénom | LEPOUTRE | Enguerand-Lou |
    """
    paths = ("elu.nom", "elu.prenom", "technicien.nom", "technicien.prenom")
    assert form(*paths) == ("Lepoutre", "Solène", "Martin", "Enguerand-Lou")
    assert form.sure("technicien.nom") < 0.8  # Martin is a first name too


def test_an_office_before_the_name_and_an_aside_behind(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Monsieur le 3e adjoint, HERBETTE | Carpentier (contractuelle) |
    | Prénom | Paul | Inès |
    """
    assert form("elu.nom", "technicien.nom") == ("Herbette", "Carpentier")


@pytest.mark.parametrize("said", ["n/c", "en construction", "pas de site à ce jour", "dito"])
def test_words_that_answer_nothing(said: str, key, campaign) -> None:
    from conftest import read_text

    text = f"# 1. La collectivité\n| Nom de la collectivité | Commune de Rue |\n| Site internet | {said} |"
    assert read_text(text, key, campaign)("collectivite.site_web") == (None,)


def test_a_place_whose_date_is_written_in_words(form):
    """
    # 7. Signatures
    Fait à Étaples le le quatre mars deux mille vingt et un
    """
    assert form("signature.lieu", "signature.date") == ("Étaples", dt.date(2021, 3, 4))


def test_a_place_without_its_date(form):
    """
    # 7. Signatures
    Fait à Fruges le
    """
    assert form("signature.lieu", "signature.date") == ("Fruges", None)


def test_a_month_in_roman_letters(form):
    """
    # 7. Signatures
    Fait à Rue, le 6 III 2021
    """
    assert form("signature.date") == (dt.date(2021, 3, 6),)


def test_the_end_of_one_answer_in_the_frame_of_another(form):
    """
    # 4. Motivations
    [frame]
    Nos conseils de quartier datent de 1998.
    [/frame]
    # 5. Attentes
    [frame]
    Nouvelles façons de tenir séance.
    (suite motivations) Ils s'essoufflent.
    [/frame]
    """
    assert form("motivations") == ("Nos conseils de quartier datent de 1998.\nIls s'essoufflent.",)
    assert form("attentes") == ("Nouvelles façons de tenir séance.",)


def test_a_struck_date_is_not_the_date(form):
    """
    # 7. Signatures
    Fait à Albert, le ~~12/03/2020~~ 12/03/2021
    """
    assert form("signature.date") == (dt.date(2021, 3, 12),)


def test_a_struck_paragraph_gives_way_to_the_one_beside(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | ~~Lemaire~~<br>Merlin | Martin |
    """
    assert form("elu.nom") == ("Merlin",)
