"""Les totaux: a declared sum against its lines, for calls that ask for a budget."""

from made import campaign, candidature, read

from ami_cli.rules import judge

SUMS = campaign(
    (
        "totaux",
        {"tableau": "projet.demarches", "colonne": "montant", "total": "collectivite.population"},
    )
)


def said(total, *amounts):
    lines = tuple({"poste": f"Poste {n}", "montant": a} for n, a in enumerate(amounts))
    case = candidature(projet__demarches=read(lines), collectivite__population=read(total))
    [judgement] = judge([case], SUMS)
    return judgement.verdict.overall, [finding.message for finding in judgement.findings]


def test_a_right_total_says_nothing():
    assert said(1500, 1000, 499.995, None) == ("recevable", [])


def test_a_wrong_total_is_looked_at_by_a_person():
    message = (
        "« Population » : le total indiqué (2\u202f000) n’est pas la somme des lignes"
        " (1\u202f500,50)."
    )
    assert said(2000, 1000, 500.5) == ("a_verifier", [message])


def test_a_table_without_amounts_says_nothing():
    assert said(2000) == ("recevable", [])
    assert said(None, 1000) == ("recevable", [])
