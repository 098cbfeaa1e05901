"""The other programs, in an environment of their own: what they need never touches what sohoa needs."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
LOCK = ROOT / "requirements-bench.lock"
ENVIRONMENT = ROOT / ".venv-bench"
_MADE_OF = ENVIRONMENT / "made-of"
"""Hash of the lock file that the environment was made of: written last, so half an environment is made anew."""


def program(name: str) -> Path:
    """A program of the environment, which is made where it is missing or the lock has changed."""
    made_of = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not _MADE_OF.exists() or _MADE_OF.read_text(encoding="ascii") != made_of:
        _make()
        _MADE_OF.write_text(made_of, encoding="ascii")
    return ENVIRONMENT / "bin" / name


def script(name: str) -> list[str | Path]:
    """The beginning of a command that runs a script of this folder in that environment."""
    return [program("python"), Path(__file__).with_name(f"{name}.py")]


def versions() -> dict[str, str]:
    """Those of the programs that are compared, by the lock; Tesseract's is the system's own."""
    locked = dict(re.findall(r"^(\S+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    told = subprocess.run(["tesseract", "--version"], check=True, capture_output=True, text=True).stdout
    return {name: locked[name] for name in ("deskew", "jdeskew", "ocrmypdf")} | {"tesseract": told.split()[1]}


def _make() -> None:
    print(f"== Environment {ENVIRONMENT.name} of {LOCK.name}", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
    install = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run(
        [ENVIRONMENT / "bin" / "python", "-m", "pip", *install, "--only-binary", ":all:", "-r", LOCK], check=True
    )
