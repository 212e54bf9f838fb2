"""One person's name is written in many ways; two people's names may look alike."""

import pytest

from ami_cli.rules.personnes import Person, compare


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        (("Guéant-Morel", "Chloé"), ("GUEANT MOREL", "chloe"), "same"),
        (("Vandenbroucke", "Karima"), ("Karima", "Vandenbroucke"), "same"),
        (("d’Aubigny", "Héloïse"), ("Aubigny", "Heloise"), "same"),
        (("Mme Déprez", "Zoé"), ("Déprez", "Zoé"), "same"),
        (("Œuvrard", "Anne Sophie"), ("Oeuvrard", "Anne-Sophie"), "same"),
        (("Déprez", "Zoé"), ("Déprez", "Noémie"), "different"),
        (("Garçon", "Théo"), ("Crépin", "Théo"), "different"),
        (("Déprez", "N."), ("Déprez", "Noémie"), "unsure"),
        (("Déprez", "Z."), ("Déprez", "Noémie"), "different"),
        (("Déprez", ""), ("Déprez", "Noémie"), "unsure"),
        (("", ""), ("Déprez", "Noémie"), "unsure"),
        (("Prévôt", "Jean-Marc"), ("Prévôt", "Jean"), "unsure"),
        (("Prévôt", "Jean-Marc"), ("Prévôt", "Jean-Pierre"), "different"),
        (("Vandenbroucke", "Karima"), ("Vandenbrouke", "Karima"), "unsure"),
        (("Morel", "Chloé"), ("Guéant-Morel", "Chloé"), "unsure"),
        (("Lam", "Zoé"), ("Lan", "Zoé"), "different"),
    ],
)
def test_names_are_compared_whatever_the_writing(one, other, likeness):
    assert compare(Person(*one), Person(*other)) == likeness
    assert compare(Person(*other), Person(*one)) == likeness
