"""The agent for a long time on a trickle of files: is its memory flat, and does it rest when there is nothing to do?

``python -m benchmarks.soak [--minutes 60] [--files 10000]`` watches a folder in which so many files lie that nobody
takes, lays a small batch into it now and then, and prints once a minute the memory of agent and workers and the CPU
they used. It ends with what a long run must show: memory at the end against a quarter of the way, CPU while idle.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import psutil

from config.home import Home
from scanner_agent.demo import draw_stack

BATCH_EVERY = 180.0
"""Seconds between two batches; workers rest for most of them."""
SAMPLE_EVERY = 10.0
IDLE = 0.2
"""CPU seconds a sample below which nothing was being worked on."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the agent and everything it started looked like at one moment."""

    at: float
    """Seconds since the start."""
    cpu: float
    """CPU seconds so far."""
    memory: int
    """Resident bytes of all processes."""


def sample(process: psutil.Process, began: float) -> Sample:
    """Look at the whole process tree. CPU of workers that have ended is not counted twice, nor lost to the agent."""
    cpu, memory = 0.0, 0
    for each in [process, *process.children(recursive=True)]:
        try:
            times = each.cpu_times()
            cpu += times.user + times.system
            memory += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return Sample(time.monotonic() - began, cpu, memory)


def soak(minutes: float, files: int) -> list[Sample]:
    """Run the agent for so many minutes; one sample every ten seconds."""
    samples: list[Sample] = []
    sheets = draw_stack()
    with tempfile.TemporaryDirectory() as place:
        home, drop = Home(Path(place) / "home").open(), Path(place) / "drop"
        crowd = drop / "crowd"
        crowd.mkdir(parents=True)
        for number in range(files):
            (crowd / f"{number:05}.part").write_bytes(b"x")
        home.settings.write_text(f'[[sources]]\npath = "{drop}"\n[agent]\nquiet = 10.0\n', encoding="utf-8")
        command = [sys.executable, "-m", "scanner_agent", "--home", str(home.path), "agent"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as agent:
            began, process, batch = time.monotonic(), psutil.Process(agent.pid), 0
            while time.monotonic() - began < minutes * 60:
                if time.monotonic() - began >= batch * BATCH_EVERY:
                    (drop / f"desk-{batch}").mkdir()
                    for sheet in sheets[batch % 3 * 4 :][:4]:
                        (drop / f"desk-{batch}" / sheet.name).write_bytes(sheet.jpeg)
                    batch += 1
                time.sleep(SAMPLE_EVERY)
                samples.append(sample(process, began))
                if len(samples) % 6 == 0:
                    last = samples[-1]
                    print(f"{last.at / 60:5.0f} min  {last.memory / 1e6:6.0f} MB  {last.cpu:7.1f} CPU s", flush=True)
            agent.terminate()
    return samples


def main() -> None:
    """Soak, and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--files", type=int, default=10_000)
    chosen = options.parse_args()
    samples = soak(chosen.minutes, chosen.files)
    idle = [
        (after.cpu - before.cpu) / (after.at - before.at)
        for before, after in pairwise(samples)
        if 0 <= after.cpu - before.cpu < IDLE
    ]
    quarter = samples[len(samples) // 4 :]
    half = len(quarter) // 2
    early, late = (max(s.memory for s in part) / 1e6 for part in (quarter[:half], quarter[half:]))
    print(f"CPU while idle: {100 * sum(idle) / max(1, len(idle)):.2f} % of one core in {len(idle)} samples")
    print(f"most memory: {early:.0f} MB in the first half after warming up, {late:.0f} MB in the second")


if __name__ == "__main__":
    main()
