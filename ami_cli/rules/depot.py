"""The rules about the deposit: in time, with the answers that are compulsory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ami_cli.model.words import day_words, moment_words
from ami_cli.rules.kit import SURE, Case, Doubt, Params, quote
from ami_cli.rules.lecture import reason, state

# Answers that hold no answer: a dash, « idem », « néant », « voir pièce jointe ».
_HOLLOW = re.compile(
    r"[\W_]*|(?:néant|neant|sans objet|n\s?/\s?a|nc|ras|idem|x+)\W*"
    r"|(?:cf\.?|voir)\s.{0,40}(?:joint|annexe|courrier|lettre|document|délibération)\w*.{0,20}",
    re.IGNORECASE | re.DOTALL,
)
_FROM = {
    "courriel": "d’après la date du courriel",
    "reception.csv": "d’après le registre de réception",
    "tampon": "d’après le tampon « reçu le »",
}


class DelaiParams(Params):
    """The field that holds the date of signature, if any."""

    date: str = ""


class ReponsesParams(Params):
    """The fields that must be answered."""

    champs: tuple[str, ...]


class DatesParams(Params):
    """The fields whose date must lie between the opening of the call and the reception."""

    champs: tuple[str, ...]


def dans_les_delais(case: Case, params: DelaiParams) -> Iterator[Doubt]:
    """Le dossier est reçu au plus tard à la date limite, heure de Paris.

    Known from a mail's own date, the register of receptions or a stamp; a file's date never counts.
    """
    received, deadline = received_at(case), case.campaign.deadline
    reading = case.candidature.reading
    if received is None:
        yield Doubt("inconnu", "information", "La date de réception du dossier n’est pas connue.")
        yield from _signed_late(case, params)
        return
    how = _FROM.get(reading.received_from or "", "")
    said = f"Dossier reçu le {moment_words(received)}" + (f" ({how})" if how else "")
    limit = moment_words(deadline.astimezone(_zone(case)))
    if _to_the_minute(received) <= deadline:
        message = f"{said}, dans les délais (date limite : {limit})."
        yield Doubt("dans_les_delais", "information", message)
    else:
        yield Doubt("hors_delai", "bloquant", f"{said}, après la date limite ({limit}).")


def _signed_late(case: Case, params: DelaiParams) -> Iterator[Doubt]:
    answer = case[params.date]
    closed = case.campaign.deadline.astimezone(_zone(case)).date()
    signed = answer.value
    if isinstance(signed, date) and signed > closed and answer.confidence >= SURE:
        message = (
            f"Le dossier est signé du {day_words(signed)}, après la date limite"
            f" ({day_words(closed)}) : vérifier quand il a été reçu."
        )
        yield Doubt("signe_apres_la_cloture", "a_verifier", message, case.proof(params.date))


def reponses_obligatoires(case: Case, params: ReponsesParams) -> Iterator[Doubt]:
    """Les réponses obligatoires sont données."""
    for path in params.champs:
        label = quote(case.label(path))
        match state(case, path):
            case "left_out":
                message = f"La réponse {label} manque."
                yield Doubt("incomplet", "bloquant", message, case.proof(path))
            case "not_read":
                message = f"La réponse {label} n’a pas été lue : {reason(case, path)}."
                yield Doubt("a_verifier", "a_verifier", message, case.proof(path))
            case _ if _HOLLOW.fullmatch(case.text(path).strip()):
                message = (
                    f"La réponse {label} ne dit rien par elle-même : {quote(case.text(path))}."
                )
                yield Doubt("a_verifier", "a_verifier", message, case.proof(path))


def dates_plausibles(case: Case, params: DatesParams) -> Iterator[Doubt]:
    """Les dates du dossier tombent entre l’ouverture de l’appel et la réception du dossier."""
    received = received_at(case)
    for path in params.champs:
        written = case[path].value
        if not isinstance(written, date):
            continue
        label, proof = quote(case.label(path)), case.proof(path)
        if written < case.campaign.opened:
            opened = day_words(case.campaign.opened)
            message = (
                f"{label} : le {day_words(written)} précède l’ouverture de l’appel ({opened})."
            )
            yield Doubt("date_invraisemblable", "information", message, proof)
        elif received is not None and written > received.date():
            day = day_words(received.date())
            message = f"{label} : le {day_words(written)} suit la réception du dossier ({day})."
            yield Doubt("date_invraisemblable", "information", message, proof)


def received_at(case: Case) -> datetime | None:
    """Return when the dossier was received, in the call's time zone (that of a naive time too)."""
    received = case.candidature.reading.received
    if received is None:
        return None
    return (
        received.replace(tzinfo=_zone(case))
        if received.tzinfo is None
        else received.astimezone(_zone(case))
    )


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)  # « 23 h 59 » lasts until midnight


def _zone(case: Case) -> ZoneInfo:
    return ZoneInfo(case.campaign.timezone)
