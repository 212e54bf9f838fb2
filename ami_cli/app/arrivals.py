"""When a dossier arrived: every date that something states, the one that counts first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ami_cli.model.campaign import Campaign
from ami_cli.model.dossier import Arrival, Item, ReadFile
from ami_cli.model.words import day_words

_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)


def arrivals(
    items: Sequence[Item],
    files: Sequence[ReadFile],
    listed: datetime | None,
    stamp: datetime | None,
    campaign: Campaign,
) -> tuple[tuple[Arrival, ...], list[str]]:
    """Return the dates by mail, reception list and stamp, in this order, and French remarks.

    The earliest mail that carried a form counts: a second sending does not make a dossier late.
    A date before the call, or more than a year after its end, is that of a wrong clock: it is
    remarked and left out.
    """
    zone = ZoneInfo(campaign.timezone)
    stated = [*_by_mail(items, files, campaign)]
    if listed is not None:
        stated.append(Arrival(when=listed, source="reception.csv"))
    if stamp is not None:
        stated.append(Arrival(when=stamp, source="tampon"))
    kept, remarks = [], []
    for arrival in dict.fromkeys(stated):
        local = _local(arrival.when, zone)
        if _is_likely(local, campaign):
            kept.append(arrival.model_copy(update={"when": local}))
        else:
            remarks.append(_unlikely(arrival, local))
    return tuple(kept), remarks


def _by_mail(
    items: Sequence[Item], files: Sequence[ReadFile], campaign: Campaign
) -> Iterator[Arrival]:
    """Yield the first mail with a form, then what else the mails of that form state."""
    forms = {f.path for f in files if f.role == "formulaire"}
    dated = [item for item in items if item.received is not None]
    carriers = [item for item in dated if item.path in forms] or dated
    stated = [(w, i.path) for i in carriers if (w := i.received) is not None]
    if not stated:
        return
    first, path = min([s for s in stated if _is_likely(s[0], campaign)] or stated)
    also = {other for item in carriers if item.received == first for other in item.also}
    for when in (first, *sorted(also)):
        yield Arrival(when=when, source="courriel", file=path)


def _local(when: datetime, zone: ZoneInfo) -> datetime:
    return when.astimezone(zone) if when.tzinfo else when.replace(tzinfo=zone)


def _is_likely(when: datetime, campaign: Campaign) -> bool:
    opened = datetime(
        campaign.opened.year, campaign.opened.month, campaign.opened.day, tzinfo=when.tzinfo
    )
    return opened - _DAY <= when <= campaign.deadline + _YEAR


def _unlikely(arrival: Arrival, when: datetime) -> str:
    who = {
        "courriel": f"« {arrival.file} »",
        "reception.csv": "reception.csv",
        "tampon": "Le tampon « reçu le »",
    }[arrival.source]
    return (
        f"{who} porte une date de réception invraisemblable ({day_words(when.date())}) : elle n'est "
        "pas retenue. Notez la bonne dans reception.csv."
    )
