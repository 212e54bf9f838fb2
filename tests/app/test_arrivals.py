"""Dates of reception that agree, disagree, or cannot be true."""

from __future__ import annotations

from pathlib import Path

import pytest
from arriving import eml, form

from ami_cli.app import campaigns
from ami_cli.app.desk import Job
from ami_cli.app.pipeline import read_dossier
from ami_cli.model.dossier import Reading
from ami_cli.sources.folder import discover

FOLDER = campaigns.built_in() / campaigns.DEFAULT
AMI = {"AMI.docx": form("Rue")}
TO_SERVER = "from a by mx.cerdd.example; "


def read(tmp_path: Path, listed: str = "", **mails: bytes) -> Reading:
    folder = tmp_path / "lot" / "rue"
    folder.mkdir(parents=True)
    for name, data in mails.items():
        (folder / f"{name}.eml").write_bytes(data)
    (folder.parent / "autre").mkdir()
    if listed:
        (folder.parent / "reception.csv").write_text(f"dossier,recu_le\nrue,{listed}\n")
    found = {d.name: d for d in discover([folder.parent]).dossiers}
    return read_dossier(Job(found["rue"], "d", FOLDER)).reading


def dates(reading: Reading) -> list[str]:
    return [f"{a.when:%d/%m/%Y %H:%M} {a.source}" for a in reading.arrivals]


def test_every_date_that_is_stated_is_kept_the_mail_first(tmp_path):
    found = read(tmp_path, "2021-03-17", a=eml(attachments=AMI))
    assert dates(found) == ["15/03/2021 10:12 courriel", "17/03/2021 00:00 reception.csv"]
    assert (found.received, found.received_from) == (found.arrivals[0].when, "courriel")


def test_the_date_of_a_forward_stands_beside_that_of_what_it_forwards(tmp_path):
    first = eml(attachments=AMI, date="Thu, 11 Mar 2021 08:00:00 +0100")
    found = read(tmp_path, a=eml(forwarded=first, date="Mon, 22 Mar 2021 09:00:00 +0100"))
    assert dates(found) == ["11/03/2021 08:00 courriel", "22/03/2021 09:00 courriel"]


def test_the_arrival_at_the_server_stands_beside_a_date_of_another_day(tmp_path):
    late = {"Received": TO_SERVER + "Mon, 22 Mar 2021 07:00:00 +0100"}
    assert dates(read(tmp_path, a=eml(attachments=AMI, headers=late))) == [
        "15/03/2021 10:12 courriel",
        "22/03/2021 07:00 courriel",
    ]


@pytest.mark.parametrize("year", ["1970", "2004", "2036"])
def test_a_clock_that_cannot_be_right_says_nothing(tmp_path, year):
    found = read(tmp_path, a=eml(attachments=AMI, date=f"15 Mar {year} 10:12:00 +0100"))
    assert (found.received, found.received_from, found.arrivals) == (None, None, ())
    assert found.remarks == (
        f"« a.eml/AMI.docx » porte une date de réception invraisemblable (15 mars {year}) : elle"
        " n'est pas retenue. Notez la bonne dans reception.csv.",
    )


def test_a_wrong_clock_gives_way_to_the_server_and_to_the_list(tmp_path):
    server = {"Received": TO_SERVER + "Tue, 16 Mar 2021 07:00:00 +0100"}
    wrong = eml(attachments=AMI, date="1 Jan 1970 00:00:00 +0000", headers=server)
    found = read(tmp_path, "2021-03-17", a=wrong)
    assert dates(found) == ["16/03/2021 07:00 courriel", "17/03/2021 00:00 reception.csv"]


def test_the_earliest_mail_with_a_form_counts_unless_its_clock_is_wrong(tmp_path):
    found = read(
        tmp_path,
        a=eml(date="Wed, 10 Mar 2021 10:00:00 +0100"),
        b=eml(attachments=AMI, date="1 Jan 1970 00:00:00 +0000"),
        c=eml(attachments={"AMI v2.docx": form("Rue")}),
    )
    assert dates(found) == ["15/03/2021 10:12 courriel"]
