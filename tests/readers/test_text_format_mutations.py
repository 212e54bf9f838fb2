"""Damaged .rtf, .odt and Web pages: read, or refused with a reason; nothing else, never slowly."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import pytest
from mutations import damaged, mutated_bytes
from open_document import common, content, package, text_style

from ami_cli.errors import FileProblem, TooLargeFile
from ami_cli.model.document import Document
from ami_cli.readers import Source, html, odt, rtf

COUNT = 400
SLOWEST_S = 2.0

RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Calibri;}{\f1\fnil\fcharset2
Wingdings;}{\f2\fnil\fcharset128 MS Mincho;}}{\colortbl;\red255\green0\blue0;}{\stylesheet{\s1
heading 1;}{\*\cs2\strike Rejet;}}{\header\pard haut\par}\pard\s1 Titre\par\pard{\listtext a)\tab}
\'c9lu {\f1\'fe}{\f2\'8a\'bf}\u8212\'97{\b gras}{\deleted non}{\v x}{\field{\*\fldinst FORMCHECKBOX
{\*\formfield{\fftype1\ffres1{\*\ffname C}}}}{\fldrslt}}{\field{\*\fldinst FORMTEXT}{\fldrslt Nom}}
{\footnote\pard note\par}{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard boite\par}}{\shprslt x}}
\par\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl a\cell\pard\intbl\itap2 n
\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}{\nonesttables\par}\pard\intbl b\cell c\cell\row
\pard{\*\shppict{\pict\pngblip\picwgoal20 89504e47}}{\pict\bin4 abcd}{\upr{a}{\*\ud{\u233?}}}
\par}"""
HTML = """<html><head><meta charset=utf-8><style>p.x{font-weight:bold}.y{display:none}</style>
</head><body><h1>Titre</h1><p class=x>&Eacute;lu<br>là<span class=y>z</span><span
style='mso-list:Ignore'>1.</span></p><table><tr><td rowspan=2 colspan=2>A<td>B<tr><td><table>
<tr><td>n</table></table><ol><li>a<ul><li>b</ul></ol><select name=s><option>u<option selected>
v</select><input type=checkbox checked><textarea>t</textarea><del datetime=x>d</del>
<img src="data:image/png;base64,iVBORw0KGgo="><!--[if supportFields]> FORMCHECKBOX
<![endif]--><div style='mso-element:footnote'>n</div></body></html>"""
MHTML = (
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=xx\n\n--xx\n"
    b"Content-Location: a.htm\nContent-Type: text/html; charset=utf-8\n"
    b"Content-Transfer-Encoding: quoted-printable\n\n<p>=C3=89lu<img src=3Dcid:b></p>\n--xx\n"
    b"Content-ID: <b>\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBO\n--xx--\n"
)
STYLES = (
    text_style("B", 'fo:font-weight="bold"', "A")
    + text_style("A", 'style:text-line-through-style="solid"')
    + '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="1" text:display-levels="1"/></text:list-style>'
)
ODT = (
    "<office:forms><form:form><form:checkbox form:id='c' form:current-state='checked'/></form:form>"
    "</office:forms><text:tracked-changes><text:changed-region text:id='d'><text:deletion><text:p>x"
    "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    "<text:h text:outline-level='1'>Titre</text:h><text:p>Élu <text:s text:c='2'/><text:span "
    "text:style-name='B'>gras</text:span><draw:control draw:control='c'/><loext:content-control "
    "loext:checkbox='true'>☒</loext:content-control>"
    "<field:fieldmark-start field:type='o.FORMTEXT'/>nom"
    "<field:fieldmark-end/><text:note><text:note-body><text:p>n</text:p></text:note-body>"
    "</text:note>"
    "<draw:frame svg:width='1cm'><draw:image xlink:href='i.png'/><draw:text-box><text:p>b</text:p>"
    "</draw:text-box></draw:frame><office:annotation><text:p>c</text:p></office:annotation>"
    "</text:p><text:list text:style-name='L'><text:list-item><text:p>un</text:p></text:list-item>"
    "</text:list>"
    "<table:table><table:table-row table:number-rows-repeated='2'><table:table-cell "
    "table:number-columns-spanned='2'><text:p>A</text:p></table:table-cell>"
    "<table:covered-table-cell/></table:table-row></table:table>"
)


