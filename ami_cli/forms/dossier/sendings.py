"""Several forms in one dossier: which counts, which it replaces, which are parts or copies of one another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from rapidfuzz import fuzz

from ami_cli.forms.dossier.strangers import are_strangers, is_aside, named
from ami_cli.forms.values.dates import MONTHS, parse_date
from ami_cli.forms.words import fold
from ami_cli.model.dossier import Change, Evidence

Found = Mapping[str, tuple[Evidence, ...]]

_NEWER = re.compile(
    r"\b(?:corrig\w*|rectifi\w*|defi(?:niti\w*)?|def|final\w*|vf|vdef|modifi\w*|nouve\w*|bis|ter|"
    r"annule et remplace|mis a jour|maj|complete[^ ]* \(2|2e(?:me)?|2nde?|second|deuxieme|dernier\w*)\b|"
    r"\(\d\)|_2\b|\b(?:bon|bonne) version"
)
_OLDER = re.compile(
    r"\b(?:1(?:ere|re|er)|premier\w*|brouillon|ancien\w*|draft|provisoire|projet|old|obsolete|a ne pas|annulee)\b"
)
_NUMBER = re.compile(r"\b(?:v|ver|version|indice|rev)[ .]?(\d{1,2})\b")
_DAY = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(MONTHS)})\b")
_SIGNED = re.compile(r"\bsign(?:e|ee|es|ees|ature|atures)\b")
COMPLEMENT = 0.25  # two files that answer fewer fields in common than this are parts of one form
FEW = 3  # answers: a page sent apart completes a form, it does not replace it
ALIKE, CLEAR = (
    88,
    0.9,
)  # a text read twice (out of 100); a reading without recognition of characters
BLUR = 0.2  # share of the answers that a bad scan of the same paper may show otherwise
UNTOLD = 0.6  # confidence left to an answer when nothing tells which of two forms is the last


class Form(Protocol):
    """A received file that is a form."""

    @property
    def path(self) -> str:
        """Path in the dossier."""
        ...

    @property
    def when(self) -> datetime | None:
        """When it was received."""
        ...


@dataclass(slots=True)
class Sendings:
    """``current`` make up the form that counts; ``signed`` are copies of it whose signatures count too.

    ``empty`` are forms that nobody filled in beside one that is; ``unsure`` the fields on which two
    forms differ while nothing tells which came last; ``scanned`` were read from pictures of pages.
    ``aside`` are forms that name nobody beside a whole one: pages sent again, forms of another call.
    ``strangers`` are the collectivités that forms of the dossier name, when there are several.
    """

    current: list[str] = field(default_factory=list)
    superseded: set[str] = field(default_factory=set)
    signed: list[str] = field(default_factory=list)
    empty: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    scanned: set[str] = field(default_factory=set)
    aside: set[str] = field(default_factory=set)
    strangers: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def sort_out(
    forms: Sequence[Form],
    located: Mapping[str, Found],
    pages: set[str],
    scanned: set[str],
    identity: str = "",
) -> Sendings:
    """Choose among the forms of a dossier.

    ``pages`` are the paths of single pages of a form, ``scanned`` of files read by recognition.
    ``identity`` is the field that names the collectivité.
    """
    made = Sendings(scanned=scanned)
    filled = [f for f in forms if answered(located[f.path])]
    made.empty = {f.path for f in forms} - {f.path for f in filled} - pages if filled else set()
    for path in sorted(made.empty):
        made.remarks.append(f"« {path} » est un formulaire vierge : il n'est pas pris en compte.")
    left = [f for f in forms if f.path not in made.empty]
    _set_aside(left, located, made, identity)
    left = [f for f in left if f.path not in made.aside]
    for form in sorted(left, key=lambda f: (_newest_first(f, located[f.path]), f.path)):
        rival = next(
            (f for f in left if f.path in made.current and _rivals(f, form, located)), None
        )
        if rival is None:
            made.current.append(form.path)
        else:
            _replaced(form, rival, located, made, identity)
    order = {f.path: n for n, f in enumerate(forms)}
    made.current.sort(key=order.__getitem__)
    return made


def answered(found: Found) -> set[str]:
    """Return the fields that somebody answered, signatures apart."""
    return {
        path
        for path, some in found.items()
        if not path.startswith("signature.") and some and any(c.isalnum() for c in some[0].text)
    }


def differences(new: Found, old: Found) -> list[str]:
    """Return the fields whose texts differ, a text read twice by recognition being the same."""
    return sorted(
        path for path in new.keys() | old.keys() if not _same(_first(new, path), _first(old, path))
    )


def _set_aside(
    forms: Sequence[Form], located: Mapping[str, Found], made: Sendings, identity: str
) -> None:
    """Keep from replacing the whole form a part of it sent again, or the form of another call."""
    count = {f.path: len(answered(located[f.path])) for f in forms}
    best = max(forms, key=lambda f: count[f.path], default=None)
    if best is None:
        return
    whole = located[best.path]
    for form in forms:
        found = located[form.path]
        if not is_aside(found, whole, identity, count[form.path], count[best.path]):
            continue
        if not _rivals(best, form, located):
            continue  # another part of the same form
        made.aside.add(form.path)
        both = answered(found) & answered(whole)
        changed = [path for path in differences(whole, found) if path in both]
        made.unsure |= set(changed)
        made.remarks.append(
            f"« {form.path} » ne nomme pas la collectivité : page envoyée à nouveau, ou formulaire "
            f"d'un autre appel ? « {best.path} » est retenu ; réponses à vérifier : "
            f"{', '.join(changed) or 'aucune'}. « ami role » écarte un fichier."
        )


def _replaced(
    form: Form, rival: Form, located: Mapping[str, Found], made: Sendings, identity: str
) -> None:
    new, old = located[rival.path], located[form.path]
    changed = differences(new, old)
    answers = [path for path in changed if not path.startswith("signature.")]
    if are_strangers(new, old, identity):
        made.superseded.add(form.path)
        made.unsure |= set(answers)
        pair = (named(new, identity), named(old, identity))
        made.strangers += [name for name in pair if name not in made.strangers]
        names = " et ".join(f"« {name} »" for name in pair)
        made.remarks.append(
            f"« {rival.path} » et « {form.path} » viennent de collectivités différentes ({names}) : "
            "séparez-les en deux dossiers, ou écartez l'un avec « ami role »."
        )
        return
    one_scan = (form.path in made.scanned) != (rival.path in made.scanned)
    if changed and _same_paper(new, old, answers, one_scan=one_scan):
        clear, other = rival.path, form.path
        # what was typed is read better than what was scanned
        if (rival.path in made.scanned) if one_scan else _clearness(old) > _clearness(new):
            clear, other = other, clear
            made.current[made.current.index(other)] = clear
        made.signed.append(other)
        made.unsure |= {path for path in answers if not _misread(new, old, path)}
        made.remarks.append(_twice(clear, other, answers))
        return
    made.superseded.add(form.path)
    told = (
        _newest_first(form, located[form.path])[:-1]
        != _newest_first(rival, located[rival.path])[:-1]
    )
    if answers and not told:
        made.unsure |= set(answers)
    made.changes += [
        Change(
            field=path, file=form.path, before=_first(old, path).text, after=_first(new, path).text
        )
        for path in changed
    ]
    made.remarks.append(_said(form.path, rival.path, changed, told))


def _same_paper(new: Found, old: Found, answers: Sequence[str], *, one_scan: bool) -> bool:
    """Tell a signed scan of a form from a second version: a few answers differ, badly read."""
    common = answered(new) & answered(old)
    unclear = one_scan or all(
        min(_first(new, path).confidence, _first(old, path).confidence) < CLEAR for path in answers
    )
    return unclear and len(answers) <= BLUR * len(common)


def _misread(new: Found, old: Found, path: str) -> bool:
    one, two = _first(new, path).text, _first(old, path).text
    return fuzz.ratio(fold(one), fold(two)) >= ALIKE and not any(c.isdigit() for c in one + two)


def _clearness(found: Found) -> float:
    sure = [_first(found, path).confidence for path in answered(found)]
    return sum(sure) / len(sure) if sure else 0.0


def _twice(clear: str, other: str, answers: Sequence[str]) -> str:
    said = f"Le même formulaire se trouve dans « {clear} » et « {other} »"
    if answers:
        said += f" ; lus différemment : {', '.join(answers)}"
    return f"{said} ; les signatures de l'un et de l'autre comptent."


def _said(old: str, new: str, changed: Sequence[str], told: bool) -> str:
    kept = f"Deux formulaires : « {new} » est retenu, « {old} »"
    if not changed:
        return f"{kept} est identique et ne compte pas."
    which = (
        "est une version antérieure" if told else "diffère, et rien ne dit lequel est le dernier"
    )
    return f"{kept} {which} ; réponses différentes : {', '.join(changed)}."


def _newest_first(form: Form, found: Found) -> tuple[float, ...]:
    """Sort key: sent last, named as a correction, dated last, numbered last, signed last, fullest."""
    name = re.sub(r"[_\-]+", " ", fold(form.path)).replace("’", "'")
    name = re.sub(r"\.[a-z]{2,5}\b", "", name)
    last = name.rpartition("/")[2]
    named = (1 if _NEWER.search(name) else 0) - (2 if _OLDER.search(last) or _old(name) else 0)
    number = max((int(n) for n in _NUMBER.findall(name)), default=0)
    sent = form.when.timestamp() if form.when else 0.0
    return (
        -sent,
        -float(named),
        -_dated(fold(form.path)),
        -float(number),
        -_signing_day(found),
        -float(bool(_SIGNED.search(name)) + _marks(found)),
        -float(len(answered(found))),
    )


def _old(name: str) -> bool:
    return _OLDER.search(name.rpartition("/")[0]) is not None


def _dated(name: str) -> float:
    """Return the day written in a name, as a number; 0 without one."""
    day = parse_date(name.replace("_", " "))
    if day:
        return float(day[0].toordinal())
    found = _DAY.search(name.replace("_", " "))
    # a day without its year: enough to set two names of one call in order
    return float(31 * MONTHS.index(found.group(2)) + int(found.group(1))) if found else 0.0


def _signing_day(found: Found) -> float:
    day = parse_date(_first(found, "signature.date").text) if "signature.date" in found else None
    return float(day[0].toordinal()) if day else 0.0


def _marks(found: Found) -> int:
    firsts = (_first(found, path).text for path in found if path.startswith("signature."))
    return sum(text.startswith(("image", "digital")) for text in firsts)


def _rivals(one: Form, two: Form, located: Mapping[str, Found]) -> bool:
    """Tell whether two files answer the same questions; parts of one form hardly do."""
    a, b = answered(located[one.path]), answered(located[two.path])
    smaller = min(len(a), len(b))
    if smaller <= FEW and max(len(a), len(b)) > 2 * FEW:
        return False
    return smaller == 0 or len(a & b) / smaller > COMPLEMENT


def _same(one: Evidence, two: Evidence) -> bool:
    a, b = fold(one.text), fold(two.text)
    if a == b:
        return True
    if min(one.confidence, two.confidence) >= CLEAR or not (a and b):
        return "".join(a.split()) == "".join(b.split())
    return fuzz.ratio(a, b) >= ALIKE and not (a.isdigit() and b.isdigit())


_NOTHING = Evidence(text="", method="", file="", place="", confidence=1.0)


def _first(found: Found, path: str) -> Evidence:
    some = found.get(path, ())
    return some[0] if some else _NOTHING
