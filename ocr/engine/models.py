"""Where Tesseract's models lie, and which one exactly is used."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from config.errors import MissingLanguage

DEBIAN = Path("/usr/share/tesseract-ocr")


def find_tessdata(language: str, setting: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that holds the models of ``language`` (``vie``, or several as ``vie+eng``).

    Looked for where the setting says; without one, where TESSDATA_PREFIX says, then in Debian's folders, newest
    version first. Raises `MissingLanguage`.
    """
    folders = [setting] if setting else _usual_places(environment)
    names = language.split("+")
    for folder in folders:
        if all((folder / f"{name}.traineddata").is_file() for name in names):
            return folder
    missing = next((n for n in names if not any((f / f"{n}.traineddata").is_file() for f in folders)), language)
    raise MissingLanguage(language=missing, where=", ".join(map(str, folders)))


def model_name(language: str, tessdata: Path) -> str:
    """Languages and the first eight digits of the SHA-256 of each model file, such as ``vie-9a8b7c6d``."""
    parts = []
    for name in language.split("+"):
        with (tessdata / f"{name}.traineddata").open("rb") as file:
            parts.append(f"{name}-{hashlib.file_digest(file, 'sha256').hexdigest()[:8]}")
    return "+".join(parts)


def _usual_places(environment: Mapping[str, str]) -> list[Path]:
    places = []
    if prefix := environment.get("TESSDATA_PREFIX"):
        places += [Path(prefix), Path(prefix) / "tessdata"]
    return places + sorted(DEBIAN.glob("*/tessdata"), reverse=True)
