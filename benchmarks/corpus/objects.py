"""Objects of a generated home: readings and delivered files, put into the store without waiting for the disk."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image

from archive.store import ObjectStore
from benchmarks.corpus.pages import GeneratedPage, Outline, generate_dossier
from benchmarks.corpus.readings import packed
from config.settings import LimitSettings
from ocr.decode import Budget, split
from ocr.page import PageImage

_SHEET, _DPI = (1654, 2339), 200
"""Pixels of an A4 sheet."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What the ledger must know of a page whose reading is in the store."""

    number: int
    position: int
    paper: int
    type: str
    title: str
    reading: str
    """SHA-256."""
    confidence: float


@dataclass(frozen=True, slots=True)
class KeptDossier:
    """What the ledger must know of a dossier whose objects are in the store."""

    first: GeneratedPage
    """Speaks for the dossier: its case, desk, day, applicant."""
    delivery: str
    """SHA-256 of the file that was delivered."""
    size: int
    """Its bytes."""
    pages: tuple[KeptPage, ...]


def keep_dossiers(store: ObjectStore, seed: int, outlines: Sequence[Outline], noise: float) -> list[KeptDossier]:
    """Generate these dossiers and put their objects into the store."""
    return [_keep_dossier(store, seed, outline, noise) for outline in outlines]


def _keep_dossier(store: ObjectStore, seed: int, outline: Outline, noise: float) -> KeptDossier:
    made = list(generate_dossier(seed, outline, noise))
    info = sheet().info
    pages = []
    for page in made:
        reading, confidence = packed(page.text, info, Random(f"{seed}/{page.number}/boxes"))
        name = keep(store, reading)
        pages.append(KeptPage(page.number, page.position, page.paper, page.type, page.title, name, confidence))
    # Readers of TIFF pass over what stands behind the last page; so each delivered file is another.
    file = _stack(len(made)) + f"sohoa {seed}/{outline.dossier}".encode()
    return KeptDossier(made[0], keep(store, file), len(file), tuple(pages))


def keep(store: ObjectStore, data: bytes) -> str:
    """Write an object as the store would, but leave it to the system when it reaches the disk; returns its SHA-256."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = store.path(sha256)
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except PermissionError:  # written before, and protected since
        return sha256
    path.chmod(0o444)
    return sha256


@cache
def sheet() -> PageImage:
    """The image of every page: a blank sheet, as it is split off a delivered file."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "sheet.tif"
        file.write_bytes(_stack(1))
        return next(iter(split(file, Budget.from_settings(LimitSettings()))))


@cache
def _stack(pages: int) -> bytes:
    blank = Image.new("1", _SHEET, 1)
    file = io.BytesIO()
    blank.save(file, "TIFF", save_all=True, append_images=[blank] * (pages - 1), compression="group4", dpi=(_DPI, _DPI))
    return file.getvalue()
