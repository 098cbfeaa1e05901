"""Fixtures that many tests share: a fresh home and its archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.archive import Archive, open_archive
from config.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def archive(home: Home) -> Iterator[Archive]:
    with open_archive(home) as opened:
        yield opened
