"""What this machine has of what sohoa needs, what is missing, and how to get it.

Each check looks at one thing and says what it found. A check that is not required is for developers or for second
opinions: it is shown, but never makes the verdict bad. Nothing is changed by looking, the home is not even made.
"""

from __future__ import annotations

import errno
import importlib
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

from archive.deadlines.standing import Rules
from config.errors import (
    HomeError,
    HomeNotWritable,
    MissingFont,
    MissingPart,
    MissingProgram,
    SohoaError,
    WrongDataFile,
)
from config.home import Home
from config.settings import Settings, available_cores
from ocr.decode import office
from ocr.engine.models import CAREFUL, find_careful, find_tessdata
from ocr.engine.open import open_engine
from scanner_agent.glyphs import missing_letters

PYTHON = (3, 11)
SQLITE = (3, 35)
FREE_BYTES = 2_000_000_000
MEMORY_BYTES = 2_000_000_000
GIGA = 1e9


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do, in both languages."""

    vi: str
    en: str

    @classmethod
    def of(cls, error: SohoaError) -> Remedy:
        """The sentence of an error, which says what to do."""
        return cls(error.sentence("vi"), error.sentence("en"))

    def sentence(self, language: str) -> str:
        """In ``"vi"`` or ``"en"``."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    """Stable; programs may compare it."""
    ok: bool
    found: str
    """What is there: a version, a size, a path; what is wrong where something is."""
    remedy: Remedy | None = None
    """None where all is well."""
    required: bool = True


def checks(home: Home, settings: Settings) -> list[Check]:
    """Every check, the required ones first."""
    return [
        check_python(sys.version_info[:3]),
        *(check_package(name, module) for name, module in _PACKAGES.items()),
        check_engine(settings),
        check_font(settings.pdf.font),
        check_sqlite(sqlite3.sqlite_version_info),
        check_home(home),
        check_rules(home),
        check_disk(home.path, shutil.disk_usage(_nearest(home.path)).free),
        check_machine(available_cores(), _memory()),
        check_orientation_model(settings),
        check_careful_model(settings),
        check_program("poppler", ("pdftotext", "-v"), package="poppler-utils"),
        check_program("libreoffice", (office.PROGRAM, "--version"), package="libreoffice-writer-nogui"),
        check_program("java", ("java", "-version"), package="default-jre-headless"),
        check_program("verapdf", ("verapdf", "--version"), package=""),
    ]


def all_well(found: Sequence[Check]) -> bool:
    """Whether every required check is well."""
    return all(check.ok for check in found if check.required)


def to_json(found: Sequence[Check], language: str) -> dict[str, Any]:
    """The checks as ``sohoa doctor --json`` prints them; remedies in ``language``."""
    return {
        "ok": all_well(found),
        "checks": [
            {
                "name": check.name,
                "ok": check.ok,
                "required": check.required,
                "found": check.found,
                "remedy": check.remedy.sentence(language) if check.remedy else None,
            }
            for check in found
        ],
    }


# --- the checks ----------------------------------------------------------------------------------------------------

_PACKAGES = {"pypdfium2": "pypdfium2", "opencv": "cv2", "pikepdf": "pikepdf"}
_DISTRIBUTIONS = {"opencv": "opencv-python-headless"}
_SET_UP = Remedy("Hãy chạy: make setup.", "Run: make setup.")


def check_python(version: tuple[int, int, int]) -> Check:
    """Python's version."""
    found, wanted = ".".join(map(str, version)), ".".join(map(str, PYTHON))
    if version >= PYTHON:
        return Check("python", True, found)
    return Check(
        "python", False, found, Remedy(f"Cần Python {wanted} trở lên.", f"Python {wanted} or later is needed.")
    )


def check_package(name: str, module: str) -> Check:
    """A Python package that brings a compiled library along: does it load, and which version is it."""
    try:
        importlib.import_module(module)
    except ImportError as error:
        return Check(name, False, str(error), _SET_UP)
    return Check(name, True, metadata.version(_DISTRIBUTIONS.get(name, name)))


def check_engine(settings: Settings) -> Check:
    """The recognition engine that the settings name, opened with its model."""
    try:
        identity = open_engine(settings.reading).identity
    except MissingPart as error:
        return Check("recognition", False, settings.reading.engine, Remedy.of(error))
    except (ImportError, RuntimeError) as error:
        return Check("recognition", False, f"{settings.reading.engine}: {error}", _SET_UP)
    return Check("recognition", True, f"{identity.name} {identity.version}, {identity.model}")


