"""Every error raised on purpose, and the exit code each one ends the program with.

AmiError                 exit
├── UsageError            2   the caller, or a campaign file, is wrong
│   └── CampaignError     2   every mistake of a definition at once
├── ToolMissing           3   an optional tool that this input needs is not installed
├── MachineError          4   the store, the disk, or our own fault
└── FileProblem           1   one received file could not be read (its ``problem`` says why)
    ├── EmptyFile  CorruptFile  EncryptedFile  UnsupportedFile
    └── TooLargeFile  UnsafeFile  ReadTimeout  UnreadableFile
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the shell sees; part of the contract."""

    DONE = 0
    PERSON_NEEDED = 1
    USAGE = 2
    TOOL_MISSING = 3
    MACHINE = 4
    INTERRUPTED = 130


class AmiError(Exception):
    """An error whose French message says what to do next."""

    exit_code: ClassVar[ExitCode] = ExitCode.MACHINE


class UsageError(AmiError):
    """The command line is wrong: a folder that does not exist, an unknown dossier, an unknown field."""

    exit_code = ExitCode.USAGE


class CampaignError(UsageError):
    """A campaign definition is wrong; ``mistakes`` lists every one of them."""

    def __init__(self, mistakes: list[str]) -> None:
        several = f"la définition a {len(mistakes)} erreurs :\n" if len(mistakes) > 1 else ""
        super().__init__(several + "\n".join(mistakes))
        self.mistakes = mistakes


class ToolMissing(AmiError):
    """An optional tool is needed; the message says which one and how to install it."""

    exit_code = ExitCode.TOOL_MISSING


class MachineError(AmiError):
    """The store cannot be read or written, the disk is full, an output file is locked."""


class FileProblem(AmiError):
    """One received file cannot be read. ``kind`` is the contract's error class."""

    exit_code = ExitCode.PERSON_NEEDED
    kind: ClassVar[str] = "unreadable"


class EmptyFile(FileProblem):
    """Zero bytes."""

    kind = "empty"


class CorruptFile(FileProblem):
    """The bytes do not follow their own format."""

    kind = "corrupt"


class EncryptedFile(FileProblem):
    """A password or a rights server is needed."""

    kind = "encrypted"


class UnsupportedFile(FileProblem):
    """A format that is not read."""

    kind = "unsupported"


class TooLargeFile(FileProblem):
    """Over a limit: bytes, pages, pixels, decompressed size, nesting."""

    kind = "too_large"


class UnsafeFile(FileProblem):
    """A link out of the folder, an entity bomb, an archive path that climbs."""

    kind = "unsafe"


class ReadTimeout(FileProblem):
    """Reading took longer than allowed."""

    kind = "timeout"


class UnreadableFile(FileProblem):
    """The system refuses to open it, or nothing on it could be read."""

    kind = "unreadable"
