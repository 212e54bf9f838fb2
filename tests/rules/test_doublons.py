"""Les doublons: the same collectivité, the same people, the same mailbox, the same text."""

import random
from datetime import datetime

from made import campaign, candidature, form_read

from ami_cli.model.dossier import Decision
from ami_cli.rules import judge

TWINS = campaign(
    ("doublons", {"personnes": ["elu", "technicien"], "textes": ["motivations"]}),
)
WITH_MAP = campaign(
    ("territoire", {"nom": "collectivite.nom", "code_postal": "collectivite.code_postal"}),
    ("doublons", {}),
)
TEXT = (
    "Notre équipe a été élue sur un engagement fort : faire avec les habitantes et les habitants,"
    " et pas seulement pour eux. La crise a bousculé nos plans et nous mesurons combien les bonnes"
    " intentions ne suffisent pas ; nous manquons de méthode et de recul."
)


def someone(dossier, number, **changes):
    """Return a candidature whose people and texts are nobody else's."""
    words = random.Random(number).sample([f"mot{n}" for n in range(400)], 60)
    people = {
        "elu__nom": f"Elu{number}",
        "elu__courriel": f"elu{number}@exemple.example",
        "elu__telephone": f"+3335301{number:04d}",
        "technicien__nom": f"Tech{number}",
        "technicien__courriel": f"tech{number}@exemple.example",
        "technicien__telephone": f"+3363998{number:04d}",
        "motivations": " ".join(words),
    }
    return candidature(dossier, form_read(dossier), **{**people, **changes})


def said(*cases, call=TWINS):
    return {
        j.dossier: [(f.verdict, f.severity, f.message) for f in j.findings if f.rule == "doublons"]
        for j in judge(cases, call)
    }


def test_candidatures_of_different_people_are_not_twins():
    assert said(someone("a", 1), someone("b", 2)) == {"a": [], "b": []}


def test_one_collectivite_with_two_dossiers_is_for_a_person_to_decide():
    place = {"collectivite__code_postal": "59134"}
    one = someone("a", 1, collectivite__nom="Commune de Wicres", **place)
    two = someone("b", 2, collectivite__nom="WICRES", **place)
    other = someone("c", 3, collectivite__nom="Lens", collectivite__code_postal="62300")
    assert said(one, two, other, call=WITH_MAP) == {
        "a": [
            ("doublon", "a_verifier", "Wicres a aussi déposé le dossier b : décider lequel compte.")
        ],
        "b": [
            ("doublon", "a_verifier", "Wicres a aussi déposé le dossier a : décider lequel compte.")
        ],
        "c": [],
    }


def test_a_dossier_that_was_withdrawn_is_nobodys_twin():
    place = {"collectivite__nom": "Wicres", "collectivite__code_postal": "59134"}
    gone = Decision(dossier="b", act="desistement", by="Claire Dumont", at=datetime(2021, 4, 2))
    [kept, _] = judge([someone("a", 1, **place), someone("b", 2, **place)], WITH_MAP, [gone])
    assert [f.verdict for f in kept.findings] == ["eligible"]


def test_a_person_engaged_twice_is_known_by_name_and_contact():
    one = someone("a", 1, elu__nom="Déprez", elu__prenom="Zoé", elu__courriel="zoe@exemple.example")
    two = someone(
        "b",
        2,
        technicien__nom="DEPREZ",
        technicien__prenom="Zoe",
        technicien__courriel="zoe@exemple.example",
    )
    mailbox = "Le courriel « zoe@exemple.example » figure aussi dans le dossier"
    assert said(one, two) == {
        "a": [
            (
                "personne_engagee_deux_fois",
                "a_verifier",
                "Zoé Déprez est aussi engagé·e dans le dossier b.",
            ),
            ("courriel_partage", "information", f"{mailbox} b."),
        ],
        "b": [
            (
                "personne_engagee_deux_fois",
                "a_verifier",
                "Zoe DEPREZ est aussi engagé·e dans le dossier a.",
            ),
            ("courriel_partage", "information", f"{mailbox} a."),
        ],
    }


def test_namesakes_are_two_people():
    one = someone("a", 1, elu__nom="Déprez", elu__prenom="Zoé")
    two = someone("b", 2, elu__nom="Déprez", elu__prenom="Zoé")
    assert said(one, two) == {"a": [], "b": []}


def test_nearly_the_same_text_is_an_information():
    one = someone("a", 1, motivations=TEXT)
    two = someone("b", 2, motivations=TEXT.replace("habitantes", "citoyennes"))
    three = someone("c", 3, motivations=TEXT[:90])
    label = "Ce qui motive votre candidature"
    message = f"Le texte « {label} » est presque identique dans le dossier"
    assert said(one, two, three) == {
        "a": [("texte_semblable", "information", f"{message} b.")],
        "b": [("texte_semblable", "information", f"{message} a.")],
        "c": [],
    }