def check_orientation_model(settings: Settings) -> Check:
    """Tesseract's model of page orientation and script; pages are set upright without it."""
    try:
        folder = find_tessdata("osd", settings.reading.tessdata)
    except MissingPart as error:
        return Check("orientation", False, "-", Remedy.of(error), required=False)
    return Check("orientation", True, str(folder / "osd.traineddata"), required=False)


def check_careful_model(settings: Settings, careful: Path = CAREFUL) -> Check:
    """The model that reads doubtful words again; without it the first one looks twice."""
    try:
        first = find_tessdata(settings.reading.language, settings.reading.tessdata)
    except MissingPart as error:
        return Check("careful_model", False, "-", Remedy.of(error), required=False)
    folder = find_careful(settings.reading.language, first, careful)
    if folder == first:
        return Check("careful_model", False, "-", _SET_UP, required=False)
    return Check("careful_model", True, str(folder), required=False)


def check_font(path: Path) -> Check:
    """The font of the invisible text: there, and able to write every Vietnamese letter."""
    if not path.is_file():
        return Check("font", False, str(path), Remedy.of(MissingFont(path=path)))
    missing = sorted(missing_letters(path))
    if missing:
        return Check("font", False, f"{path}: - {''.join(missing[:10])}…", Remedy.of(MissingFont(path=path)))
    return Check("font", True, str(path))


def check_sqlite(version: tuple[int, int, int]) -> Check:
    """SQLite's version: the ledger asks for what a statement changed (RETURNING)."""
    found, wanted = ".".join(map(str, version)), ".".join(map(str, SQLITE))
    if version >= SQLITE:
        return Check("sqlite", True, found)
    return Check(
        "sqlite", False, found, Remedy(f"Cần SQLite {wanted} trở lên.", f"SQLite {wanted} or later is needed.")
    )


def check_home(home: Home) -> Check:
    """The home: on a disk of this machine, and writable, there or where it would be made."""
    found = f"{home.path} ({home.file_system() or '?'})"
    try:
        home.refuse_network()
        if not os.access(_nearest(home.path), os.W_OK | os.X_OK):
            raise HomeNotWritable(home=home.path, problem=os.strerror(errno.EACCES))
    except HomeError as error:
        return Check("home", False, found, Remedy.of(error))
    return Check("home", True, found)


def check_rules(home: Home) -> Check:
    """Procedures and days off, those of the home itself among them."""
    try:
        rules = Rules.load(home)
    except WrongDataFile as error:
        return Check("rules", False, "-", Remedy.of(error))
    return Check("rules", True, f"{len(rules.catalogue.procedures)} procedures")


def check_disk(path: Path, free: int) -> Check:
    """Free space where the home is, in bytes."""
    found = f"{free / GIGA:.1f} GB"
    if free >= FREE_BYTES:
        return Check("disk", True, found)
    remedy = Remedy(
        f"Đĩa chứa {path} còn dưới {FREE_BYTES / GIGA:.0f} GB; hãy giải phóng dung lượng hoặc chọn --home khác.",
        f"The disk of {path} has less than {FREE_BYTES / GIGA:.0f} GB left; free space or choose another --home.",
    )
    return Check("disk", False, found, remedy)


def check_machine(cores: int, memory: int) -> Check:
    """Cores and bytes of memory that this process may use."""
    found = f"{platform.machine()}, {cores} × CPU, {memory / GIGA:.1f} GB"
    if memory >= MEMORY_BYTES:
        return Check("machine", True, found)
    remedy = Remedy(
        "Máy có ít bộ nhớ; hãy đặt [work] workers = 1 trong sohoa.toml.",
        "The machine has little memory; set [work] workers = 1 in sohoa.toml.",
    )
    return Check("machine", False, found, remedy, required=False)


def check_program(name: str, command: Sequence[str], package: str) -> Check:
    """A program that is not needed to work: it reads more kinds of files, or gives a second opinion on what is made."""
    if shutil.which(command[0]) is None:
        missing = MissingProgram(program=command[0], package=package) if package else None
        return Check(name, False, "-", Remedy.of(missing) if missing else None, required=False)
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check(name, False, str(error), required=False)
    printed = (done.stdout or done.stderr).strip()
    return Check(name, True, printed.splitlines()[0] if printed else command[0], required=False)


# --- small probes --------------------------------------------------------------------------------------------------


def _nearest(path: Path) -> Path:
    """The path itself, or the nearest folder above it that exists."""
    return next(place for place in (path, *path.parents) if place.exists())


def _memory() -> int:
    """Bytes of memory, cut by the control group's limit."""
    total = int(psutil.virtual_memory().total)
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
    except OSError:
        return total
    return min(total, int(limit)) if limit.isdigit() else total
