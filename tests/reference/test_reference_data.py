"""The shipped data: complete, decoded as written, small enough, and rebuilt by its script."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from ami_cli.reference import load
from ami_cli.reference.atlas import atlas, departement_of
from ami_cli.reference.judge import share
from ami_cli.reference.normalise import fold, key, shape, words
from ami_cli.reference.territoires import (
    HAUTS_DE_FRANCE_2021,
    HAUTS_DE_FRANCE_2026,
    Territory,
    commune_names_near,
    communes_of_postal_code,
    departement_name,
    epci_of,
    luhn_ok,
    mistakes_of,
    official_population,
    regions,
)

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "ami_cli" / "reference" / "data"


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", ROOT / "scripts/build_territoires.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_at_most_400_kb_are_shipped() -> None:
    assert sum(p.stat().st_size for p in DATA.iterdir() if p.is_file()) <= 400_000


@pytest.mark.parametrize(
    ("territory", "communes", "here", "epcis"),
    [(HAUTS_DE_FRANCE_2021, 34_965, 3_789, 90), (HAUTS_DE_FRANCE_2026, 34_875, 3_782, 90)],
)
def test_every_commune_and_epci_is_there(
    territory: Territory, communes: int, here: int, epcis: int
) -> None:
    a = atlas(territory.vintage)
    assert len(a.codes) == communes
    assert sum(share(territory, c) == 1 for c in a.codes) == here
    assert sum(share(territory, s) == 1 for s in a.epcis) == epcis
    assert sorted(s for s in a.epcis if 0 < share(territory, s) < 1) == ["200069722", "247600588"]


@pytest.mark.parametrize("vintage", ["2021", "2026"])
def test_keys_made_at_once_are_those_made_one_by_one(vintage: str) -> None:
    a = atlas(vintage)
    assert [a.keys[row] for row in map(a.row_of, a.codes)] == [
        key(a.names[row]) for row in map(a.row_of, a.codes)
    ]


def test_every_siren_has_a_right_key_and_leads_back() -> None:
    a = atlas("2021")
    sirens = {code: a.siren_of(code) for code in a.codes}
    assert [code for code, siren in sirens.items() if not siren] == [
        "22016", "29083", "29155", "85113",
    ]  # fmt: skip
    assert all(luhn_ok(siren) for siren in sirens.values() if siren)
    assert all(a.with_siren(siren) == code for code, siren in sirens.items() if siren)


def test_postal_codes_of_the_region_begin_as_its_departements_do() -> None:
    a = atlas("2021")
    for postal, codes in a.by_postal_code.items():
        inside = {share(HAUTS_DE_FRANCE_2021, code) for code in codes}
        assert inside == {float(postal[:2] in {"02", "59", "60", "62", "80"})}


def test_other_names_lead_to_communes_of_the_vintage() -> None:
    for vintage in ("2021", "2026"):
        a = atlas(vintage)
        assert all(a.is_commune(x.code) for aliases in a.aliases.values() for x in aliases)


def test_hand_made_tables_name_epci_that_exist() -> None:
    here = atlas("2021").epcis
    assert all(siren in here for siren, _ in load.acronyms())
    assert all(s in here for old in load.epci_names() for s in old.successors)


class TestHelpers:
    def test_luhn(self) -> None:
        assert luhn_ok("215905605")
        assert luhn_ok("215 905 605 00013")
        assert not luhn_ok("215905604")
        assert not luhn_ok("000000000")
        assert not luhn_ok("")

    def test_postal_code(self) -> None:
        assert [c.name for c in communes_of_postal_code("59113")] == ["Seclin"]
        assert [c.code for c in communes_of_postal_code("59 242")] == [
            "59129", "59258", "59586",
        ]  # fmt: skip
        assert communes_of_postal_code("99999") == ()

    def test_population(self) -> None:
        assert official_population("59560") == 12_410
        assert official_population("59560", "2026") != official_population("59560")
        assert official_population("200041960") == 95_816
        assert official_population("75056") is None

    def test_epci(self) -> None:
        found = epci_of("59560")
        assert found is not None
        assert (found.code, found.name, found.kind) == (
            "200093201", "Métropole Européenne de Lille", "epci",
        )  # fmt: skip
        assert epci_of("99999") is None

    def test_departement(self) -> None:
        for written in ("62", "Pas-de-Calais", "pas de calais", "Dép. 62", "62 - Pas-de-Calais"):
            assert departement_name(written) == "Pas-de-Calais"
        assert departement_name("2") == "Aisne"
        assert departement_name("Flandre") is None

    def test_regions(self) -> None:
        assert regions()["32"] == "Hauts-de-France"
        assert len(regions()) == 18

    def test_a_territory_is_checked_as_a_whole(self) -> None:
        assert mistakes_of(HAUTS_DE_FRANCE_2026) == ()
        wrong = Territory(
            "?", regions=frozenset({"99"}), departements=frozenset({"20"}),
            codes=frozenset({"59560", "200093201", "62999"}),
        )  # fmt: skip
        assert mistakes_of(wrong) == (
            "La région « 99 » n'existe pas.",
            "Le code « 62999 » n'est ni une commune ni un EPCI de 2021.",
            "Le département « 20 » n'existe pas.",
        )
        assert len(mistakes_of(Territory("?"))) == len(mistakes_of(Territory("?", "1999"))) == 1

    def test_names_near_what_a_scanner_read(self) -> None:
        near = commune_names_near("Ternpleuve-en-Pevele")
        assert (near[0][0].code, near[0][1]) == ("59586", 0.75)
        assert commune_names_near("Waten", departement="62")[0][0].name == "Waben"
        assert commune_names_near("Waten", departement="59")[0][0].name == "Watten"
        assert commune_names_near("qqqqqqqqqq") == ()


class TestSpelling:
    def test_fold(self) -> None:
        assert fold("NŒUX–les\u00a0Mines’") == "noeux-les mines'"
        assert fold("E\u0301cai\u00adllon") == "ecaillon"
        assert fold("ﬁ") == "fi"

    def test_words(self) -> None:
        assert words(fold("St-Rémy s/ Ste-Marie")) == ["saint", "remy", "sur", "sainte", "marie"]
        assert key("Fontaine-lez-Croisilles") == key("FONTAINE LES CROISILLES")

    def test_shape(self) -> None:
        for name, misread in [
            ("Estrun", "Estruri"), ("Vimy", "V1my"), ("Morval", "Rnorval".replace("Rn", "rn")),
            ("Hernicourt", "Hernicoiirt"), ("Douai", "Clouai"), ("Annoeullin", "Annceullin"),
        ]:  # fmt: skip
            assert shape(key(name)) == shape(key(misread)), name


class TestRebuild:
    """The script writes what the program reads: the decoders are given its lines."""

    ROWS = "\n".join(
        [
            "code dep reg siren epci cp",
            "02001 02 32 210200010 1 02300",
            "02003 02 32 200099999 2 02800+60200",
            "97611 976 06 - - 97600",
        ]
    )

    @pytest.fixture(autouse=True)
    def decoders_read_the_rows(self, builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        header, *lines = [line.split() for line in self.ROWS.splitlines()]
        rows = [dict(zip(header, line, strict=True)) for line in lines]
        for row in rows:
            row.update({k: v.replace("+", " ").strip("-") for k, v in row.items()})
        files = {
            "codes_2021.txt.gz": builder.code_lines(rows),
            "siren_2021.txt.gz": builder.siren_lines(rows),
            "postal_2021.txt.gz": builder.postal_lines(rows),
            "epci_communes_2021.txt.gz": builder.epci_column(rows),
        }
        monkeypatch.setattr(load, "_lines", files.__getitem__)
        for name in (
            *("codes", "siren_stems", "postal_lines", "epci_codes"),
            *("_epci_lines", "_numbers", "_codes_of", "_first_rows"),
        ):
            monkeypatch.setattr(load, name, getattr(load, name).__wrapped__)

    def test_codes(self) -> None:
        assert load.codes() == ("02001", "02003", "97611")

    def test_sirens(self) -> None:
        assert load.siren_stems() == ("21020001", "20009999", "")

    def test_postal_codes(self) -> None:
        found = [
            load.postal_codes(code, line)
            for code, line in zip(load.codes(), load.postal_lines(), strict=True)
        ]
        assert found == [["02300"], ["02800", "60200"], ["97600"]]

    def test_epcis(self) -> None:
        assert load.epci_codes() == ("1", "2", "")


def test_departements_of_codes() -> None:
    assert [departement_of(c) for c in ("02001", "2A004", "97611")] == ["02", "2A", "976"]