def cut_and_flipped(data: bytes, seed: int) -> Iterator[bytes]:
    rng = random.Random(seed)
    for _ in range(COUNT):
        yield mutated_bytes(data, rng)


def nested(data: bytes, seed: int) -> Iterator[bytes]:
    """Stretches that open something, repeated: nesting without end."""
    rng = random.Random(seed)
    for _ in range(COUNT // 10):
        at, size = rng.randrange(len(data)), rng.choice((10, 30, 90))
        yield data[:at] + data[at : at + size] * rng.choice((100, 2000)) + data[at:]


def flat(seed: int) -> Iterator[bytes]:
    whole = content(ODT, STYLES).replace("office:document-content", "office:document").encode()
    return cut_and_flipped(whole, seed)


CASES: dict[str, tuple[Callable[[Source], Document], Callable[[], Iterator[bytes]]]] = {
    "rtf": (rtf.read, lambda: cut_and_flipped(RTF, 1)),
    "rtf, nested": (rtf.read, lambda: nested(RTF, 2)),
    "html": (html.read, lambda: cut_and_flipped(HTML.encode(), 3)),
    "html, nested": (html.read, lambda: nested(HTML.encode(), 4)),
    "mhtml": (html.read, lambda: cut_and_flipped(MHTML, 5)),
    "odt": (
        odt.read,
        lambda: damaged(package(ODT, STYLES, {**common(""), "i.png": b"\x89PNG"}), COUNT, 6),
    ),
    "fodt": (odt.read, lambda: flat(7)),
}


@pytest.mark.parametrize("case", CASES)
def test_damage_is_told_or_read_around(case):
    read, inputs = CASES[case]
    outcomes = {"read": 0, "told": 0}
    for data in inputs():
        started = time.process_time()
        try:
            document = read(Source("abîmé", data, "application/octet-stream"))
            assert isinstance(document.text.encode(), bytes)  # no half characters
            outcomes["read"] += 1
        except FileProblem as problem:
            assert str(problem).endswith(".")
            outcomes["told"] += 1
        assert time.process_time() - started < SLOWEST_S
    assert outcomes["read"] > 0


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (rtf.read, rb"{\rtf1 " + rb"a\par " * 3000 + b"}"),
        (html.read, b"<p>a" * 3000),
        (odt.read, package("<text:p>a</text:p>" * 3000)),
    ],
    ids=["rtf", "html", "odt"],
)
def test_no_more_paragraphs_than_a_document_has(read, data, monkeypatch):
    assert len(read(Source("a", data, "")).blocks) == 3000
    monkeypatch.setattr("ami_cli.readers.draft.MAX_PARAGRAPHS", 2999)
    with pytest.raises(TooLargeFile):
        read(Source("a", data, ""))


def test_no_more_words_than_a_document_has(monkeypatch):
    monkeypatch.setattr("ami_cli.readers.rtf.machine.MAX_TOKENS", 100)
    with pytest.raises(TooLargeFile):
        rtf.read(Source("a", rb"{\rtf1 " + rb"\b a\b0 b" * 50 + b"}", ""))


def test_no_more_markup_than_a_page_has():
    with pytest.raises(TooLargeFile):
        html.read(Source("a", b"<i>" * 300_001, ""))
    with pytest.raises(TooLargeFile):
        html.read(Source("a", b"<p>" + b" " * 24_000_000, ""))


def test_the_undamaged_files_show_everything():
    shown = {
        "rtf": rtf.read(Source("a", RTF, "")).text,
        "html": html.read(Source("a", HTML.encode(), "")).text,
        "odt": odt.read(Source("a", package(ODT, STYLES, {"i.png": b"\x89PNG"}), "")).text,
    }
    assert {kind: text.split("\n")[0] for kind, text in shown.items()} == dict.fromkeys(
        shown, "Titre"
    )
    assert all("Élu" in text for text in shown.values())
