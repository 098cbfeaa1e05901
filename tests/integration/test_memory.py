"""A process that keeps the index up for months does not grow with every batch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

CYCLES = 24
MEGABYTE = 1_000_000

FOLLOWING = """
import json, sys, threading
from datetime import date
from pathlib import Path
import psutil
from archive.search.files import Mark
from archive.search.schema import IndexedPage
from archive.search.writer import GenerationWriter, make_empty
from benchmarks.corpus import generate_pages
from config.memory import give_back, use_few_arenas

folder, cycles = Path(sys.argv[1]), int(sys.argv[2])
make_empty(folder, Mark(0))
pages = list(generate_pages(1, 10 * cycles))
use_few_arenas()
memory = []

def follow():
    for cycle in range(cycles):
        writer = GenerationWriter(folder, 50)
        for page in pages[10 * cycle : 10 * cycle + 10]:
            writer.add([IndexedPage(page.number, page.text, "desk", date(2026, 1, 1))])
            writer.commit(Mark(cycle))
        writer.close()
        give_back()
        memory.append(psutil.Process().memory_info().rss)

thread = threading.Thread(target=follow)
thread.start()
thread.join()
print(json.dumps(memory))
"""


def test_what_a_batch_took_is_given_back(tmp_path: Path) -> None:
    folder = tmp_path / "g-000001"
    folder.mkdir()
    command = [sys.executable, "-c", FOLLOWING, str(folder), str(CYCLES)]
    memory = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert max(memory[-6:]) < max(memory[2:8]) + 12 * MEGABYTE, memory
