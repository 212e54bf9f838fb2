"""Whatever applicants write, everything is judged and written, and nothing runs."""

import csv
import io
import json

import jsonschema
import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import GOOD, campaign, candidature, form_read, problem

from ami_cli.exports import schema
from ami_cli.exports.letters import requests
from ami_cli.exports.mailing import docx, eml
from ami_cli.exports.record import record
from ami_cli.exports.report import page
from ami_cli.exports.table import write_csv
from ami_cli.model.words import day_words
from ami_cli.rules import judge
from ami_cli.workbook.write import jury_bytes

CALL = campaign()
PUBLISHED = jsonschema.Draft202012Validator(schema.Records.model_json_schema(by_alias=True))
TEXTS = [path for path in GOOD if isinstance(GOOD[path], str)]
NASTY = ["=1+1", "+33", "-", "@SUM", "\t=1", "\r\n", "\x00", "\ud800", "'", "[a]:*?/\\", "&amp;<b>"]
words = st.text(max_size=60) | st.sampled_from(NASTY) | st.text(min_size=900, max_size=1500)


@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(TEXTS), words, max_size=8), words)
def test_everything_is_written_and_nothing_runs(tmp_path_factory, changed, name):
    dossier = name.strip() or "vide"
    reading = form_read(dossier, problems=(problem(f"{name}.pdf"),))
    named = {path.replace(".", "__"): value for path, value in changed.items()}
    cases = [candidature(dossier, reading, **named), candidature("autre")]
    judgements = judge(cases, CALL)
    pairs = list(zip(cases, judgements, strict=True))
    book = openpyxl.load_workbook(io.BytesIO(jury_bytes(pairs, CALL)))
    for sheet in book:
        assert 0 < len(sheet.title) <= 31
        cells = [cell for row in sheet.iter_rows() for cell in row]
        formulas = [cell for cell in cells if cell.data_type == "f"]
        assert formulas == [] or sheet.title in ("Notation", "Classement")
    records = [record(case, judgement, CALL) for case, judgement in pairs]
    PUBLISHED.validate(json.loads(json.dumps(records)))
    path = tmp_path_factory.mktemp("csv") / "jury.csv"
    write_csv(records, CALL, path)
    text = io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
    rows = list(csv.reader(text, delimiter=";"))
    assert len(rows) == 3
    assert [c for row in rows for c in row if c.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    page(records, CALL)
    day = CALL.opened
    for request in requests(pairs, CALL, day, day):
        assert b"\nBcc" not in eml(request, docx(request), "lettre.docx")
        assert day_words(day) == "10 décembre 2020"
