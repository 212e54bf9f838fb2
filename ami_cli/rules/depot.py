"""The rules about the deposit: in time, with the answers that are compulsory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ami_cli.model.words import day_words, moment_words
from ami_cli.rules.kit import SURE, Case, Doubt, Params, enumerate_french, quote
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
    said = f"Dossier reçu le {_told(received, reading.received_from)}"
    limit = moment_words(deadline.astimezone(_zone(case)))
    on_time = _to_the_minute(received) <= deadline
    contrary = _contrary(case, on_time=on_time)
    if on_time:
        message = f"{said}, dans les délais (date limite : {limit})."
        yield Doubt("dans_les_delais", "information", message)
        if contrary:
            message = f"{said}, mais aussi {contrary}, après la date limite ({limit}) : vérifier."
            yield Doubt("dates_contraires", "a_verifier", message)
        yield from _late_version(case)
    elif contrary:
        message = f"{said}, après la date limite ({limit}), mais {contrary}, avant elle : vérifier."
        yield Doubt("inconnu", "a_verifier", message)
    else:
        yield Doubt("hors_delai", "bloquant", f"{said}, après la date limite ({limit}).")


def _contrary(case: Case, *, on_time: bool) -> str:
    """Return the stated dates of reception that lie on the other side of the deadline, in words."""
    zone = _zone(case)
    others = [
        (arrival, moment)
        for arrival in case.candidature.reading.arrivals
        if (_to_the_minute(moment := aware(arrival.when, zone)) <= case.campaign.deadline)
        is not on_time
    ]
    return enumerate_french([f"le {_told(moment, arrival.source)}" for arrival, moment in others])


def _late_version(case: Case) -> Iterator[Doubt]:
    """A version that counts came late, and says something else than what came in time."""
    zone, deadline = _zone(case), case.campaign.deadline
    forms = [
        (file, aware(file.received, zone))
        for file in case.candidature.reading.files
        if file.role == "formulaire" and file.received is not None
    ]
    in_time = {file.text_digest for file, when in forms if _to_the_minute(when) <= deadline}
    for file, when in forms:
        if file.superseded or _to_the_minute(when) <= deadline or file.text_digest in in_time:
            continue
        message = (
            f"« {file.path} », qui fait foi ici, est arrivé le {moment_words(when)}, après la date"
            " limite : décider quelle version compte (« ami role » écarte l’autre)."
        )
        yield Doubt("version_tardive", "a_verifier", message)


def _told(when: datetime, source: str | None) -> str:
    how = _FROM.get(source or "", "")
    return moment_words(when) + (f" ({how})" if how else "")


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
    return aware(received, _zone(case))


def aware(when: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment on the clock of the call; one without a zone was said on that clock."""
    return when.replace(tzinfo=zone) if when.tzinfo is None else when.astimezone(zone)


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)  # « 23 h 59 » lasts until midnight


def _zone(case: Case) -> ZoneInfo:
    return ZoneInfo(case.campaign.timezone)
