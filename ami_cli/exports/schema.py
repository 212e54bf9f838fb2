"""The JSON Schemas of the public models, written by ``python -m ami_cli.exports.schema``."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Status
from ami_cli.model.dossier import ProblemClass, ReceivedFrom, Role
from ami_cli.model.finding import (
    BinomeVerdict,
    DelaiVerdict,
    GlobalVerdict,
    Severity,
    SignatureVerdict,
    TerritoireVerdict,
)

Confidence = Annotated[float, Field(ge=0, le=1)]
Json = str | int | float | bool | list[Any] | dict[str, Any] | None
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Public(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RecordEvidence(_Public):
    """One sighting: text as found, where, how. The box is in points from the page's top left."""

    text: str
    file: str
    place: str
    page: int | None
    box: tuple[float, float, float, float] | None
    method: str
    confidence: Confidence


class RecordField(_Public):
    """One field: its typed value, how sure, and the proof, best first."""

    value: Json
    confidence: Confidence
    status: Status
    evidence: list[RecordEvidence]


class RecordFile(_Public):
    """One file of the dossier, as received."""

    path: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    media_type: str
    role: Role
    received: datetime | None
    received_from: ReceivedFrom | None


class RecordTerritory(_Public):
    """The collectivité that was recognised; nulls when it was not."""

    code: str | None
    kind: str | None
    name: str | None


class RecordFinding(_Public):
    """One thing a rule says; the message and the source are in French."""

    rule: str
    verdict: str
    severity: Severity
    message: str
    source: str
    evidence: list[RecordEvidence]


class RecordVerdict(_Public):
    """The five parts of the verdict."""

    territoire: TerritoireVerdict
    binome: BinomeVerdict
    signature: SignatureVerdict
    delai: DelaiVerdict
    overall: GlobalVerdict = Field(alias="global")


class RecordError(_Public):
    """One file that could not be read."""

    kind: ProblemClass = Field(alias="class")
    file: str
    message: str


class Record(_Public):
    """One candidature, its findings and its verdict (``ami export-jury json``)."""

    dossier: str
    files: list[RecordFile]
    territory: RecordTerritory
    fields: dict[str, RecordField]
    findings: list[RecordFinding]
    verdict: RecordVerdict
    errors: list[RecordError]


class Records(RootModel[list[Record]]):
    """All the candidatures of a call, sorted by dossier."""


def schemas() -> dict[str, str]:
    """Return the text of each generated schema by file name."""
    models: dict[str, type[BaseModel]] = {
        "record.schema.json": Records,
        "campaign.schema.json": Campaign,
    }
    return {name: _text(model) for name, model in models.items()}


def _text(model: type[BaseModel]) -> str:
    mode: Literal["validation"] = "validation"
    schema = {"$schema": DIALECT, **model.model_json_schema(by_alias=True, mode=mode)}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def main(folder: Path) -> None:
    """Write every schema into ``folder``."""
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "schemas"))
