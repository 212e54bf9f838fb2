"""The words staff read for values, places and confidences."""

from datetime import date, datetime

import pytest
from made import ABSENT, BLANK, UNREADABLE, campaign, read, sighting

from ami_cli.model import words
from ami_cli.model.candidature import Answer

FIELDS = campaign().by_path


@pytest.mark.parametrize(
    ("path", "value", "shown"),
    [
        ("elu.telephone", "+33353010102", "03\u00a053\u00a001\u00a001\u00a002"),
        ("elu.telephone", "+3225551234", "+3225551234"),
        ("collectivite.population", 12345, "12\u202f345"),
        ("collectivite.population", 0.5, "0,50"),
        ("collectivite.type", "communaute_de_communes", "Communauté de communes"),
        ("collectivite.type", "inconnue", "inconnue"),
        ("projet.demarches", ("pcaet", "tepos"), "PCAET, TEPOS"),
        ("binome.engagement_assiduite", True, "oui"),
        ("binome.engagement_assiduite", False, "non"),
        ("signature.date", date(2021, 3, 4), "04/03/2021"),
        ("signature.elu", "typed", "nom dactylographié"),
        ("motivations", None, ""),
    ],
)
def test_values_are_written_as_in_french(path, value, shown):
    assert words.value_words(value, FIELDS[path]) == shown


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (read("Zoé"), "sûr"),
        (read("Zoé", 0.79), "à vérifier"),
        (Answer("Zoé", "read", 0.95, (), ("Une autre valeur se lit ailleurs.",)), "à vérifier"),
        (Answer("Zoé", "corrected", 1.0), "corrigé"),
        (BLANK, "laissé vide"),
        (ABSENT, "non trouvé"),
        (UNREADABLE, "illisible"),
    ],
)
def test_confidence_is_a_word(answer, said):
    assert words.confidence_words(answer) == said


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("body/table[3]/r[2]/c[1]/p[1]", "Formulaire.docx, page 4, tableau 3, ligne 2, colonne 1"),
        ("page[4]/word[17]", "Formulaire.docx, page 4, mot 17"),
        ("", "Formulaire.docx, page 4"),
    ],
)
def test_a_place_is_said_as_people_count(place, said):
    assert words.place_words(sighting("x", place=place)) == said


def test_a_correction_says_who_made_it():
    made = sighting("x").model_copy(update={"by": "Claire Dumont"})
    assert words.place_words(made) == "corrigé par Claire Dumont"


def test_the_known_file_is_left_out():
    assert (
        words.place_words(sighting("x", place="p[3]"), "Formulaire.docx") == "page 4, paragraphe 3"
    )


def test_days_and_moments_are_french():
    assert words.day_words(date(2021, 4, 1)) == "1er avril 2021"
    assert words.moment_words(datetime(2021, 3, 19, 23, 59)) == "19 mars 2021 à 23 h 59"
    assert words.moment_words(datetime(2021, 3, 19)) == "19 mars 2021"
