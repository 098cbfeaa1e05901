"""Pages that kill, hang and swell among thirty good ones, in real worker processes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.models import Dossier
from archive.work.dask_runner import DaskRunner
from archive.work.engine import Engine
from config.settings import ReadingSettings, Settings, WorkSettings
from ocr.page import PageState
from tests.doubles import OneRunner, crash_hang_or_swell

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # sockets of killed workers
]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("poison", "state"),
    [("poison", PageState.FAILED), ("hang", PageState.TIMEOUT), ("swell", PageState.FAILED)],
)
def test_a_poison_page_among_thirty_is_lost_alone_and_soon(
    archive: Archive, tmp_path: Path, poison: str, state: PageState
) -> None:
    paths = [tmp_path / f"{number:02}.jpg" for number in range(30)]
    for number, path in enumerate(paths):
        path.write_bytes(poison.encode() if number == 13 else b"page %d" % number)
    take_in(archive.ledger, archive.objects, paths, "desk", None)
    usual = Settings(work=WorkSettings(workers=2), reading=ReadingSettings())
    began = time.monotonic()
    runner = DaskRunner(archive.home, usual, workers=2, perform=crash_hang_or_swell)
    try:
        list(Engine(archive.ledger, OneRunner(runner)).run())
    finally:
        runner.close()
    assert time.monotonic() - began < 180
    with archive.ledger.read() as session:
        dossier = session.query(Dossier).one()
        states = [page.state for page in dossier.pages]
        assert dossier.file is not None
    assert states == [state if number == 13 else PageState.NO_TEXT for number in range(30)]
