"""Damaged .doc files: a French problem or a document, never another error, never a long wait."""

from __future__ import annotations

import random
import struct
import time
from pathlib import Path

import pytest
from word_bytes import Doc, form_data

from ami_cli.errors import FileProblem
from ami_cli.readers import Source
from ami_cli.readers.doc import read

DATA = Path(__file__).parent / "data" / "doc"
SEEDS = ("form.doc", "tables.doc", "rich.doc", "drawn.doc", "boxes.doc")
ROUNDS = 150
LIMIT_S = 2.0


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Cut the file, or flip bits, write extreme numbers, copy and repeat stretches."""
    if chance.random() < 0.1:
        return data[: chance.randrange(len(data))]
    raw = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 40))):
        at, source = chance.randrange(len(raw) - 8), chance.randrange(len(raw) - 8)
        kind = chance.randrange(4)
        if kind == 0:
            raw[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            extreme = chance.choice((0, 1, len(raw), 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF))
            raw[at : at + 4] = struct.pack("<L", extreme)
        elif kind == 2:
            stretch = raw[source : source + chance.choice((4, 26, 128, 512))]
            raw[at : at + len(stretch)] = stretch
        else:
            stretch = bytes(raw[source : source + chance.choice((2, 8, 22))]) * 20
            raw[at : at + len(stretch)] = stretch
    return bytes(raw)


@pytest.mark.parametrize("name", SEEDS)
def test_damage_is_told_or_read_around(name):
    chance = random.Random(name)
    data = (DATA / name).read_bytes()
    outcomes = {"read": 0, "told": 0}
    for _ in range(ROUNDS):
        damaged = mutate(data, chance)
        started = time.perf_counter()
        try:
            document = read(Source(name, damaged, "application/msword"))
            assert isinstance(document.text.encode(), bytes)  # no half characters
            outcomes["read"] += 1
        except FileProblem as problem:
            assert str(problem).endswith(".")
            outcomes["told"] += 1
        assert time.perf_counter() - started < LIMIT_S
    assert min(outcomes.values()) > 0, "the mutations reach both outcomes"


def test_a_cut_file_is_told_at_every_length():
    data = Doc("un formulaire\r").save()
    for size in range(0, 4096, 37):
        with pytest.raises(FileProblem):
            read(Source("coupé.doc", data[:size], "application/msword"))


def test_state_of_fields_cut_at_every_length():
    text = "\x13 FORMDROPDOWN \x01\x14\x15\r"
    look = b"\x06\x08\x01\x03\x6a\0\0\0\0\x55\x08\x01"
    whole = form_data(2 | 1 << 2, "Dept", 0, ("02", "59"))
    values = set()
    for size in range(len(whole) + 1):
        doc = Doc(text, looks=[(15, 16, look)], data=whole[:size].ljust(1, b"\0"))
        ((field,),) = (
            block.items for block in read(Source("x.doc", doc.save(), "application/msword")).blocks
        )
        values.add(field.value)
    assert values == {"", "59"}


def test_fields_nested_without_end():
    read(Source("x.doc", Doc("\x13 REF " * 5000 + "\r").save(), "application/msword"))


def test_styles_based_on_each_other():
    style = struct.pack("<HHHHH", 0, 1 << 4 | 1, 2, 0, 0) + struct.pack("<HH", 0, 0)
    sheet = struct.pack("<HHH", 4, 2, 10) + (struct.pack("<H", len(style)) + style) * 2
    document = read(Source("x.doc", Doc("a\r", parts={1: sheet}).save(), "application/msword"))
    assert [p.text for p in document.blocks] == ["a"]


def test_tables_deeper_than_any_document_has():
    depth = b"\x16\x24\x01\x49\x66\xff\xff\xff\x7f"
    document = read(Source("x.doc", Doc("a\r", forms=[depth]).save(), "application/msword"))
    assert document.text == "a"
