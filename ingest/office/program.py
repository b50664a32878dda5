"""LibreOffice: where it is on this machine, and one conversion by it in a folder that is gone afterwards.

It runs as a process of its own with a fresh profile, in which macros, links and the network are switched off, and with
a deadline. It belongs to the caller's process group, so that whoever ends the caller ends it too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 120.0
"""Wall time for one conversion; a notice takes one to three."""

MAX_OUTPUT = 200 * 1024 * 1024
_RESTART = 81  # the exit code by which LibreOffice asks to be started again, as it does on a fresh profile
_STARTS = 3
_USUAL = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{rows}</oor:items>"""
_ROW = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
# Path, property and value: no macros, no active content, no links followed, and a proxy that answers nobody.
_SAFE = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class ConversionError(Exception):
    """LibreOffice gave no file; `hung` says that it was stopped at the deadline."""

    def __init__(self, *, hung: bool) -> None:
        self.hung = hung
        super().__init__("deadline" if hung else "no output")


def find_office() -> Path | None:
    """LibreOffice's program, from the search path or the usual places; None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    for place in _USUAL:
        folder, _, name = place.rpartition("/program/")
        for candidate in sorted(Path("/").glob(folder.lstrip("/"))) if "*" in folder else ():
            if (candidate / "program" / name).is_file():
                return candidate / "program" / name
        if "*" not in place and Path(place).is_file():
            return Path(place)
    return None


def to_docx(office: Path, data: bytes, extension: str, import_filter: str, seconds: float = SECONDS) -> bytes:
    """A file of the given kind as DOCX. Raises ConversionError, and OSError where the program cannot be started."""
    with tempfile.TemporaryDirectory(prefix="jxjy-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, out = folder / f"in{extension}", folder / "out"
        source.write_bytes(data)
        profile = _profile(folder)
        command = [
            str(_binary(office)),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            f"--infilter={import_filter}",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source)),
        ]
        for _ in range(_STARTS):
            if _run(command, folder, seconds) != _RESTART:
                break
        result = out / "in.docx"
        if not result.is_file() or result.stat().st_size > MAX_OUTPUT:
            raise ConversionError(hung=False)
        return result.read_bytes()


def _binary(office: Path) -> Path:
    """The program itself where a script stands before it: then there is one process, and ending it ends all."""
    binary = office.resolve().with_name("soffice.bin")
    return binary if binary.is_file() else office


def _profile(folder: Path) -> Path:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    rows = "".join(_ROW.format(path=path, name=name, value=value) for path, name, value in _SAFE)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(rows=rows), encoding="utf-8")
    return profile


def _run(command: list[str], folder: Path, seconds: float) -> int:
    """The exit code of one start."""
    surroundings = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder, env=surroundings) as process:
        try:
            return process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise ConversionError(hung=True) from error
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if sys.platform == "win32":  # there the program is started by another one of its own
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
    process.kill()
