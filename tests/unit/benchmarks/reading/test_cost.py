"""What a command costs includes what it leaves behind."""

import sys
from pathlib import Path

from benchmarks.reading.cost import Cost, measured

BURN = "import time\nwhile time.process_time() < 0.5: pass"
HOLD = "page = bytearray(150_000_000)\n" + BURN


def test_the_work_of_an_orphan_is_counted(tmp_path: Path) -> None:
    cost = measured(["sh", "-c", f"setsid {sys.executable} -c '{BURN}' >/dev/null & exit 3"], tmp_path / "out")
    assert cost.exit_code == 3
    assert cost.cpu_seconds >= 0.5
    assert cost.wall_seconds < cost.cpu_seconds + 5


def test_the_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    cost = measured(
        ["sh", "-c", f"{sys.executable} -c '{HOLD}' & {sys.executable} -c '{HOLD}'; wait"], tmp_path / "out"
    )
    assert 2 * 150e6 < cost.peak_bytes < 2 * 150e6 + 100e6


def test_what_is_printed_lands_in_the_file(tmp_path: Path) -> None:
    measured(["echo", "một trang"], tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "một trang\n"


def test_costs_add_up_but_memory_is_the_greater() -> None:
    assert Cost(1, 2, 30, 0) + Cost(1, 2, 20, 1) == Cost(2, 4, 30, 1)
