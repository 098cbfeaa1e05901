"""`python -m tests.agent_double HOME`: the whole agent with workers that do as little as an order allows.

With `SOHOA_DOUBLE=decoding` in the environment they open files as real ones do, and refuse what is broken.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from archive.store import ObjectStore
from archive.work import service
from archive.work.runner import Runner
from config.home import Home
from config.settings import Settings
from scanner_agent.cli import run
from tests.doubles import DecodingWork, PlainWork, ScriptedRunner


class DoubleRunners:
    """In the place of `archive.work.runners.HomeRunners`."""

    started = False
    """Nothing rests: no process was begun."""

    def __init__(self, home: Home, settings: Settings) -> None:
        scratch = home.scratch / "double"
        stores = ObjectStore(home.objects, scratch), ObjectStore(home.dossiers, scratch, suffix=".pdf")
        decoding = os.environ.get("SOHOA_DOUBLE") == "decoding"
        self._runner = ScriptedRunner((DecodingWork if decoding else PlainWork)(*stores))

    def suited(self, waiting: int) -> Runner:
        return self._runner

    def close(self) -> None:
        self._runner.close()

    def __enter__(self) -> DoubleRunners:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


if __name__ == "__main__":
    put: Any = service
    put.HomeRunners = DoubleRunners
    sys.exit(run(["--home", sys.argv[1], "agent", *sys.argv[2:]]))
