"""The laws of the règlement, each under its own sentence, on candidatures made at random."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import (
    ABSENT,
    BLANK,
    GOOD,
    UNREADABLE,
    campaign,
    candidature,
    file,
    form_read,
    problem,
    read,
)

from ami_cli.errors import CampaignError
from ami_cli.model.candidature import Answer, Candidature
from ami_cli.model.dossier import Decision
from ami_cli.rules import RULES, explain, judge, mistakes

CALL = campaign()
NAMED = [spec.name for spec in CALL.rules]
law = settings(deadline=None, max_examples=60)

VALUES = {
    "collectivite.siren": ["215906538", "215906538", "210204459"],
    "collectivite.departement": ["59", "26", "02"],
    "collectivite.nom": ["Commune de Wicres", "Bourg-lès-Valence", "PNR Scarpe-Escaut", "Fleury"],
    "collectivite.code_postal": ["59134", "26500", "02370"],
    "elu.fonction": ["Maire", "Adjointe au maire", "Directeur", "Bénévole"],
    "elu.nom": ["Prévôt", "Guéant-Morel", "Vandenbroucke"],
    "elu.prenom": ["Chloé", "Aïcha", "C."],
    "signature.elu": ["image", "digital", "typed", "absent"],
    "signature.executif": ["image", "digital", "typed", "absent"],
    "binome.engagement_assiduite": [True, False],
    "motivations": ["Apprendre à faire ensemble.", "-"],
}


FINE = candidature().answers
LEANED_ON = [path for path in GOOD if not path.startswith(("projet.", "signature.lieu"))]
LEANED_ON += ["collectivite.siren"]


@st.composite
def answers(draw, path):
    """Any state an answer may be in."""
    value = draw(st.sampled_from(VALUES.get(path) or [GOOD[path]]))
    confidence = draw(st.sampled_from([0.99, 0.99, 0.99, 0.6, 0.3]))
    usual = [read(value, confidence)] * 3
    return draw(
        st.sampled_from([*usual, BLANK, ABSENT, UNREADABLE, Answer(None, "blank", 0.5, ())])
    )


@st.composite
def readings(draw, dossier):
    """Any dossier: its files, what could not be read, when it came."""
    moment = datetime.fromisoformat("2021-03-19T20:00:00+01:00")
    hours = draw(st.sampled_from([None, -100, 3, 3.98, 4, 4.1, 60]))
    received = None if hours is None else moment + timedelta(hours=hours)
    problems = draw(st.sampled_from([(), (), (), (problem("scan.pdf"),)]))
    role = draw(st.sampled_from(["formulaire"] * 4 + ["courrier"]))
    return form_read(
        dossier,
        files=(file("a.docx", role),),
        problems=problems,
        received=received,
        received_from="courriel" if received else None,
    )


@st.composite
def cases(draw, dossier="d1"):
    """Any candidature."""
    changed = draw(st.lists(st.sampled_from(LEANED_ON), max_size=7, unique=True))
    made = {path: draw(answers(path)) for path in changed}
    return Candidature(dossier, draw(readings(dossier)), {**FINE, **made})


def one(case, decisions=()):
    return judge([case], CALL, decisions)[0]


def derogation(rule, **changes):
    facts = {"dossier": "d1", "act": "derogation", "rule": rule, "by": "Claire Dumont"}
    return Decision(**{**facts, "reason": "vu en jury", "at": datetime(2021, 4, 2), **changes})


@settings(law, max_examples=300)
@given(cases(), st.sets(st.sampled_from(sorted(LEANED_ON)), min_size=1))
def test_taking_evidence_away_never_makes_a_dossier_irrecevable(case, paths):
    """« Nul n’est déclaré irrecevable sur ce qui n’a pas pu être lu. »"""
    before = one(case).verdict.overall
    poorer = Candidature("d1", case.reading, {**case.answers, **dict.fromkeys(paths, UNREADABLE)})
    assert not (one(poorer).verdict.overall == "irrecevable" and before != "irrecevable")


CLUES = ("collectivite.code_postal", "collectivite.departement", "collectivite.siren")


@law
@given(
    st.sampled_from(["Commune de Wicres", "Bourg-lès-Valence", "Évreux", "CCAS de Lille"]),
    st.tuples(
        st.sampled_from([None, "59134", "26500"]),
        st.sampled_from([None, "59", "26"]),
        st.sampled_from([None, "215906538", "210204459"]),
    ),
    st.sets(st.sampled_from(CLUES), min_size=1),
)
def test_a_clue_that_could_not_be_read_might_have_spoken_for_the_candidate(name, clues, lost):
    """« Une contradiction se vérifie ; la perdre de vue n’exclut personne. »"""
    said = {p: read(v) if v else BLANK for p, v in zip(CLUES, clues, strict=True)}
    whole = {**FINE, **said, "collectivite.nom": read(name)}
    poorer = {**whole, **dict.fromkeys(lost, UNREADABLE)}
    before = one(Candidature("d1", form_read("d1"), whole)).verdict.territoire
    after = one(Candidature("d1", form_read("d1"), poorer)).verdict.territoire
    assert before == "non_eligible" or after != "non_eligible"


@law
@given(cases(), st.sampled_from(sorted(GOOD)), st.floats(0.05, 0.79))
def test_reading_less_surely_never_makes_a_dossier_worse_than_to_be_checked(case, path, less):
    """« Nul n’est exclu sur une lecture peu sûre. »"""
    rank = ["irrecevable", "incomplet", "a_verifier", "recevable"]
    answer = case.answers[path]
    dimmer = Answer(answer.value, answer.status, min(answer.confidence, less), answer.evidence)
    poorer = Candidature("d1", case.reading, {**case.answers, path: dimmer})
    before, after = one(case).verdict.overall, one(poorer).verdict.overall
    assert rank.index(after) >= min(rank.index(before), rank.index("a_verifier"))


@law
@given(cases())
def test_without_a_known_date_of_reception_nobody_is_late(case):
    """« La date de réception n’est jamais supposée. »"""
    unknown = case.reading.model_copy(update={"received": None, "received_from": None})
    judgement = one(Candidature("d1", unknown, case.answers))
    assert judgement.verdict.delai == "inconnu"
    assert "hors_delai" not in {f.verdict for f in judgement.findings}


@law
@given(cases())
def test_a_file_that_could_not_be_read_never_makes_a_dossier_worse(case):
    """« Ce qui n’a pas pu être lu n’est pas manquant. »"""
    rank = ["irrecevable", "incomplet", "a_verifier", "recevable"]
    hidden = case.reading.model_copy(update={"problems": (problem("lettre.pdf"),)})
    after = one(Candidature("d1", hidden, case.answers)).verdict.overall
    assert rank.index(after) >= min(rank.index(one(case).verdict.overall), 2)


@law
@given(cases())
def test_to_withdraw_changes_no_verdict_and_can_be_taken_back(case):
    """« Le désistement est noté, et réversible. »"""
    gone = derogation("", act="desistement")
    back = derogation("", act="desistement", active=False, at=datetime(2021, 4, 3))
    before, after = one(case), one(case, [gone])
    assert (after.findings, after.verdict) == (before.findings, before.verdict)
    assert after.withdrawn and one(case, [back, gone]) == before


@law
@given(cases(), st.sampled_from(sorted(GOOD)))
def test_what_could_not_be_read_never_makes_a_dossier_incomplete(case, path):
    """« Nul n’est déclaré incomplet sur ce qui n’a pas pu être lu. »"""
    before = {f.message for f in one(case).findings if f.severity == "bloquant"}
    poorer = Candidature("d1", case.reading, {**case.answers, path: UNREADABLE})
    after = one(poorer)
    if not before:
        assert after.verdict.overall in ("recevable", "a_verifier")


@law
@given(cases())
def test_a_dossier_whose_form_was_not_read_is_never_incomplete_for_what_was_not_found(case):
    nothing = dict.fromkeys(GOOD, ABSENT)
    reading = case.reading.model_copy(update={"files": (file("lettre.docx", "courrier"),)})
    judgement = one(Candidature("d1", reading, nothing))
    late = judgement.verdict.delai == "hors_delai"
    assert judgement.verdict.overall == ("irrecevable" if late else "a_verifier")
    assert judgement.verdict.binome == "complet"
    assert judgement.verdict.signature == "a_verifier"


@law
@given(cases(), st.sampled_from(NAMED))
def test_a_derogation_never_removes_a_finding(case, rule):
    """« Une dérogation est motivée, tracée, et ne fait disparaître aucun constat. »"""
    before, after = one(case), one(case, [derogation(rule)])
    assert [f.message for f in before.findings] == [f.message for f in after.findings]
    for old, new in zip(before.findings, after.findings, strict=True):
        settled = old.rule == rule and old.severity != "information"
        assert (new.severity == "information") if settled else (new.severity == old.severity)
        assert bool(new.waived) == settled


@law
@given(cases(), st.sampled_from(NAMED))
def test_a_derogation_only_ever_helps(case, rule):
    rank = ["irrecevable", "incomplet", "a_verifier", "recevable"]
    before, after = one(case), one(case, [derogation(rule)])
    assert rank.index(after.verdict.overall) >= rank.index(before.verdict.overall)


@law
@given(cases(), st.sampled_from(NAMED))
def test_a_derogation_taken_back_leaves_nothing(case, rule):
    back = derogation(rule, active=False, at=datetime(2021, 4, 3))
    assert one(case, [back, derogation(rule)]) == one(case)


@law
@given(st.lists(cases(), min_size=2, max_size=4), st.randoms())
def test_the_order_of_dossiers_changes_nothing(many, chance):
    """« Les dossiers sont examinés dans les mêmes conditions. »"""
    named = [Candidature(f"d{n}", c.reading, c.answers) for n, c in enumerate(many)]
    shuffled = named[:]
    chance.shuffle(shuffled)
    straight = {j.dossier: j for j in judge(named, CALL)}
    assert {j.dossier: j for j in judge(shuffled, CALL)} == straight


@law
@given(cases())
def test_the_global_verdict_follows_from_the_findings(case):
    judgement = one(case)
    severities = {f.severity for f in judgement.findings}
    verdict = judgement.verdict
    out = verdict.territoire == "non_eligible" or verdict.delai == "hors_delai"
    if out:
        assert verdict.overall == "irrecevable"
    elif verdict.binome == "incomplet" or verdict.signature == "manquante":
        assert verdict.overall == "incomplet"
    elif "bloquant" not in severities:
        assert verdict.overall == ("a_verifier" if "a_verifier" in severities else "recevable")


@law
@given(cases())
def test_every_finding_has_a_reason_and_a_source(case):
    for finding in one(case).findings:
        assert finding.message[:1].isupper() or finding.message[:1] in "«0123456789"
        assert finding.message.endswith((".", "…"))
        assert finding.source == "Texte de l’appel"


def test_a_withdrawal_is_noted_and_changes_no_verdict():
    gone = Decision(
        dossier="wicres",
        act="desistement",
        by="Claire Dumont",
        reason="courriel du 30 mars",
        at=datetime(2021, 4, 2),
    )
    [before], [after] = judge([candidature()], CALL), judge([candidature()], CALL, [gone])
    assert (
        after.withdrawn == "Désistement noté par Claire Dumont le 02/04/2021 : courriel du 30 mars."
    )
    assert (after.findings, after.verdict) == (before.findings, before.verdict)


def test_every_rule_explains_itself_in_french_with_its_source():
    text = explain("dans_les_delais", CALL)
    assert text.splitlines() == [
        "dans_les_delais : Le dossier est reçu au plus tard à la date limite, heure de Paris.",
        "Source : Texte de l’appel",
        "  date : signature.date",
    ]
    assert all(explain(name, CALL).startswith(f"{name} : ") for name in RULES)


def test_every_mistake_of_the_rules_is_named_at_once():
    call = campaign(
        ("teritoire", {}),
        ("territoire", {"nom": "collectivite.nom", "ville": "mairie.ville"}),
        ("reponses_obligatoires", {"champ": ["motivations"]}),
    )
    known = ", ".join(sorted(RULES))
    assert mistakes(call) == [
        f"Règle inconnue : « teritoire ». Règles connues : {known}.",
        "Règle « territoire » : le champ « mairie.ville » n’est pas déclaré.",
        "Règle « reponses_obligatoires » : le paramètre « champs » manque.",
        "Règle « reponses_obligatoires » : le paramètre « champ » n’est pas connu de cette règle.",
    ]
    with pytest.raises(CampaignError, match="Règle inconnue : « teritoire »"):
        judge([candidature()], call)
