"""Fixtures of tests that go through the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scanner_agent.cli import run
from scanner_agent.demo import DemoSheet, draw_stack
from tests.command import Sohoa


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that may take longest first: of two processes that share them, none is left alone with a long one."""
    items.sort(key=_seconds_allowed, reverse=True)


def _seconds_allowed(item: pytest.Item) -> float:
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker else 0.0


@pytest.fixture(scope="session")
def stack() -> list[DemoSheet]:
    """The twelve sides of the demonstration."""
    return draw_stack()


@pytest.fixture
def sohoa(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Sohoa:
    """Commands in a home of the test's own, whose work is done in this process."""
    monkeypatch.setenv("SOHOA_WORK__RUNNER", "inline")

    def command(*arguments: object) -> tuple[int, Any]:
        code = run(["--home", str(tmp_path / "home"), *map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command
