"""The page people read in a browser."""

import re
from html.parser import HTMLParser

from made import campaign, candidature, form_read, problem, read

from ami_cli.exports.record import record
from ami_cli.exports.report import page, write_html
from ami_cli.rules import judge

CALL = campaign(("binome_complet", {}), ("dans_les_delais", {}))
BITE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


class Reader(HTMLParser):
    """Collects the tags of a page, in order, and its text."""

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.attributes, self.text = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def seen(*cases):
    records = [record(c, j, CALL) for c, j in zip(cases, judge(cases, CALL), strict=True)]
    reader = Reader()
    reader.feed(page(records, CALL))
    assert reader.open == []
    return reader


def test_what_an_applicant_wrote_is_only_text():
    reading = form_read("a", problems=(problem(BITE),))
    case = candidature("a", reading, collectivite__nom=BITE, motivations=BITE, elu__nom=BITE)
    reader = seen(case)
    assert {"script", "img"} & set(reader.tags) == set()
    assert "".join(reader.text).count(BITE) >= 3
    assert [a for a in reader.attributes if a[1].startswith("on") or a[1] == "src"] == []


def test_nothing_is_fetched():
    reader = seen(candidature("a", collectivite__site_web="https://piege.example"))
    links = [value for _, name, value in reader.attributes if name == "href"]
    assert links == ["#d0"]


def test_the_page_shows_each_dossier_its_verdict_and_why():
    reader = seen(candidature("b", elu__nom=None), candidature("a", elu__prenom=read("Zoé", 0.5)))
    text = re.sub(r"\s+", " ", " ".join(reader.text))
    assert text.index("Dossier a —") < text.index("Dossier b —")
    assert "Il manque pour l’élu·e du binôme : le nom. Source : Texte de l’appel" in text
    assert text.count("à vérifier") == 1


def test_the_page_is_written(tmp_path):
    write_html([], CALL, tmp_path / "rapport.html")
    text = (tmp_path / "rapport.html").read_text(encoding="utf-8")
    assert text.startswith('<!doctype html>\n<html lang="fr">')
    assert text.endswith("</body>\n</html>\n")
