"""Reads every dossier that changed and stores what was read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ami_cli.app import pipeline
from ami_cli.app.campaigns import Definition
from ami_cli.app.conversions import converted
from ami_cli.app.desk import Job, Outcome
from ami_cli.app.fingerprint import LIMITED, Fingerprint, fingerprint
from ami_cli.app.growth import heirs, outgrown
from ami_cli.app.lost import lost_reading
from ami_cli.app.naming import name_all, root_key
from ami_cli.app.roles import Given, in_force
from ami_cli.executors import Guard, Lost, inline, processes
from ami_cli.model.dossier import Dossier, Reading
from ami_cli.sources.folder import discover
from ami_cli.sources.limits import DEFAULT, MB, Limits
from ami_cli.store import Store, Stored

COMMIT = 16  # readings a transaction: a commit costs 5 to 30 ms on an office disk
Status = Literal["lu", "inchange"]
Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest. ``jobs`` is the number of worker processes; 0 reads here, unguarded."""

    jobs: int = 1
    force: bool = False
    guard: Guard = field(default_factory=Guard)
    limits: Limits = DEFAULT
    passwords: tuple[str, ...] = ()

    @property
    def stated(self) -> str:
        """The limits as text: what a reading cut short by them was good for."""
        return f"{self.guard} {self.limits}"


def options(
    jobs: int,
    force: bool,
    timeout_s: float,
    memory_mb: int,
    file_mb: int,
    passwords: Sequence[str],
) -> Options:
    """Put what the command line says together; a dossier may unpack to three files' worth."""
    size = file_mb * MB
    limits = replace(DEFAULT, file_bytes=size, unpacked_bytes=3 * size)
    return Options(jobs, force, Guard(timeout_s, memory_mb), limits, tuple(passwords))


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one dossier; it is on disk when this is yielded."""

    dossier: str
    status: Status
    files: int
    problems: int
    missing: str = ""


@dataclass(slots=True)
class Plan:
    """What is to be done: the dossiers found with fingerprints, those to read, French remarks."""

    dossiers: list[Dossier]
    prints: list[Fingerprint]
    stale: list[int] = field(default_factory=list)
    known: dict[str, Stored] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    roles: dict[str, tuple[Given, ...]] = field(default_factory=dict)


def plan(paths: Sequence[Path], store: Store, definition: Definition, options: Options) -> Plan:
    """Find the dossiers, name them, and tell which must be read.

    Raises:
        UsageError: a path does not exist. MachineError: the store cannot be read.
    """
    stored = store.index()
    roots = {Path(s.root) for s in stored if Path(s.root).is_dir()}
    grown = outgrown(paths, stored, store)
    found = discover(paths, roots - grown.keys(), options.limits)
    taken = {d.root: fingerprint(d, definition.digest, options.limits) for d in found.dossiers}
    roles = in_force(store.decided().roles)

    def same(dossier: Dossier, known: Stored) -> bool:
        mark = taken[dossier.root].with_roles(roles.get(known.dossier, ()))
        return _is_same(mark, known, store)

    dossiers = name_all(found.dossiers, stored, same, heirs(found.dossiers, taken, grown, store))
    prints = [taken[d.root].with_roles(roles.get(d.name, ())) for d in dossiers]
    made = Plan(dossiers, prints, remarks=found.remarks, roles=roles)
    made.known = {s.dossier: s for s in stored}
    for index, dossier in enumerate(dossiers):
        known = made.known.get(dossier.name)
        mark = made.prints[index]
        fresh = known is not None and known.campaign == definition.campaign.id
        good = {mark.digest, mark.limited(options.stated)}
        again = bool(options.passwords) and known is not None and known.problems > 0
        if options.force or again or not fresh or known is None or known.digest not in good:
            made.stale.append(index)
    return made


def ingest(
    made: Plan, store: Store, definition: Definition, options: Options, tick: Tick
) -> Iterator[Line]:
    """Read what the plan says, store it batch by batch, yield one line per dossier in plan order.

    Raises:
        MachineError: the store refuses; what was yielded is safe.
    """
    lines: dict[int, Line] = {}
    stale = set(made.stale)
    for index, dossier in enumerate(made.dossiers):
        if index not in stale:
            known = made.known[dossier.name]
            files = len(made.prints[index].files)
            lines[index] = Line(dossier.name, "inchange", files, known.problems)
    position = 0
    for batch in _batches(made, definition, options, tick):
        store.save([(reading, _root(made, index)) for index, reading, _ in batch])
        for index, reading, missing in batch:
            count = len(reading.files), len(reading.problems)
            lines[index] = Line(reading.dossier, "lu", *count, missing)
        while position in lines:
            yield lines.pop(position)
            position += 1
    yield from (lines[index] for index in sorted(lines))


Read = tuple[int, Reading, str]


def _batches(
    made: Plan, definition: Definition, options: Options, tick: Tick
) -> Iterator[list[Read]]:
    """Yield readings by small groups; an interruption first hands over what is finished."""
    batch: list[Read] = []
    results = _results(made, definition, options)
    done = 0
    tick(0, len(made.stale))
    try:
        for index, result in results:
            done += 1
            tick(done, len(made.stale))
            batch.append((index, *_settled(made, index, result, definition, options)))
            if len(batch) >= COMMIT:
                yield batch
                batch = []
    except KeyboardInterrupt:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _results(
    made: Plan, definition: Definition, options: Options
) -> Iterator[tuple[int, Outcome | Lost]]:
    if not made.stale:
        return
    with converted((made.dossiers[index] for index in made.stale), options.limits) as folder:
        jobs = [_job(made, index, definition, options, folder) for index in made.stale]
        if options.jobs <= 0:
            results = inline(pipeline.read_dossier, jobs)
        else:
            results = processes(
                pipeline.read_dossier, jobs, options.jobs, options.guard, pipeline.warm
            )
        for position, result in results:
            yield made.stale[position], result


def _job(
    made: Plan, index: int, definition: Definition, options: Options, folder: Path | None
) -> Job:
    return Job(
        made.dossiers[index],
        made.prints[index].digest,
        definition.folder,
        options.limits,
        options.passwords,
        made.roles.get(made.dossiers[index].name, ()),
        folder,
    )


def _settled(
    made: Plan, index: int, result: Outcome | Lost, definition: Definition, options: Options
) -> tuple[Reading, str]:
    """Return the reading with the digest under which it stays good."""
    mark = made.prints[index]
    if isinstance(result, Lost):
        reading, missing = lost_reading(made.dossiers[index], mark, result, definition), ""
    else:
        reading, missing = result.reading, result.missing
    if missing:
        return reading.model_copy(update={"digest": ""}), missing
    if result_limited(reading):
        return reading.model_copy(update={"digest": mark.limited(options.stated)}), ""
    return reading, ""


def result_limited(reading: Reading) -> bool:
    """Tell a reading that other limits might complete."""
    return any(problem.kind in LIMITED for problem in reading.problems)


def _root(made: Plan, index: int) -> str:
    return root_key(made.dossiers[index].root)


def _is_same(mark: Fingerprint, known: Stored, store: Store) -> bool:
    """Tell a dossier that was moved: same content, or a shared file and its old place gone."""
    if known.digest == mark.digest:
        return True
    if os.path.lexists(known.root):
        return False
    old = store.readings(known.campaign, [known.dossier])
    shared = {f.sha256 for reading in old for f in reading.files}
    return any(sha in shared for _, sha, _ in mark.files)
