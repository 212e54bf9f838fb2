"""Mails of every make: their date, their text, their attachments."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from arriving import compound, eml, message_streams, msg, zipped

from ami_cli.sources.envelope import Unpacked, unpack
from ami_cli.sources.mail import forwarded_date, read_eml, split_mbox
from ami_cli.sources.msg import read_msg
from ami_cli.sources.rtf_compressed import decompress

SENT = datetime(2021, 3, 15, 9, 12, tzinfo=UTC)


def paths(out: Unpacked) -> list[str]:
    return [item.path for item in out.items]


def content(out: Unpacked, path: str) -> bytes:
    return next(item.data for item in out.items if item.path == path)


def test_a_mail_gives_its_text_and_attachments_all_with_its_date():
    out = unpack([("message.eml", eml(attachments={"AMI.docx": b"bytes"}))])
    assert paths(out) == ["message.eml", "message.eml/corps.txt", "message.eml/AMI.docx"]
    assert [(i.received, i.received_from, i.body) for i in out.items] == [
        (SENT, "courriel", False),
        (SENT, "courriel", True),
        (SENT, "courriel", False),
    ]
    assert content(out, "message.eml/AMI.docx") == b"bytes"
    assert out.problems == []


def test_names_encoded_in_both_ways_are_read():
    raw = (
        b"From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="B"\n\n'
        b"--B\nContent-Type: application/pdf\nContent-Disposition: attachment;\n"
        b" filename*=utf-8''Formulaire%20sign%C3%A9.pdf\n\none\n"
        b"--B\nContent-Type: application/pdf\nContent-Disposition: attachment;\n"
        b' filename="=?utf-8?q?Lettre_=C3=A0_signer.pdf?="\n\ntwo\n'
        b"--B--\n"
    )
    assert paths(unpack([("m.eml", raw)])) == [
        "m.eml",
        "m.eml/Formulaire signé.pdf",
        "m.eml/Lettre à signer.pdf",
    ]


@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
@pytest.mark.parametrize(
    "head", ["Content-Disposition: attachment; filename", "Content-Type: x/y; name"]
)
def test_names_in_bare_bytes_are_read(head, charset):
    raw = (
        "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
        f'--B\n{head}="Délibération.pdf"\n\none\n--B--\n'
    )
    assert paths(unpack([("m.eml", raw.encode(charset))])) == ["m.eml", "m.eml/Délibération.pdf"]


@pytest.mark.parametrize(
    "link",
    [
        "https://we.tl/t-AbCd",
        "https://mairie-rue.wetransfer.com/downloads/1f",
        "https://drive.google.com/drive/folders/1AbC?usp=sharing",
        "https://mairie-my.sharepoint.com/:f:/g/personal/x",
        "https://francetransfert.numerique.gouv.fr/download?x=1",
        "https://cloud.mairie-rue.example/s/XyZ",
    ],
)
def test_files_left_behind_a_link_are_named_and_not_fetched(link):
    said = (
        f"m.eml : des fichiers sont peut-être derrière le lien {link} : il n'a pas été suivi, "
        "téléchargez-les dans le dossier puis relancez."
    )
    assert unpack([("m.eml", eml(f"Bonjour, tout est là : {link}."))]).remarks == [said]
    page = f'<p>{"Notre dossier. " * 9}<a href="{link}">ici</a></p>'
    assert unpack([("m.eml", eml(text="", html=page))]).remarks == [said]


def test_an_ordinary_link_is_not_remarked():
    text = "Voir https://www.mairie-rue.example/projet et https://twitter.com/cerdd"
    assert unpack([("m.eml", eml(text))]).remarks == []


def test_two_attachments_of_one_name_both_come_out():
    inner = zipped({"a.txt": "1"})
    raw = eml(attachments={"AMI.docx": b"1", "ami.zip": inner})
    twice = raw.replace(b"ami.zip", b"AMI.docx")
    assert paths(unpack([("m.eml", twice)]))[2:] == [
        "m.eml/AMI.docx",
        "m.eml/AMI (2).docx",
        "m.eml/AMI (2).docx/a.txt",
    ]


def test_a_page_without_plain_text_stays_a_page():
    out = unpack([("m.eml", eml(text="", html="<p>Nom : <b>Dupont</b></p>"))])
    assert paths(out) == ["m.eml", "m.eml/corps.html"]
    assert b"<b>Dupont</b>" in content(out, "m.eml/corps.html")


def test_a_stub_of_plain_text_gives_way_to_the_page():
    long = "<p>" + "Nous candidatons avec conviction. " * 20 + "</p>"
    out = unpack([("m.eml", eml(text="Voir la version HTML.", html=long))])
    assert paths(out) == ["m.eml", "m.eml/corps.html"]


def test_a_forwarded_message_is_opened_and_keeps_its_own_date():
    first = eml(attachments={"AMI.docx": b"x"}, date="Thu, 11 Mar 2021 08:00:00 +0100")
    out = unpack([("m.eml", eml(forwarded=first, date="Mon, 22 Mar 2021 09:00:00 +0100"))])
    assert [(i.path, f"{i.received:%d/%m}") for i in out.items] == [
        ("m.eml", "22/03"),
        ("m.eml/corps.txt", "22/03"),
        ("m.eml/Candidature.eml", "11/03"),
        ("m.eml/Candidature.eml/corps.txt", "11/03"),
        ("m.eml/Candidature.eml/AMI.docx", "11/03"),
    ]


@pytest.mark.parametrize(
    "block",
    [
        "De : Mairie <a@b.example>\nEnvoyé : jeudi 11 mars 2021 08:00\nÀ : x\nObjet : AMI\n",
        "---------- Forwarded message ---------\nDe : <a@b.example>\n"
        "Date : jeu. 11 mars 2021 à 08:00\nSubject: AMI\n",
        "-----Message d'origine-----\nDe : Mairie\nEnvoyé : 11/03/2021 08:00\n",
        "> From: a@b.example\n> Sent: 2021-03-11 08:00\n",
        "*De :* Mairie\n*Envoyé :* jeudi 11 mars 2021 08:00\n",
        "From: a@b.example\nDate: Thu, 11 Mar 2021 08:00:00 +0100\n",
    ],
)
def test_a_forward_in_the_text_states_when_it_was_first_sent(block):
    found = forwarded_date(f"Pour info.\n\n{block}\nBonjour")
    assert found is not None
    assert found.astimezone(UTC) == datetime(2021, 3, 11, 7, 0, tzinfo=UTC)


def test_a_date_alone_in_the_text_is_no_forward():
    assert forwarded_date("Date : 11/03/2021\nObjet : réunion\n") is None


def test_only_a_forward_by_its_subject_takes_the_date_of_what_it_quotes():
    text = "Bonjour\n\nDe : Mairie\nEnvoyé : jeudi 11 mars 2021 08:00\n"
    forward = unpack([("m.eml", eml(text, subject="TR : candidature"))])
    reply = unpack([("m.eml", eml(text, subject="RE : candidature"))])
    assert f"{forward.items[0].received:%d/%m}" == "11/03"
    assert reply.items[0].received == SENT


def test_without_a_date_the_server_that_took_the_message_says_when():
    line = "from a by mx.cerdd.example; Tue, 16 Mar 2021 07:00:00 +0100"
    out = unpack([("m.eml", eml(date="", headers={"Received": line}))])
    assert out.items[0].received == datetime(2021, 3, 16, 6, 0, tzinfo=UTC)


def test_a_wrong_clock_is_remarked():
    line = "from a by mx.cerdd.example; Mon, 22 Mar 2021 07:00:00 +0100"
    out = unpack([("m.eml", eml(headers={"Received": line}))])
    assert out.items[0].received == SENT
    assert out.remarks == [
        "m.eml : La date du message (15/03/2021) et celle de son arrivée au serveur (22/03/2021) "
        "diffèrent : vérifiez la date de réception."
    ]


def test_a_message_cut_short_is_reported_with_what_it_still_holds():
    whole = eml(attachments={"AMI.docx": b"x" * 3000})
    out = unpack([("m.eml", whole[:-1500])])
    assert paths(out) == ["m.eml", "m.eml/corps.txt", "m.eml/AMI.docx"]
    assert [(p.kind, p.file) for p in out.problems] == [("corrupt", "m.eml")]


def test_a_damaged_winmail_is_named_as_what_it_is():
    out = unpack([("m.eml", eml(attachments={"winmail.dat": b"\x78\x9f\x3e\x22" + bytes(40)}))])
    assert [(p.kind, p.file) for p in out.problems] == [("corrupt", "m.eml/winmail.dat")]
    assert "winmail.dat" in out.problems[0].message


def test_messages_nested_without_end_are_stopped():
    raw = eml()
    for _ in range(9):
        raw = eml(forwarded=raw)
    out = unpack([("m.eml", raw)])
    assert [p.kind for p in out.problems] == ["too_large"]


def test_multiparts_nested_without_end_are_stopped():
    raw = b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n"
    for depth in range(3000):
        raw += b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (depth, depth)
    out = unpack([("m.eml", raw)])
    assert [p.kind for p in out.problems] == ["too_large"]


def test_a_mailbox_of_one_message_is_that_message():
    box = b"From dst@mairie.example Mon Mar 15 10:12:00 2021\n" + eml(attachments={"A.docx": b"x"})
    out = unpack([("b.mbox", box.replace(b"\r\n", b"\n"))])
    assert paths(out) == ["b.mbox", "b.mbox/corps.txt", "b.mbox/A.docx"]
    assert out.items[0].received == SENT


def test_a_mailbox_gives_all_its_messages_and_unquotes_them():
    one = eml(">From nous\nBonjour").replace(b"\r\n", b"\n")
    box = b"".join(b"From a Mon Mar 15 10:12:00 2021\n" + one + b"\n" for _ in range(2))
    assert [b"\nFrom nous\n" in m for m in split_mbox(box)] == [True, True]
    assert paths(unpack([("b.mbox", box)])) == [
        "b.mbox",
        "b.mbox/message 1.eml",
        "b.mbox/message 1.eml/corps.txt",
        "b.mbox/message 2.eml",
        "b.mbox/message 2.eml/corps.txt",
    ]


def test_an_outlook_message_gives_its_text_attachments_and_date():
    raw = msg("Candidature", "Bonjour,\r\nci-joint", SENT, {"AMI é.docx": b"y" * 5000})
    out = unpack([("c.msg", raw)])
    assert paths(out) == ["c.msg", "c.msg/corps.txt", "c.msg/AMI é.docx"]
    assert {i.received for i in out.items} == {SENT}
    assert content(out, "c.msg/corps.txt") == b"Bonjour,\nci-joint"
    assert content(out, "c.msg/AMI é.docx") == b"y" * 5000


def test_an_outlook_message_inside_another_is_opened():
    first = datetime(2021, 3, 11, 7, 0, tzinfo=UTC)
    inner = message_streams("Notre candidature", "Voici.", first, 24)
    out = unpack([("c.msg", msg("TR", "Pour toi", SENT, inner=inner))])
    assert [(i.path, i.received) for i in out.items] == [
        ("c.msg", SENT),
        ("c.msg/corps.txt", SENT),
        ("c.msg/Notre candidature.msg", first),
        ("c.msg/Notre candidature.msg/corps.txt", first),
    ]


def test_the_wire_date_of_an_outlook_message_wins_over_its_own():
    headers = "From: a@b.example\r\nDate: Thu, 11 Mar 2021 08:00:00 +0100\r\n"
    extra = {"__substg1.0_007D001F": headers.encode("utf-16-le")}
    assert read_msg(msg("x", "y", SENT, extra=extra)).when == datetime(2021, 3, 11, 7, tzinfo=UTC)


def test_an_outlook_message_with_only_rich_text_gives_it():
    rtf = rb"{\rtf1\ansi Bonjour}"
    plain = len(rtf) + 12, len(rtf)
    packed = b"".join(n.to_bytes(4, "little") for n in plain) + b"MELA" + bytes(4) + rtf
    out = unpack([("c.msg", msg("x", "", SENT, extra={"__substg1.0_10090102": packed}))])
    assert content(out, "c.msg/corps.rtf") == rtf


def test_compressed_rich_text_is_expanded():
    """The example of MS-OXRTFCP, 3.1.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af8"
        "62656c20660cf06c02804073206f05c0046e6f0c1037740a807d0a80"
    )
    assert decompress(packed).startswith(rb"{\rtf1\ansi")


