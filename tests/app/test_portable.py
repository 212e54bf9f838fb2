"""What other systems do differently: starting processes, asking for their memory, links of folders."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from jobs_that_die import work

from ami_cli.executors import Guard, Lost, memory, pool, processes
from ami_cli.sources import walk
from ami_cli.sources.folder import discover

GOOD = [f"ok {n}" for n in range(5)]


@pytest.mark.parametrize(
    ("platform", "method"),
    [("linux", "forkserver"), ("win32", "spawn"), ("darwin", "spawn")],
)
def test_workers_are_forked_only_where_that_is_safe(monkeypatch, platform, method):
    monkeypatch.setattr(pool.sys, "platform", platform)
    assert pool.start_method() == method


def test_workers_started_anew_do_the_same_work_and_die_alone(monkeypatch):
    monkeypatch.setattr(pool, "start_method", lambda: "spawn")
    jobs = [*GOOD, "crash", "hang"]
    done = {jobs[i]: result for i, result in processes(work, jobs, 2, Guard(2))}
    assert done == {
        **{job: job for job in GOOD}, "crash": Lost("crash"), "hang": Lost("timeout"),
    }  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="compared with /proc")
def test_the_memory_of_a_process_is_known_and_that_of_none_is_zero():
    hoard = bytearray(os.urandom(1 << 20)) * 50
    assert memory.resident_mb(os.getpid()) >= 50
    assert len(hoard) == 50 << 20
    assert memory.resident_mb(None) == memory.resident_mb(2**22 + 1) == 0


def test_the_memory_of_a_process_is_asked_of_windows(monkeypatch):
    closed = []

    class Call:
        def __init__(self, answer):
            self.answer = answer

        def __call__(self, *given):
            return self.answer(*given)

    def tell(handle, counters, size):
        assert (handle, size) == (7, ctypes.sizeof(memory.Counters))
        counters._obj.working_set = 300 << 20
        return 1

    kernel = SimpleNamespace(
        OpenProcess=Call(lambda _rights, _inherit, pid: 7 if pid == 42 else None),
        K32GetProcessMemoryInfo=Call(tell),
        CloseHandle=Call(closed.append),
    )
    monkeypatch.setattr(memory.ctypes, "WinDLL", lambda _name: kernel, raising=False)
    monkeypatch.setattr(memory.sys, "platform", "win32")
    assert (memory.resident_mb(42), memory.resident_mb(43), closed) == (300, 0, [7])


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_size_t) != 8, reason="64 bits")
def test_the_counters_of_windows_have_their_true_size():
    assert (ctypes.sizeof(memory.Counters), memory.Counters.working_set.offset) == (72, 16)


def test_the_memory_of_a_process_is_asked_of_macos(monkeypatch):
    def tell(pid, kind, _argument, numbers, size):
        assert (kind, size) == (4, 96)
        numbers._obj[1] = 200 << 20
        return 96 if pid == 42 else 0

    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _name: SimpleNamespace(proc_pidinfo=tell))
    monkeypatch.setattr(memory.sys, "platform", "darwin")
    assert (memory.resident_mb(42), memory.resident_mb(43)) == (200, 0)


def test_a_system_that_says_nothing_limits_nothing(monkeypatch):
    monkeypatch.setattr(memory.sys, "platform", "win32")
    assert memory.resident_mb(os.getpid()) == 0


def test_a_junction_of_windows_is_not_entered(tmp_path, monkeypatch):
    """A junction says it is a folder; its tag says it is another one."""
    for name in ("Rue/AMI.docx", "Rue/ailleurs/secret.docx", "lien/AMI.docx", "Ham/AMI.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    known = Path.lstat

    def tagged(path: Path) -> object:
        found = known(path)
        return (
            SimpleNamespace(st_reparse_tag=0xA0000003, st_mode=found.st_mode)
            if (path.name in ("ailleurs", "lien"))
            else found
        )

    monkeypatch.setattr(walk.Path, "lstat", tagged)
    found = {d.name: d for d in discover([tmp_path]).dossiers}
    assert {n: [p.name for p in d.files] for n, d in found.items()} == {
        "Rue": ["AMI.docx"],
        "Ham": ["AMI.docx"],
        "lien": [],
    }
    assert [(p.kind, p.file) for n in ("Rue", "lien") for p in found[n].problems] == [
        ("unsafe", "ailleurs"),
        ("unsafe", "lien"),
    ]
