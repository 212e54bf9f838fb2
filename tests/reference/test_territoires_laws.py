"""What holds for every commune and EPCI, whatever way it is written."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ami_cli.reference.atlas import atlas, departement_of
from ami_cli.reference.judge import inside, share
from ami_cli.reference.normalise import fold, key
from ami_cli.reference.territoires import (
    HAUTS_DE_FRANCE_2021,
    HAUTS_DE_FRANCE_2026,
    Clues,
    Territory,
    resolve,
)

HERE = HAUTS_DE_FRANCE_2021
MAP = atlas("2021")
COMMUNES = [code for code in MAP.codes if inside(HERE, code)]
OUTSIDE = [code for code in MAP.codes if not inside(HERE, code)]
EPCIS = [siren for siren in MAP.epcis if inside(HERE, siren)]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SCANNED = [("o", "0"), ("l", "1"), ("l", "I"), ("i", "l"), ("s", "5"), ("u", "ii"), ("m", "rn"), ("e", "c"), ("d", "cl")]  # fmt: skip

quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
communes = st.sampled_from(COMMUNES)
anywhere = st.sampled_from(list(MAP.codes))


def spellings(name: str) -> list[str]:
    return [
        name,
        name.upper(),
        fold(name),
        name.replace("-", " "),
        f"  {name} ",
        f"Mairie de {name}",
        f"VILLE DE {name.upper()}",
        f"Commune de {name} (France)",
        re.sub(r"\bSaint(e?)\b", r"St\1", name),
        name.replace("-sur-", "/"),
        name.replace("-sur-", " s/ "),
        name.replace("-lès-", "-lez-").replace("-les-", "-lès-"),
        name.replace("œ", "oe").replace("'", "’"),
    ]


def edited(name: str, seed: int) -> str:
    """One typing fault."""
    r = random.Random(seed)
    i = r.randrange(len(name))
    return r.choice(
        [
            name[:i] + r.choice(LETTERS) + name[i + 1 :],
            name[:i] + r.choice(LETTERS) + name[i:],
            name[:i] + name[i + 1 :],
            name[:i] + name[i : i + 2][::-1] + name[i + 2 :],
        ]
    )


def scanned(name: str, seed: int) -> str:
    """One letter misread."""
    r = random.Random(seed)
    old, new = r.choice([pair for pair in SCANNED if pair[0] in name] or [("", "")])
    places = [i for i in range(len(name)) if old and name.startswith(old, i)]
    if not places:
        return name
    i = r.choice(places)
    return name[:i] + new + name[i + len(old) :]


@pytest.mark.parametrize("form", range(len(spellings("x"))))
def test_every_commune_with_its_departement_is_itself(form: int) -> None:
    wrong = []
    for code in COMMUNES[form % 3 :: 3]:
        written = spellings(MAP.name(code))[form]
        if fold(written).strip() == "ville":
            continue  # as likely the prompt of the form as the commune of the Oise
        found = resolve(written, Clues(departement=departement_of(code)))
        if (found.verdict, found.code) != ("eligible", code):
            wrong.append((written, found.verdict, found.code))
    assert wrong == []


def test_every_commune_alone_is_itself_or_has_homonyms() -> None:
    for code in COMMUNES:
        found = resolve(MAP.name(code))
        homonyms = len(MAP.named(key(MAP.name(code)))) > 1 or MAP.name(code) == "Ville"
        assert (found.verdict, found.code) == ("eligible", code) or homonyms, MAP.name(code)


def test_every_commune_by_its_siren_is_itself() -> None:
    for code in COMMUNES:
        siren = MAP.siren_of(code)
        assert resolve("", Clues(siren=siren)).code == code
        assert resolve(MAP.name(code), Clues(siren=siren)).verdict == "eligible"


def test_every_epci_by_name_is_itself_or_has_homonyms() -> None:
    for siren in EPCIS:
        found = resolve(MAP.epcis[siren].name)
        assert found.code == siren or siren in [c.code for c in found.candidates]
        assert found.verdict in ("eligible", "ambiguous")


def test_no_commune_outside_is_eligible() -> None:
    for code in random.Random(7).sample(OUTSIDE, 1500):
        name = MAP.name(code)
        with_place = resolve(name, Clues(departement=departement_of(code)))
        if fold(name).split("-")[0] not in ("bourg", "le bourg", "ville", "villes", "maire"):
            assert with_place.verdict == "not_eligible"
            assert with_place.code == code or "(" in name
        assert resolve(name).verdict in ("not_eligible", "ambiguous", "unknown")


@quick
@given(code=communes, seed=st.integers(0, 10**6))
def test_a_fault_with_the_departement_is_never_another_commune_farther_away(
    code: str, seed: int
) -> None:
    from rapidfuzz.distance import OSA

    name = MAP.name(code)
    for written in (edited(name, seed), scanned(name, seed)):
        found = resolve(written, Clues(departement=departement_of(code)))
        if found.verdict == "eligible" and found.code != code and found.kind == "commune":
            theirs = OSA.distance(key(written), key(str(found.name)))
            named_so = key(written) in MAP.aliases or theirs == 0
            named_so = named_so or key(str(found.name)).startswith(key(written))  # « Séry »
            assert named_so or theirs <= OSA.distance(key(written), key(name))


@quick
@given(code=communes, seed=st.integers(0, 10**6))
def test_a_fault_in_the_region_is_refused_only_when_it_names_one_outside(
    code: str, seed: int
) -> None:
    name = MAP.name(code)
    for written in (edited(name, seed), scanned(name, seed)):
        if resolve(written).verdict == "not_eligible":
            k = key(written)
            assert MAP.named(k) or MAP.named_without_article(k) or k[0] == "l"


@quick
@given(code=communes, digits=st.integers(0, 10**9 - 1))
def test_a_siren_with_a_wrong_key_changes_nothing(code: str, digits: int) -> None:
    from ami_cli.reference.territoires import luhn_ok

    siren = f"{digits:09}"
    if luhn_ok(siren):
        return
    alone, beside = resolve(MAP.name(code)), resolve(MAP.name(code), Clues(siren=siren))
    assert (alone.verdict, alone.code) == (beside.verdict, beside.code)


@quick
@given(code=anywhere, other=anywhere)
def test_no_clue_makes_a_commune_outside_eligible(code: str, other: str) -> None:
    name = MAP.name(code)
    if resolve(name).verdict != "not_eligible":
        return
    for clues in (
        Clues(departement=departement_of(other)),
        Clues(code_postal=MAP.postal_codes_of(other)[0] if MAP.postal_codes_of(other) else None),
        Clues(siren=MAP.siren_of(other)),
        Clues(ville=MAP.name(other)),
        Clues(epci_rattachement="CA du Boulonnais"),
    ):
        found = resolve(name, clues)
        if found.verdict == "eligible":  # « Lambres », in the Nord: a longer name of that place
            assert clues.departement or clues.code_postal
            assert key(str(found.name)).startswith(key(name)[:4])


@quick
@given(text=st.text(max_size=80), postal=st.text(max_size=8), siren=st.text(max_size=20))
def test_no_text_makes_it_fail(text: str, postal: str, siren: str) -> None:
    found = resolve(text, Clues(code_postal=postal, siren=siren, departement=postal, ville=text))
    assert found.reason
    assert found.verdict != "eligible" or found.code is not None


@pytest.mark.parametrize("vintage", ["2021", "2026"])
def test_another_territory_works_the_same_way(vintage: str) -> None:
    bretagne = Territory("Bretagne", vintage, regions=frozenset({"53"}))
    assert resolve("Mairie de Vannes", territory=bretagne).code == "56260"
    assert resolve("Vannes", territory=HERE).verdict == "not_eligible"
    assert resolve("Golfe du Morbihan - Vannes agglomération", territory=bretagne).verdict == (
        "eligible"
    )
    assert resolve("Wattignies", territory=bretagne).verdict == "not_eligible"
    morbihan = Territory("Morbihan", vintage, departements=frozenset({"56"}))
    assert resolve("Rennes", territory=morbihan).verdict == "not_eligible"
    assert resolve("Vannes", Clues(code_postal="56000"), morbihan).verdict == "eligible"
    two = Territory("deux communes", vintage, codes=frozenset({"56260", "56053"}))
    assert resolve("Vannes", territory=two).verdict == "eligible"
    assert resolve("Lorient", territory=two).verdict == "not_eligible"


def test_a_vintage_has_its_own_names_and_codes() -> None:
    def code(name: str, territory: Territory) -> tuple[str, str | None]:
        found = resolve(name, territory=territory)
        return found.verdict, found.code

    assert code("Les Hauts-Talican", HERE) == ("eligible", "60054")
    assert code("Les Hauts-Talican", HAUTS_DE_FRANCE_2026) == ("eligible", "60694")
    assert code("Beaumont-les-Nonains", HAUTS_DE_FRANCE_2026) == ("eligible", "60054")
    assert code("Hesdin-la-Forêt", HAUTS_DE_FRANCE_2026) == ("eligible", "62447")
    assert code("Hesdin-la-Forêt", HERE) == ("a_verifier", None)
    assert code("Marconne", HAUTS_DE_FRANCE_2026) == ("a_verifier", "62447")
    assert code("Marconne", HERE) == ("eligible", "62549")
    assert code("Lambres", HERE) == code("Lambres", HAUTS_DE_FRANCE_2026) == ("eligible", "62486")
    assert resolve("Lambres").doubts == ()
    assert resolve("Lambres", territory=HAUTS_DE_FRANCE_2026).doubts == (
        "« Lambres » est l'ancien nom de Lambres-lez-Aire, et le début d'autres noms : "
        "Lambres-lez-Douai (59329), commune du Nord.",
    )


def test_shares_of_an_epci_are_those_of_its_communes() -> None:
    for siren in MAP.epcis:
        members = [c for c in MAP.codes if MAP.epci_of(c) == siren]
        assert members == MAP.members_of(siren)
        assert share(HERE, siren) == sum(share(HERE, c) for c in members) / len(members)