@pytest.mark.parametrize("cut", [0, 8, 100, 511, 600, 1600, 2600])
def test_an_outlook_message_cut_anywhere_is_reported(cut):
    raw = msg("Candidature", "Bonjour", SENT, {"AMI.docx": b"y" * 5000})[:cut]
    out = unpack([("c.msg", raw)])
    kinds = {p.kind for p in out.problems}
    assert kinds <= {"corrupt"}
    assert cut == 0 or kinds == {"corrupt"}


def test_a_container_that_is_no_message_is_not_opened_as_one():
    assert unpack([("c.doc", compound({"WordDocument": b"x" * 5000}))]).envelopes == {}


def test_an_outlook_message_that_claims_more_than_it_holds_is_refused_at_once():
    """A size of 4 GB in the directory once kept the reader busy for three minutes."""
    raw = bytearray(msg("Candidature", "Bonjour", SENT, {"AMI.docx": b"y" * 5000}))
    at = raw.index("__substg1.0_37010102".encode("utf-16-le"))
    raw[at + 120 : at + 124] = b"\xff\xff\xff\xff"
    start = time.monotonic()
    out = unpack([("c.msg", bytes(raw))])
    assert [(p.kind, p.file) for p in out.problems] == [("corrupt", "c.msg")]
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "head",
    [
        b"From: " + b"a<" * 200_000,
        b"From: a@b.example\nSubject: " + b"x" * 5_000_000,
        b"From: a@b.example\nSubject: =?utf-8?q?" + b"=C3=A9" * 300_000 + b"?=",
        b"From: a@b.example\nContent-Type: text/html\nX: y\n\n" + b"<style" * 300_000,
        b"From: a@b.example\nSubject: TR: x\n\n" + b"De : a\n" * 100_000,
    ],
)
def test_a_message_made_to_be_slow_is_not(head):
    start = time.monotonic()
    unpack([("m.eml", b"To: c@d.example\nDate: x\n" + head + b"\n\nBonjour")])
    assert time.monotonic() - start < 5


def test_headers_in_bare_bytes_are_read():
    raw = (
        "From: Mairie de Hérissart <a@b.example>\nTo: c@d.example\nSubject: Été\n\nBonjour".encode()
    )
    assert [read_eml(raw.decode().encode(c)).subject for c in ("utf-8", "cp1252")] == ["Été", "Été"]
