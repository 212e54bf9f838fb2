"""Le dépôt: in time, with its answers, at a likely date."""

from datetime import date, datetime

import pytest
from made import ABSENT, UNREADABLE, campaign, candidature, file, form_read, problem, read

from ami_cli.model.dossier import Arrival
from ami_cli.rules import judge

DELAI = campaign(("dans_les_delais", {"date": "signature.date"}))
REPONSES = campaign(("reponses_obligatoires", {"champs": ["motivations", "attentes"]}))
DATES = campaign(("dates_plausibles", {"champs": ["signature.date"]}))


def said(call, **changes):
    [judgement] = judge([candidature(**changes)], call)
    return (
        judgement.verdict.delai,
        judgement.verdict.overall,
        [f.message for f in judgement.findings],
    )


def received(moment, how="courriel"):
    when = datetime.fromisoformat(moment) if moment else None
    return form_read(received=when, received_from=how if when else None)


@pytest.mark.parametrize(
    ("moment", "verdict"),
    [
        ("2021-03-10T14:05:00+01:00", "dans_les_delais"),
        ("2021-03-19T23:59:00+01:00", "dans_les_delais"),
        ("2021-03-19T23:59:59+01:00", "dans_les_delais"),
        ("2021-03-20T00:00:00+01:00", "hors_delai"),
        ("2021-03-19T22:59:00+00:00", "dans_les_delais"),  # the same minute in London
        ("2021-03-19T23:30:00+00:00", "hors_delai"),
        ("2021-03-19T23:30:00", "dans_les_delais"),  # no zone: that of the call
        ("2021-03-19", "dans_les_delais"),  # a register gives days
        ("2021-03-20", "hors_delai"),
    ],
)
def test_the_last_minute_is_that_of_paris(moment, verdict):
    assert said(DELAI, reading=received(moment))[0] == verdict


def test_a_late_dossier_is_irrecevable_and_told_why():
    reading = received("2021-03-22T08:12:00+01:00", "reception.csv")
    message = (
        "Dossier reçu le 22 mars 2021 à 8 h 12 (d’après le registre de réception),"
        " après la date limite (19 mars 2021 à 23 h 59)."
    )
    assert said(DELAI, reading=reading) == ("hors_delai", "irrecevable", [message])


def test_an_unknown_reception_excludes_nobody():
    message = "La date de réception du dossier n’est pas connue."
    assert said(DELAI, reading=received(None)) == ("inconnu", "recevable", [message])


def test_a_signature_after_the_deadline_is_looked_at_when_the_reception_is_unknown():
    late = {"reading": received(None), "signature__date": date(2021, 3, 25)}
    message = (
        "Le dossier est signé du 25 mars 2021, après la date limite (19 mars 2021) :"
        " vérifier quand il a été reçu."
    )
    unknown = "La date de réception du dossier n’est pas connue."
    assert said(DELAI, **late) == ("inconnu", "a_verifier", [unknown, message])
    unsure = {**late, "signature__date": read(date(2021, 3, 25), 0.6)}
    assert said(DELAI, **unsure) == ("inconnu", "recevable", [unknown])


def test_a_compulsory_answer_left_out_makes_the_dossier_incomplete():
    message = "La réponse « Ce qui motive votre candidature » manque."
    assert said(REPONSES, motivations=None)[1:] == ("incomplet", [message])
    assert said(REPONSES, motivations=ABSENT)[1:] == ("incomplet", [message])


def test_a_compulsory_answer_that_could_not_be_read_does_not():
    start = "La réponse « Ce qui motive votre candidature » n’a pas été lue :"
    unread = said(REPONSES, motivations=UNREADABLE)[1:]
    assert unread == ("a_verifier", [f"{start} la réponse est illisible."])
    no_form = form_read(files=(file("lettre.docx", "courrier"),))
    message = f"{start} aucun formulaire n’a été reconnu dans le dossier."
    assert said(REPONSES, reading=no_form, motivations=ABSENT)[1:] == ("a_verifier", [message])
    damaged = form_read(problems=(problem("page 5.jpg"),))
    message = f"{start} un fichier n’a pas pu être lu (page 5.jpg)."
    assert said(REPONSES, reading=damaged, motivations=ABSENT)[1:] == ("a_verifier", [message])


def test_what_was_not_found_on_a_scan_may_stand_there():
    scan = file("scan.pdf", "formulaire").model_copy(update={"via": "pdf+scan"})
    reading = form_read(files=(scan,))
    assert said(REPONSES, reading=reading, motivations=ABSENT)[1] == "a_verifier"
    assert said(REPONSES, reading=reading, motivations=None)[1] == "incomplet"


