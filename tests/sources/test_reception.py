"""The reception list, in every way people keep it."""

from __future__ import annotations

from datetime import datetime

import pytest

from ami_cli.sources import dates, reception


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-03-15", "2021-03-15T00:00:00+01:00"),
        ("2021-03-15T10:12:30+00:00", "2021-03-15T10:12:30+00:00"),
        ("2021-03-15 10:12", "2021-03-15T10:12:00+01:00"),
        ("2021-07-15T10:12Z", "2021-07-15T10:12:00+00:00"),
        ("15/03/2021", "2021-03-15T00:00:00+01:00"),
        ("15/03/21 9h05", "2021-03-15T09:05:00+01:00"),
        ("15.3.2021 à 14h", "2021-03-15T14:00:00+01:00"),
        ("15 mars 2021", "2021-03-15T00:00:00+01:00"),
        ("lundi 15 mars 2021 à 14:20", "2021-03-15T14:20:00+01:00"),
        ("le 1er août 2021", "2021-08-01T00:00:00+02:00"),
        ("15 févr. 2021", "2021-02-15T00:00:00+01:00"),
    ],
)
def test_dates_are_read_as_people_write_them(text, expected):
    assert dates.parse(text) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "text", ["", "hier", "32/03/2021", "15/13/2021", "mars 2021", "15/03/2021 25:00"]
)
def test_what_is_no_date_is_none(text):
    assert dates.parse(text) is None


@pytest.mark.parametrize(
    "data",
    [
        b"dossier,recu_le\nvis-1,2021-03-15\n",
        '\ufeffDossier;Reçu le\r\n"vis-1";15/03/2021\r\n'.encode(),
        "recu_le\tdossier\n15 mars 2021\tVIS-1\n".encode("cp1252"),
        "dossier;recu_le;par\nvis-1.docx;15/03/2021;Léa\n".encode("cp1252"),
        "dossier,recu_le\nvis-1,2021-03-15\n".encode("utf-16"),
    ],
)
def test_the_list_is_read_in_every_usual_shape(data):
    found = reception.parse(data)
    assert found.remarks == ()
    assert f"{found.of('vis-1'):%Y-%m-%d}" == "2021-03-15"


def test_what_says_nothing_sure_is_remarked_and_gives_no_date():
    found = reception.parse(
        b"dossier,recu_le\na,bientot\nb,2021-03-15\nB,2021-03-16\nc,\nd,2021-03-15\nd,15/03/2021\n"
    )
    assert found.of("a") is found.of("b") is found.of("c") is None
    assert f"{found.of('d'):%d/%m}" == "15/03"
    assert found.remarks == (
        "reception.csv, ligne 2 : date illisible (« bientot »).",
        "reception.csv, ligne 4 : « B » a déjà une autre date.",
    )


def test_a_list_without_its_columns_says_what_is_expected():
    assert reception.parse(b"nom,date\na,b\n").remarks == (
        "reception.csv : la première ligne doit nommer les colonnes dossier et recu_le.",
    )
