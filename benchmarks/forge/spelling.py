"""How one person writes one value: phones, dates, names, counts, capitals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def phone(random: Random, value: str) -> str:
    """Return an E.164 number as people write it, now and then with a second one behind it."""
    national = "0" + value.removeprefix("+33")
    pairs = [national[i : i + 2] for i in range(0, 10, 2)]
    ways = [
        " ".join(pairs),
        ".".join(pairs),
        "-".join(pairs),
        national,
        "/".join(pairs),
        f"+33 {national[1]} {' '.join(pairs[1:])}",
        f"+33 (0){national[1]} {' '.join(pairs[1:])}",
        f"{' '.join(pairs)} / 06 39 98 00 00",
        f"{' '.join(pairs)} (secrétariat : 03 53 01 99 99)",
        f"Tél. {'.'.join(pairs)}",
    ]
    return random.choice(ways)


def mail(random: Random, value: str) -> str:
    """Return an address as people write it."""
    return random.choice(
        [
            value,
            value,
            value.capitalize(),
            f"mailto:{value}",
            value.replace("@", " @ "),
            f"{value} ",
        ]
    )


def day(random: Random, value: date) -> str:
    """Return a date in one of the French notations."""
    number = "1er" if value.day == 1 else str(value.day)
    month = MONTHS[value.month - 1]
    return random.choice(
        [
            value.strftime("%d/%m/%Y"),
            value.strftime("%d.%m.%Y"),
            value.strftime("%d-%m-%y"),
            f"{number} {month} {value.year}",
            f"{value.day} {month.upper()} {value.year}",
            f"{value.day}/{value.month}/{value.year}",
            value.strftime("%d / %m / %Y"),
        ]
    )


def count(random: Random, value: int) -> str:
    """Return a population as people write it."""
    spaced = f"{value:,}".replace(",", " ")
    return random.choice(
        [
            str(value),
            spaced,
            f"{spaced} habitants",
            f"{spaced} hab. (INSEE 2018)",
            f"{value} habitants au 1er janvier 2021",
            spaced.replace(" ", "."),
            f"environ {spaced}",
        ]
    )


def siren(random: Random, value: str) -> str:
    """Return a SIREN spaced or not, now and then as a SIRET."""
    spaced = f"{value[:3]} {value[3:6]} {value[6:]}"
    return random.choice([value, spaced, spaced.replace(" ", "\u00a0"), f"{spaced} 00012"])


def name(random: Random, value: str) -> str:
    """Return a nom as people write it."""
    return random.choice([value, value, value.upper()])


def write(random: Random, path: str, value: Any) -> str:
    """Return the text one person writes for one scalar value."""
    if value is None or value in ([], ""):
        return random.choice(["", "", "", "néant", "-", "sans objet", "/"])
    last = path.rsplit(".", 1)[-1]
    ways: dict[str, Callable[[Random, Any], str]] = {
        "telephone": phone,
        "courriel": mail,
        "date": day,
        "population": count,
        "siren": siren,
        "nom": name,
    }
    if path == "collectivite.nom":
        return str(random.choice([value, value, str(value).upper()]))
    way = ways.get(last)
    return way(random, value) if way else str(value)
