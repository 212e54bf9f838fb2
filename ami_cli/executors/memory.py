"""How much memory another process holds, asked of each system in its own way."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

MB = 1 << 20
_TASK_INFO = 4  # PROC_PIDTASKINFO: twelve numbers of 64 bits, the second is the resident size
_MAY_ASK = 0x1000 | 0x10  # PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_VM_READ


class Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of Windows."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        ("peak_working_set", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t),
        ("others", ctypes.c_size_t * 6),
    )


def resident_mb(pid: int | None) -> int:
    """Return the memory a process holds, in MB; 0 where the system does not say, or it is gone."""
    if pid is None:
        return 0
    try:
        if sys.platform == "win32":
            return _on_windows(pid)
        if sys.platform == "darwin":
            return _on_macos(pid)
        return _on_linux(pid)
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def _on_linux(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // MB


def _on_macos(pid: int) -> int:
    library = ctypes.CDLL("/usr/lib/libproc.dylib")
    numbers = (ctypes.c_uint64 * 12)()
    written = library.proc_pidinfo(
        pid, _TASK_INFO, ctypes.c_uint64(0), ctypes.byref(numbers), ctypes.sizeof(numbers)
    )
    return int(numbers[1]) // MB if written == ctypes.sizeof(numbers) else 0


def _on_windows(pid: int) -> int:
    kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - not declared elsewhere
    kernel.OpenProcess.restype = ctypes.c_void_p
    kernel.OpenProcess.argtypes = (ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32)
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
    kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    handle = kernel.OpenProcess(_MAY_ASK, 0, pid)
    if not handle:
        return 0
    try:
        counters = Counters(size=ctypes.sizeof(Counters))
        known = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.size)
        return int(counters.working_set) // MB if known else 0
    finally:
        kernel.CloseHandle(handle)
