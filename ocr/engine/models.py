"""Where Tesseract's models lie, and which ones exactly are used."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from config.errors import MissingLanguage

DEBIAN = Path("/usr/share/tesseract-ocr")
CAREFUL = Path(sys.prefix) / "share" / "sohoa" / "tessdata"
"""Where set-up puts the models that are slower and better than Debian's, beside the Python that it makes."""


def find_tessdata(language: str, setting: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that holds the models of ``language`` (``vie``, or several as ``vie+eng``).

    Looked for where the setting says; without one, where TESSDATA_PREFIX says, then in Debian's folders, newest
    version first. Raises `MissingLanguage`.
    """
    folders = [setting] if setting else _usual_places(environment)
    names = language.split("+")
    for folder in folders:
        if _has(folder, names):
            return folder
    missing = next((n for n in names if not any(_has(f, [n]) for f in folders)), language)
    raise MissingLanguage(language=missing, where=", ".join(map(str, folders)))


def find_careful(language: str, tessdata: Path, careful: Path = CAREFUL) -> Path:
    """The folder of the models that look a second time: ``careful`` where it has ``language``, else ``tessdata``."""
    return careful if _has(careful, language.split("+")) else tessdata


def model_name(language: str, *folders: Path) -> str:
    """Languages and the first eight digits of the SHA-256 of each model file, such as ``vie-9a8b7c6d``.

    The models of several folders are parted by a slash; the same folder twice counts once.
    """
    return "/".join(_model_name(language, folder) for folder in dict.fromkeys(folders))


def _model_name(language: str, tessdata: Path) -> str:
    parts = []
    for name in language.split("+"):
        with (tessdata / f"{name}.traineddata").open("rb") as file:
            parts.append(f"{name}-{hashlib.file_digest(file, 'sha256').hexdigest()[:8]}")
    return "+".join(parts)


def _has(folder: Path, names: list[str]) -> bool:
    return all((folder / f"{name}.traineddata").is_file() for name in names)


def _usual_places(environment: Mapping[str, str]) -> list[Path]:
    places = []
    if prefix := environment.get("TESSDATA_PREFIX"):
        places += [Path(prefix), Path(prefix) / "tessdata"]
    return places + sorted(DEBIAN.glob("*/tessdata"), reverse=True)