@pytest.mark.parametrize("hollow", ["-", "néant", "Sans objet.", "voir courrier joint", "N/A", "…"])
def test_an_answer_without_content_is_looked_at_by_a_person(hollow):
    message = (
        f"La réponse « Ce qui motive votre candidature » ne dit rien par elle-même : « {hollow} »."
    )
    assert said(REPONSES, motivations=hollow)[1:] == ("a_verifier", [message])


def test_a_short_answer_is_an_answer():
    assert said(REPONSES, motivations="Voir ailleurs, apprendre, faire.")[1:] == ("recevable", [])


def test_unlikely_dates_are_information():
    before = said(DATES, signature__date=date(2020, 12, 1))
    message = (
        "« Date de signature » : le 1er décembre 2020 précède l’ouverture de l’appel"
        " (10 décembre 2020)."
    )
    assert before[1:] == ("recevable", [message])
    after = said(DATES, signature__date=date(2021, 3, 12))
    message = "« Date de signature » : le 12 mars 2021 suit la réception du dossier (10 mars 2021)."
    assert after[1:] == ("recevable", [message])
    assert said(DATES)[2] == []


def stated(*dates, **changes):
    """Return a reading whose dates of reception are those given, the one that counts first."""
    arrivals = tuple(
        Arrival(when=datetime.fromisoformat(moment), source=source) for moment, source in dates
    )
    first = arrivals[0]
    return form_read(received=first.when, received_from=first.source, arrivals=arrivals, **changes)


MAIL_LATE = ("2021-03-22T09:00:00+01:00", "courriel")
MAIL_IN_TIME = ("2021-03-15T09:00:00+01:00", "courriel")
LIST_IN_TIME = ("2021-03-17", "reception.csv")
LIST_LATE = ("2021-03-23", "reception.csv")


def test_a_late_mail_and_an_earlier_line_of_the_register_exclude_nobody():
    assert said(DELAI, reading=stated(MAIL_LATE, LIST_IN_TIME)) == (
        "inconnu",
        "a_verifier",
        [
            "Dossier reçu le 22 mars 2021 à 9 h 00 (d’après la date du courriel), après la date limite"
            " (19 mars 2021 à 23 h 59), mais le 17 mars 2021 (d’après le registre de"
            " réception), avant elle : vérifier."
        ],
    )


def test_a_mail_in_time_and_a_late_line_of_the_register_are_shown_to_a_person():
    verdict, overall, messages = said(DELAI, reading=stated(MAIL_IN_TIME, LIST_LATE))
    assert (verdict, overall) == ("dans_les_delais", "a_verifier")
    assert messages[1] == (
        "Dossier reçu le 15 mars 2021 à 9 h 00 (d’après la date du courriel), mais aussi le"
        " 23 mars 2021 (d’après le registre de réception), après la date limite"
        " (19 mars 2021 à 23 h 59) : vérifier."
    )


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ((MAIL_IN_TIME, LIST_IN_TIME), ("dans_les_delais", "recevable")),
        ((MAIL_LATE, LIST_LATE), ("hors_delai", "irrecevable")),
    ],
)
def test_dates_on_one_side_of_the_deadline_agree(dates, expected):
    assert said(DELAI, reading=stated(*dates))[:2] == expected


def test_a_version_that_counts_but_came_late_is_for_a_person_to_decide():
    early, late = (datetime.fromisoformat(d) for d, _ in (MAIL_IN_TIME, MAIL_LATE))
    first = file("1.eml/AMI.docx", "formulaire").model_copy(
        update={"received": early, "superseded": True, "text_digest": "a"}
    )
    second = file("2.eml/AMI v2.docx", "formulaire").model_copy(
        update={"received": late, "text_digest": "b"}
    )
    reading = stated(MAIL_IN_TIME, files=(first, second))
    verdict, overall, messages = said(DELAI, reading=reading)
    assert (verdict, overall, messages[1]) == (
        "dans_les_delais",
        "a_verifier",
        "« 2.eml/AMI v2.docx », qui fait foi ici, est arrivé le 22 mars 2021 à 9 h 00, après la date"
        " limite : décider quelle version compte (« ami role » écarte l’autre).",
    )
    same = second.model_copy(update={"text_digest": "a"})
    assert said(DELAI, reading=stated(MAIL_IN_TIME, files=(first, same)))[1] == "recevable"
