"""Runs LibreOffice on received files: a profile of its own, no macro, no link, a time limit.

The user's own profile is never opened, so that a LibreOffice in use does not disturb and is not
disturbed. The files converted are copies; the originals are not touched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

VARIABLE = "AMI_SOFFICE"  # path of the program; "non" says not to use it
TIMED_OUT = "timeout"
_START_S = 60.0  # a first start makes the profile: 2 to 8 s, more on a busy machine
_EACH_S = 20.0
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Writer/Content/Update", "Link", "0"),  # never
    ("Calc/Content/Update", "Link", "1"),  # never, there
)


def find_office() -> str | None:
    """Return the program to run, None where LibreOffice is not installed or not wanted."""
    stated = os.environ.get(VARIABLE, "").strip()
    if stated:
        return shutil.which(stated)
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((path for path in _USUAL if Path(path).is_file()), None)


def convert(files: dict[str, tuple[bytes, str]], folder: Path) -> str:
    """Convert files, by name their bytes and suffix, to ``folder/<name>.docx`` in one start.

    Return "" or ``TIMED_OUT``; what could not be converted is simply not there.
    """
    office = find_office()
    if office is None or not files:
        return ""
    with tempfile.TemporaryDirectory(prefix="ami-office-", ignore_cleanup_errors=True) as place:
        root = Path(place)
        profile = _profile(root)
        inputs = []
        (root / "in").mkdir()
        for name, (data, suffix) in files.items():
            path = root / "in" / f"{name}.{suffix}"
            path.write_bytes(data)
            inputs.append(str(path))
        command = [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(root / "out")),
            *inputs,
        ]
        ended = _run(command, root, _START_S + _EACH_S * len(files))
        for path in sorted((root / "out").glob("*.docx")):
            shutil.copyfile(path, folder / path.name)
    return "" if ended else TIMED_OUT


def _profile(root: Path) -> Path:
    """Make a profile where nothing of a document runs and nothing is fetched."""
    user = root / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )
    return root / "profile"


def _run(command: list[str], root: Path, timeout_s: float) -> bool:
    """Run to the end, or end it with every process it started; tell which."""
    kept = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PROGRAMFILES")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    proxy = "http://127.0.0.1:9"  # discards: a link that would be followed leads nowhere
    environment |= {"HOME": str(root), "TMPDIR": str(root), "TEMP": str(root), "TMP": str(root)}
    environment |= {"http_proxy": proxy, "https_proxy": proxy, "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
        command,
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is left of the group: the program starts a second one that does the work."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(  # noqa: S603 - as above
                ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607
                capture_output=True,
                check=False,
            )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
