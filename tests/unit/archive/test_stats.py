"""The figures of a home, and the day on which its disk will be full."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from pathlib import Path

import pytest

from archive.archive import Archive
from archive.intake import take_in
from archive.stats import IndexFigures, Weight, folder_bytes, forecast, stats
from archive.work.drive import make_findable
from archive.work.engine import Engine
from config.clock import wall_clock
from tests.doubles import OneRunner, PlainWork, ScriptedRunner


def take(archive: Archive, tmp_path: Path, *names: str) -> None:
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    take_in(archive.ledger, archive.objects, [tmp_path / name for name in names], "desk", None)


def work(archive: Archive) -> None:
    runner = OneRunner(ScriptedRunner(PlainWork(archive.objects, archive.dossiers)))
    deque(Engine(archive.ledger, runner).run(), maxlen=0)


def test_an_empty_home_has_figures_and_no_forecast(archive: Archive) -> None:
    figures = stats(archive, wall_clock())
    assert (figures.batches, figures.pages, figures.queue, figures.events) == ({}, {}, {}, 0)
    assert figures.index is None
    assert figures.forecast.days_left is None and figures.forecast.free > 0
    assert figures.bytes.ledger > 0


def test_what_came_is_counted_by_its_state(archive: Archive, tmp_path: Path) -> None:
    take(archive, tmp_path, "1", "2", "separator H26.12-260804-0583")
    work(archive)
    take(archive, tmp_path, "3")
    figures = stats(archive, wall_clock())
    assert figures.batches == {"done": 1, "reading": 1}
    assert figures.files == {"stored": 4}
    assert (figures.pages, figures.separators, figures.withheld) == ({"no_text": 2}, 1, 0)
    assert figures.dossiers == {"unlinked": 1}
    assert figures.queue == {"split": 1}
    assert figures.forecast.days == 1.0 and figures.forecast.pages_per_day == 3.0
    document = figures.to_json()
    assert document["bytes"]["total"] == sum(
        document["bytes"][key] for key in ("objects", "dossiers", "ledger", "index")
    )


def test_the_index_is_counted_and_how_far_it_is_behind(archive: Archive, tmp_path: Path) -> None:
    take(archive, tmp_path, "1")
    work(archive)
    make_findable(archive)
    index = stats(archive, wall_clock()).index
    assert index == IndexFigures(pages=0, behind=0), "a page without a word is not found"
    take(archive, tmp_path, "2")
    index = stats(archive, wall_clock()).index
    assert index == IndexFigures(pages=0, behind=1)


def test_only_the_last_thirty_days_make_the_rate(archive: Archive, tmp_path: Path) -> None:
    take(archive, tmp_path, "1", "2")
    work(archive)
    assert stats(archive, wall_clock() + timedelta(days=20)).forecast.pages_per_day == pytest.approx(0.1, rel=0.01)
    later = stats(archive, wall_clock() + timedelta(days=40)).forecast
    assert (later.days, later.pages_per_day, later.days_left) == (30.0, 0.0, None)


def test_the_disk_lasts_as_long_as_the_average_page_and_the_rate_say() -> None:
    weight = Weight(objects=600, dossiers=300, ledger=80, index=20)
    told = forecast(days=10, pages=50, weight=weight, all_pages=100, free=1000)
    assert (told.pages_per_day, told.bytes_per_day, told.days_left) == (5.0, 50.0, 20.0)


def test_a_folder_weighs_what_the_disk_gives_to_its_files(tmp_path: Path) -> None:
    (tmp_path / "in" / "side").mkdir(parents=True)
    (tmp_path / "in" / "side" / "file").write_bytes(b"x" * 100_000)
    (tmp_path / "link").symlink_to(tmp_path / "in" / "side" / "file")
    assert 100_000 <= folder_bytes(tmp_path) < 120_000
    assert folder_bytes(tmp_path / "nowhere") == 0
