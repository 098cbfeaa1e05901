"""Office files: printed to PDF by LibreOffice where it is installed, in processes of their own with limits.

LibreOffice gets an empty profile that is thrown away, runs no macro, loads nothing that a document points to, and is
ended with everything that it started when its time is up, even when nobody is left who waits for it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from config.errors import NotConverted
from ocr.decode.budget import Budget

PROGRAM = "soffice"

_CONTAINERS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odf": "META-INF/manifest.xml",
}
_OPEN_DOCUMENT_TYPE = "mimetype"
_OPEN_PACKAGING = "[Content_Types].xml"
_FILE_BLOCKS = 512  # bytes that the shell's `ulimit -f` counts in
_GRACE = 10
"""Seconds after its own limit at which a conversion ends by itself, should nobody be left who ends it."""

# -d bounds each process's memory, -t its processor time, -f what it writes; one limit a call, dash takes no more. What
# is bounded more tightly already stays so. `timeout` outlives whoever started it.
_LIMITED = (
    'ulimit -c 0; ulimit -d "$1"; ulimit -t "$2"; ulimit -f "$3"; s="$4"; shift 4; exec timeout --signal=KILL "$s" "$@"'
)

_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET = "/org.openoffice.Inet/Settings"
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    # Whatever would still be fetched is asked of a proxy that is not there.
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
)


def packed_kind(names: frozenset[str]) -> str | None:
    """What Office file a ZIP with these names is: ``docx``, ``xlsx``, ``pptx`` or ``odf``; None: a plain ZIP."""
    if not names & {_OPEN_PACKAGING, _OPEN_DOCUMENT_TYPE}:
        return None
    return next((kind for kind, part in _CONTAINERS.items() if part in names), None)


@contextmanager
def as_pdf(file: IO[bytes], kind: str, budget: Budget) -> Iterator[IO[bytes]]:
    """The PDF into which the Office ``file`` prints, for as long as the block runs.

    Raises `NotConverted` where LibreOffice is not installed, fails, or takes more than its time or memory.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise NotConverted(found=kind, problem="LibreOffice")
    with tempfile.TemporaryDirectory(prefix="sohoa-office-") as name:
        folder = Path(name)
        source = folder / f"paper.{kind}"
        file.seek(0)
        with source.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        _write_profile(folder / "profile")
        _run(_command(program, folder, source, budget), folder, kind, budget)
        printed = folder / "paper.pdf"
        if not printed.is_file():
            raise NotConverted(found=kind, problem="no PDF")
        with printed.open("rb") as pdf:
            yield pdf


def _command(program: str, folder: Path, source: Path, budget: Budget) -> list[str]:
    seconds = round(budget.office_seconds)
    limits = (budget.office_bytes // 1024, seconds, budget.max_bytes // _FILE_BLOCKS, seconds + _GRACE)
    asked = (
        *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"),
        *("--nologo", "--nodefault", "--nolockcheck", "--convert-to", "pdf", "--outdir", str(folder), str(source)),
    )
    return ["/bin/sh", "-c", _LIMITED, "sh", *map(str, limits), *asked]


def _run(command: list[str], folder: Path, kind: str, budget: Budget) -> None:
    environment = {"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        status = process.wait(budget.office_seconds)
    except subprocess.TimeoutExpired as error:
        raise NotConverted(found=kind, problem=f"> {round(budget.office_seconds)} s") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if status:
        raise NotConverted(found=kind, problem=f"LibreOffice: {status}")


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
