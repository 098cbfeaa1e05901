"""What was measured: one JSON file a subject, of which `benchmarks.report` makes tables and drawings.

A result says where and how it came about, so that it can be had again: machine, versions, command, date, and how busy
the machine was with other things.
"""

from __future__ import annotations

import importlib.metadata
import json
import math
import os
import platform
import sqlite3
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

FOLDER = Path(__file__).with_name("results")
"""Where results are kept."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where, when and how something was measured."""

    command: str
    date: str
    cpu: str
    cores: int
    memory_gb: int
    versions: dict[str, str] = field(default_factory=dict)
    load: float = 0.0
    """Processes that wanted a core when the measuring began; it begins with none of its own."""

    @classmethod
    def here(cls, command: str, *packages: str) -> Circumstances:
        """Those of this machine at this moment; ``packages`` are those whose versions matter."""
        versions = {name: importlib.metadata.version(name) for name in packages}
        return cls(
            command=command,
            date=datetime.now(UTC).date().isoformat(),
            cpu=_cpu(),
            cores=os.cpu_count() or 1,
            memory_gb=round(psutil.virtual_memory().total / 1e9),
            versions={"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version, **versions},
            load=round(os.getloadavg()[0], 1),
        )

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def keep(name: str, result: dict[str, Any]) -> Path:
    """Write a result down under ``name``; returns where."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return path


def kept(kind: str) -> list[dict[str, Any]]:
    """The results whose names begin with ``kind``, the smallest measuring first."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob(f"{kind}*.json")]
    return sorted(found, key=lambda result: int(result["pages"]))


def percentile(values: list[float], per_cent: float) -> float:
    """The smallest of ``values`` (at least one) that so many per cent of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * per_cent / 100) - 1)]


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
