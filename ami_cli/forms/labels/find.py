"""Find the labels written in a unit: whole lines, before a colon, before a gap, or run into the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ami_cli.forms.choices.ticks import EMPTY, TICKED
from ami_cli.forms.labels.lexicon import Lexicon, Match
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.words import STOP, blanked_leaders, key, tokens

Style = Literal["whole", "colon", "gap", "prefix"]

_COLON = re.compile(
    r"[:：](?!//)(?!\d\d\b)|(?<=\w)\s?\?(?=\s+\S)|(?:→|⇒|➔|➜|=+>|-+>)|(?<=\s)=(?=\s)|(?=\[[^\[\]]+\]\s*$)"
)
_GAP = re.compile(r"\s{2,}|\t+|\s*[|;]\s+|\s+[–—/]\s+|\s+-\s+")
_LEAD = re.compile(
    r"^\s*(?:[-–—•*▪▫➢►→·o\uf0b7>]\s+)?(?:[Qq]uestion\s+(?:n°\s*)?\d{1,2}\s*[:.)–—-]\s*)?"
    r"(?:\d{1,2}(?:\.\d{1,2})+\s+|[A-Z]?\d{1,2}(?:[.-]\d{1,2})*\s?[.)/°–—-]+\s*|[A-Z](?:\.\d{1,2})+\.?\s+"
    r"|(?:[a-zA-Z]|[ivxIVX]{1,4})\s?(?:[./°–—-]+\s+|\)\s*))?"
)
_QUOTED = re.compile(r"^([^«“\"]{3,60}?)\s*[:–—-]?\s*[«“\"][^»”\"]{2,120}[»”\"]\W*$")
_TAIL = re.compile(r"[\s:?*.…!]*$")
_HARD = re.compile(r"[;|]\s|\t")  # no label spans these
_WIDE = re.compile(r"\s{3,}|\t")
# « d'un bout à l'autre : 50 minutes »: a word with its article before it is no label
_IN_SENTENCE = re.compile(
    r"(?:\b[ldnsmtcj]['’]|\w-|\b(?:une?|le|la|les|de|du|des|cette?|notre|nos|leurs?|aux?|à|par|sur|en)\s+)$",
    re.I,
)
WHOLE_ENOUGH = 0.8  # a line of its own may be anything; a colon behind it makes it a label sooner
COLON_ENOUGH = 0.66
GAP_ENOUGH = 0.7


@dataclass(frozen=True, slots=True)
class Hit:
    """One label: where it stands in its unit, and what it may mean, best first.

    ``end`` is the offset where a value on the same line would begin. ``last`` is the index of the last
    unit that a label broken over several paragraphs fills, -1 for a label of one unit.
    """

    unit: Unit
    start: int
    end: int
    matches: tuple[Match, ...]
    style: Style
    last: int = -1

    @property
    def score(self) -> float:
        """The fit of the best meaning."""
        return self.matches[0].score


def hits_of(unit: Unit, lexicon: Lexicon) -> list[Hit]:
    """Return the labels of one unit in the order they stand; they never overlap."""
    text = blanked_leaders(unit.text)
    found: list[Hit] = []
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            whole = _whole_line(unit, line, offset, lexicon)
            hits = [whole] if whole else _in_line(unit, line, offset, lexicon)
            found.extend(hit for hit in hits if not _is_option(unit, hit))
        offset += len(line) + 1
    return found


def _is_option(unit: Unit, hit: Hit) -> bool:
    """« ☒ Commune    ☐ … »: what stands behind a box, or before one, is an option and no label."""
    before = unit.text[: hit.start].rstrip()[-1:]
    after = unit.text[hit.end :].lstrip()[:1]
    boxes = EMPTY + TICKED
    return (before != "" and before in boxes) or (
        hit.style == "gap" and after != "" and after in boxes
    )


def _whole_line(unit: Unit, line: str, offset: int, lexicon: Lexicon) -> Hit | None:
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    tail = _TAIL.search(line, start)
    body = line[start : tail.start() if tail else len(line)].strip()
    if not body or len(body) > 160 or (len(body) == 1 and body.isalnum() and ":" not in line):
        return None
    matches = lexicon.look_up(body)
    had_colon = ":" in line[start + len(body) - 1 :]
    certain = had_colon or _opens_row(unit)
    quoted = _QUOTED.match(body) if not matches else None
    if quoted:  # « III – Projet « Face à la mer » »: a heading with a title of its own
        groups = tuple(
            m
            for m in lexicon.look_up(quoted.group(1))
            if m.target.kind == "group" and m.score > 0.9
        )
        return (
            Hit(unit, offset + start, offset + start + quoted.end(1), groups, "whole")
            if groups
            else None
        )
    if not matches or matches[0].score < (COLON_ENOUGH if certain else WHOLE_ENOUGH):
        return None
    if not had_colon and _is_doubtful(unit, body, matches):
        return None
    if matches[0].score < 1 and _WIDE.search(body):
        return None  # « Forme juridique ....... Commune »
    asked = line.rstrip().endswith("?") and any(m.said for m in matches)
    if (
        _COLON.search(body)
        and not asked
        and (matches[0].score < 1 or line.count(":") > 1 or "   " in body)
    ):
        return None
    return Hit(unit, offset + start, offset + len(line), matches, "whole")


def _is_doubtful(unit: Unit, body: str, matches: tuple[Match, ...]) -> bool:
    """True for one misspelt word alone: « Servins » is a town before it is a « service »."""
    return matches[0].score < 1 and len(key(body)) == 1 and not _opens_row(unit)


def _opens_row(unit: Unit) -> bool:
    """True in the first of several columns, where labels stand."""
    cell = unit.cell
    return cell is not None and cell.column == 0 and any(c.column for c in cell.table.cells)


def _in_line(unit: Unit, line: str, offset: int, lexicon: Lexicon) -> list[Hit]:
    found = [*_before_colons(unit, line, offset, lexicon)]
    taken = [(hit.start - offset, hit.end - offset) for hit in found]
    for hit in (*_before_gaps(unit, line, offset, lexicon), *_run_in(unit, line, offset, lexicon)):
        start, end = hit.start - offset, hit.end - offset
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def _before_colons(unit: Unit, line: str, offset: int, lexicon: Lexicon) -> Iterator[Hit]:
    previous = 0
    for colon in _COLON.finditer(line):
        segment = line[previous : colon.start()]
        fit = _label_at_end(segment, lexicon, first=previous == 0)
        if fit:
            start, matches = fit
            yield Hit(unit, offset + previous + start, offset + colon.end(), matches, "colon")
        previous = colon.end()


def _label_at_end(
    segment: str, lexicon: Lexicon, *, first: bool
) -> tuple[int, tuple[Match, ...]] | None:
    """Return the offset and meanings of the label that ends a segment before a colon."""
    lead = _LEAD.match(segment) if first else None
    hard = max((m.end() for m in _HARD.finditer(segment)), default=0)
    begin = max(lead.end() if lead else 0, hard)
    gaps = [begin, *(m.end() for m in _GAP.finditer(segment) if m.end() > begin)]
    for start in gaps:
        text = segment[start:].strip()
        if text and len(text) <= 110:
            matches = lexicon.look_up(text)
            if matches and matches[0].score >= (
                COLON_ENOUGH if start in (begin, gaps[-1]) else 0.9
            ):
                return start, matches
    words = tokens(segment)
    for count in range(min(len(words), lexicon.longest + 4), 0, -1):
        start = words[-count].start
        matches = lexicon.exactly(segment[start:])
        if matches and key(segment[start:])[0] == words[-count].word:
            return None if _IN_SENTENCE.search(segment[:start]) else (start, matches)
    return None


def _before_gaps(unit: Unit, line: str, offset: int, lexicon: Lexicon) -> Iterator[Hit]:
    """« Nom ……………  Prénom ……………»: a label closed by a leader or a wide gap."""
    gaps = [m for m in re.finditer(r"\s{2,}|\t+", line) if m.start() > 0]
    starts = [0, *(m.end() for m in gaps)]
    ends = [*(m.start() for m in gaps), len(line)]
    if len(starts) == 1:
        return
    for start, end in zip(starts, ends, strict=True):
        segment = line[start:end]
        lead = _LEAD.match(segment) if start == 0 else None
        begin = start + (lead.end() if lead else 0)
        text = line[begin:end].strip(" *.")
        if text and ":" not in text:
            matches = lexicon.exactly(text) or (lexicon.look_up(text) if start == 0 else ())
            if matches and matches[0].score > GAP_ENOUGH:
                yield Hit(unit, offset + begin, offset + end, matches, "gap")


def _run_in(unit: Unit, line: str, offset: int, lexicon: Lexicon) -> Iterator[Hit]:
    """« Fait à Lille le 3 mars », « SIREN 215 900 796 »: the longest wording that begins the line."""
    lead = _LEAD.match(line)
    words = tokens(line[lead.end() :] if lead else line)
    shift = lead.end() if lead else 0
    known = next((n for n, w in enumerate(words) if not lexicon.knows(w.word)), len(words))
    for count in range(min(known, lexicon.longest + 2), 0, -1):
        end = words[count - 1].end
        if all(word.word in STOP for word in words[:count]):
            return
        text = line[shift + words[0].start : shift + end]
        matches = tuple(m for m in lexicon.exactly(text) if m.target.kind == "field")
        if matches and end < len(line) - shift:
            yield Hit(
                unit, offset + shift + words[0].start, offset + shift + end, matches, "prefix"
            )
            return


def broken_label(units: Sequence[Unit], lexicon: Lexicon) -> Hit | None:
    """Return the label that the paragraphs of a cell make together, or None."""
    full = [unit for unit in units if not unit.empty]
    if not 2 <= len(full) <= 4 or sum(len(u.text) for u in full) > 160:
        return None
    matches = lexicon.look_up(bare_label(" ".join(u.text.strip() for u in full)))
    if not matches or matches[0].score < 0.9:
        return None
    return Hit(full[0], 0, len(full[0].text), matches, "whole", full[-1].index)


def bare_label(text: str) -> str:
    """Return a label without the number before it nor the punctuation after it."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    tail = _TAIL.search(text, start)
    return text[start : tail.start() if tail else len(text)].strip()
