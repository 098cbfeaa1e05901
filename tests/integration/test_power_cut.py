"""Power cuts: an ingest whose whole process group is killed at any moment ends, run again, as if undisturbed."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive.archive import open_archive
from archive.models import Delivery, DeliveryState, Dossier, Page
from archive.verify import verify
from config.home import Home
from scanner_agent.demo import draw_stack

CASE = "H26.12-260804-0583"
KILLS = 20
UPPER = 0.4
"""Of each page."""


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen sides, some of them blank, one file each; the upper parts alone, for they are read forty times."""
    folder = tmp_path_factory.mktemp("scans")
    sheets = [*draw_stack(seed=1), *draw_stack(seed=2)[:4]]
    for number, sheet in enumerate(sheets, 1):
        with Image.open(io.BytesIO(sheet.jpeg)) as image:
            part = image.crop((0, 0, image.width, round(UPPER * image.height)))
            part.save(folder / f"{number:02}.jpg", quality=90, dpi=image.info["dpi"])
    return folder


def start(home: Path, scans: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "scanner_agent",
        "--home",
        str(home),
        "ingest",
        str(scans),
        "--case",
        CASE,
        "--json",
    ]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1785800000", "SOHOA_WORK__RUNNER": "dask"}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def finish(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err.decode()
    answer: dict[str, Any] = json.loads(out)
    return answer


def everything(home: Path) -> dict[str, Any]:
    """What must be equal, whatever happened on the way."""
    with open_archive(Home(home)) as archive, archive.ledger.read() as session:
        *_, report = verify(archive)
        assert report.ok
        assert report.orphans == []
        assert list(archive.home.scratch.iterdir()) == []
        (dossier,) = session.query(Dossier)
        assert dossier.file is not None and dossier.file.valid
        return {
            "deliveries": [
                (row.ordinal, row.sha256, row.state)
                for row in session.query(Delivery)
                if row.state is not DeliveryState.DUPLICATE  # where the kill came after the end
            ],
            "pages": [
                (page.delivery.ordinal, page.ordinal, page.image_sha256, page.reading_sha256, page.state, page.hidden)
                for page in dossier.pages
            ],
            "all_pages": session.query(Page).count(),
            "dossier": (dossier.id, dossier.state, dossier.case_code),
            "pdf": dossier.file.pdf_sha256,
        }


@pytest.mark.slow
@pytest.mark.timeout(1700)
def test_killed_at_twenty_moments_it_ends_as_if_undisturbed(scans: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    finish(start(tmp_path / "undisturbed", scans))
    lasted = time.monotonic() - began
    expected = everything(tmp_path / "undisturbed")
    assert expected["all_pages"] == 16

    moments, killed = random.Random(583), 0
    for number in range(KILLS * 2):
        home = tmp_path / f"home-{number}"
        process = start(home, scans)
        began = time.monotonic()
        try:
            process.communicate(timeout=moments.uniform(0.3, lasted))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            killed += 1
        else:
            lasted = min(lasted, time.monotonic() - began)  # it ended before its moment came: the machine is less busy
        answer = finish(start(home, scans))
        assert {file["state"] for file in answer["files"]} <= {"stored", "duplicate"}
        assert everything(home) == expected, f"after kill number {number}"
        shutil.rmtree(home)
        if killed == KILLS:
            break
    assert killed == KILLS
