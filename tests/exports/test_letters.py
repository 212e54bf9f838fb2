"""Requests to applicants: exactly what is missing, by when, and to nobody who lacks nothing."""

import email
import io
from datetime import date, datetime
from email.policy import default

import docx
import pytest
from made import campaign, candidature, form_read, problem, read

from ami_cli.exports.letters import reply_date, requests
from ami_cli.exports.mailing import write_requests
from ami_cli.model.dossier import Decision
from ami_cli.rules import judge

CALL = campaign(
    ("binome_complet", {"engagement": "binome.engagement_assiduite"}),
    ("signature_conjointe", {"type": "collectivite.type"}),
    ("dans_les_delais", {}),
    ("reponses_obligatoires", {"champs": ["motivations"]}),
)
TODAY, UNTIL = date(2021, 3, 24), date(2021, 4, 8)
INCOMPLETE = {"motivations": None, "technicien__fonction": None}


def asked(*cases, decisions=()):
    pairs = list(zip(cases, judge(cases, CALL, decisions), strict=True))
    return requests(pairs, CALL, TODAY, UNTIL)


def test_only_incomplete_dossiers_are_written_to():
    late = form_read(received=datetime.fromisoformat("2021-04-01T10:00:00+02:00"))
    found = asked(
        candidature("entier"),
        candidature("douteux", signature__executif="typed"),
        candidature("tardif", late, **INCOMPLETE),
        candidature("incomplet", **INCOMPLETE),
    )
    assert [request.dossier for request in found] == ["incomplet"]


def test_a_withdrawn_dossier_is_left_in_peace():
    gone = Decision(
        dossier="wicres", act="desistement", by="Claire Dumont", at=datetime(2021, 3, 20)
    )
    assert asked(candidature(**INCOMPLETE), decisions=[gone]) == []


def test_the_letter_lists_exactly_what_is_missing(tmp_path):
    reading = form_read("wicres", problems=(problem("budget.pdf", "encrypted"),))
    [request] = asked(candidature("wicres", reading, **INCOMPLETE))
    [letter, draft] = write_requests([request], tmp_path)
    assert [path.name for path in (letter, draft)] == ["wicres.docx", "wicres.eml"]
    paragraphs = [(p.style.name, p.text) for p in docx.Document(letter).paragraphs if p.text]
    assert paragraphs == [
        ("Normal", "Centre d’essai"),
        ("Normal", "contact@centre.example"),
        ("Normal", "Commune de Wicres"),
        ("Normal", "1 place de la Mairie"),
        ("Normal", "59134 Wicres"),
        ("Normal", "Le 24 mars 2021"),
        ("Normal", "Objet : Vers des territoires d’essai — pièces à compléter — Commune de Wicres"),
        ("Normal", "Madame, Monsieur,"),
        (
            "Normal",
            "Nous avons bien reçu la candidature de votre collectivité à l’appel « Vers des"
            " territoires d’essai » et nous vous en remercions. Pour que le jury puisse"
            " l’examiner, ces éléments manquent encore :",
        ),
        ("List Bullet", "Il manque pour le ou la technicien·ne du binôme : la fonction."),
        ("List Bullet", "La réponse « Ce qui motive votre candidature » manque."),
        (
            "Normal",
            "Par ailleurs, nous n’avons pas pu ouvrir ce que voici ; merci de nous le renvoyer :",
        ),
        ("List Bullet", "budget.pdf (fichier protégé par un mot de passe)"),
        (
            "Normal",
            "Nous vous remercions de nous faire parvenir ce complément au plus tard le 8 avril"
            " 2021, à l’adresse contact@centre.example. Il n’est pas nécessaire de renvoyer le"
            " reste du dossier.",
        ),
        (
            "Normal",
            "Si vous pensez l’avoir déjà joint à votre envoi, dites-le-nous simplement : nous"
            " vérifierons.",
        ),
        (
            "Normal",
            "Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre considération"
            " distinguée.",
        ),
        ("Normal", "Centre d’essai"),
    ]


def test_the_draft_is_ready_to_send_with_the_letter_attached(tmp_path):
    [letter, draft] = write_requests(asked(candidature(**INCOMPLETE)), tmp_path)
    mail = email.message_from_bytes(draft.read_bytes(), policy=default)
    headers = {name: mail[name] for name in ("X-Unsent", "From", "To", "Subject")}
    assert headers == {
        "X-Unsent": "1",
        "From": "contact@centre.example",
        "To": "bgueant@mairie-wicres.example, avandenbroucke@mairie-wicres.example",
        "Subject": "Vers des territoires d’essai — pièces à compléter — Commune de Wicres",
    }
    body = mail.get_body(("plain",)).get_content()
    assert "  – La réponse « Ce qui motive votre candidature » manque." in body.splitlines()
    [attached] = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("wicres.docx", letter.read_bytes())


def test_a_doubtful_mailbox_is_never_written_to(tmp_path):
    changes = {
        **INCOMPLETE,
        "elu__courriel": read("b.gueant@mairie-wicres.example", 0.6),
        "technicien__courriel": "a\r\nBcc: tous@exemple.example",
    }
    [_, draft] = write_requests(asked(candidature(**changes)), tmp_path)
    mail = email.message_from_bytes(draft.read_bytes(), policy=default)
    assert (mail["To"], mail["Bcc"]) == (None, None)


def test_hostile_names_stay_in_the_folder_and_in_one_header(tmp_path):
    name = "Wicres\r\nBcc: tous@exemple.example\x00"
    case = candidature("../../fuite", collectivite__nom=name, **INCOMPLETE)
    paths = write_requests(asked(case), tmp_path / "lettres")
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "lettres/fuite.docx",
        "lettres/fuite.eml",
    ]
    mail = email.message_from_bytes(paths[1].read_bytes(), policy=default)
    assert mail["Bcc"] is None
    assert mail["Subject"].endswith("Wicres Bcc: tous@exemple.example")


def test_the_same_request_gives_the_same_bytes(tmp_path):
    made = asked(candidature(**INCOMPLETE))
    one, two = write_requests(made, tmp_path / "a"), write_requests(made, tmp_path / "b")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
    assert docx.Document(io.BytesIO(one[0].read_bytes())).core_properties.language == "fr-FR"


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (date(2021, 3, 24), date(2021, 4, 8)),
        (date(2021, 3, 19), date(2021, 4, 5)),  # a Saturday becomes a Monday
        (date(2021, 3, 20), date(2021, 4, 5)),  # so does a Sunday
    ],
)
def test_fifteen_days_are_left_and_never_end_on_a_weekend(today, until):
    assert reply_date(today) == until
