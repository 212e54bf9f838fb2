"""What a digital signature says of itself, as the way its sighting was seen."""

from __future__ import annotations

import pytest

from ami_cli.forms.signing.certificates import certified, is_broken
from ami_cli.model.document import Place, Signature

HERE = Place("page[3]")


@pytest.mark.parametrize(
    ("intact", "covers_all", "told"),
    [
        (True, True, ", certificat de Chloé Prévôt, intacte, porte sur tout le fichier"),
        (
            True,
            False,
            ", certificat de Chloé Prévôt, intacte, porte sur une version antérieure du fichier",
        ),
        (False, True, ", certificat de Chloé Prévôt, le contenu a été modifié depuis, "
                      "porte sur tout le fichier"),
        (None, None, ", certificat de Chloé Prévôt"),
    ],
)  # fmt: skip
def test_a_certificate_is_told(intact: bool | None, covers_all: bool | None, told: str) -> None:
    mark = Signature("digital", HERE, signer="Chloé Prévôt", intact=intact, covers_all=covers_all)
    assert certified([Signature("ink", HERE), mark]) == told
    assert is_broken(told) is (intact is False)


def test_nothing_is_told_of_other_marks() -> None:
    assert certified([Signature("ink", HERE), Signature("digital", HERE)]) == ""
