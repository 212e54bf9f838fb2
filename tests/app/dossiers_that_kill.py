"""Reading in worker processes, some of which die of it."""

from __future__ import annotations

from jobs_that_die import work

from ami_cli.app import pipeline
from ami_cli.app.desk import Job, Outcome

DEATHS = {"tombe": "crash", "pend": "hang", "dévore": "eat"}


def read_or_die(job: Job) -> Outcome:
    """Read a dossier, unless its name says how it ends the worker."""
    if job.dossier.name in DEATHS:
        work(DEATHS[job.dossier.name])
    return pipeline.read_dossier(job)
