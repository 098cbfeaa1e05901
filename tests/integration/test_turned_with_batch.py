"""A stack that was laid in upside down, one sheet of it without text: read, and killed after the decision."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from archive.archive import open_archive
from archive.ledger import Ledger
from archive.models import Dossier, Event, Page, ReadingVersion
from archive.verify import verify
from config.home import Home
from tests.unit.ocr.drawn import BODY, DPI, Pixels, letter, noisy, sheet, stamp
from tests.waiting import wait_until

SPARSE = 3
"""Which of the sheets bears a seal and nothing else."""


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five sides, all upside down."""
    folder = tmp_path_factory.mktemp("scans")
    for number in range(1, 6):
        page = sheet(height=2.5) if number == SPARSE else letter(BODY[number - 1 :][:3], height=2.5)
        if number == SPARSE:
            stamp(page, 4.0, 1.2)
        _save(folder / f"{number}.jpg", np.rot90(noisy(np.asarray(page), seed=number), 2))
    return folder


def _save(path: Path, pixels: Pixels) -> None:

    Image.fromarray(np.ascontiguousarray(pixels)).save(path, quality=90, dpi=(DPI, DPI))


def start(home: Home, scans: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "scanner_agent", "--home", str(home.path), "ingest", str(scans), "--json"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1785800000", "SOHOA_WORK__RUNNER": "inline"}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def finish(process: subprocess.Popen[bytes]) -> None:
    _, err = process.communicate(timeout=240)
    assert process.returncode == 10, err.decode()  # linked to nothing


def turned(home: Home) -> int:
    """How often pages were turned as their batch lies."""
    if not home.ledger.exists():
        return 0
    ledger = Ledger.open(home)
    try:
        with ledger.read() as session:
            return session.query(Event).filter_by(kind="batch.turned").count()
    finally:
        ledger.close()


def everything(home: Home) -> dict[str, Any]:
    """What must be equal, whatever happened on the way."""
    with open_archive(home) as archive, archive.ledger.read() as session:
        *_, report = verify(archive)
        assert report.ok and not report.orphans
        (dossier,) = session.query(Dossier)
        assert dossier.file and dossier.file.valid
        pages = session.query(Page).order_by(Page.id)
        return {
            "pages": [(page.delivery.name, page.reading_sha256, page.rotation) for page in pages],
            "turned": [page.delivery.name for page in pages if page.turned_by_batch is not None],
            "kept": [version.reading_sha256 for version in session.query(ReadingVersion)],
            "dossier": (dossier.id, dossier.version, dossier.file.pdf_sha256),
            "decided": session.query(Event).filter_by(kind="batch.turned").count(),
        }


def test_killed_right_after_it_was_decided_the_page_still_lies_as_its_batch(scans: Path, tmp_path: Path) -> None:
    undisturbed, killed = Home(tmp_path / "undisturbed"), Home(tmp_path / "killed")
    finish(start(undisturbed, scans))
    expected = everything(undisturbed)
    assert [rotation for *_, rotation in expected["pages"]] == [180] * 5
    assert (expected["turned"], len(expected["kept"]), expected["decided"]) == ([f"{SPARSE}.jpg"], 1, 1)

    process = start(killed, scans)
    wait_until(lambda: turned(killed), "the decision", seconds=200)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    finish(start(killed, scans))
    assert everything(killed) == expected
