"""Fuzz every way in, each in a child process: ``python -m fuzz [--seconds 60] [--found FOLDER] [TARGET ...]``.

A row a target: executions, and what was found, which lies in the folder. Exits with 1 where anything was found. An
input is tried again with ``python -m fuzz --again FILE TARGET``.
"""

from __future__ import annotations

import argparse
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path

from fuzz.room import GRACE, ROOM
from fuzz.targets import targets


def found_in(place: Path) -> list[Path]:
    """The inputs that were kept there."""
    return sorted(file for file in place.iterdir() if file.is_file() and file.suffix not in (".txt", ".log", ""))


def tried_last(place: Path) -> bytes:
    """The input that a child had in hand when it was ended."""
    kept = (place / "trying").read_bytes()
    (length,) = struct.unpack_from("<Q", kept)
    return kept[8 : 8 + length]


def fuzz(name: str, place: Path, seconds: int) -> int:
    """Fuzz one target for so long, in as many processes as it takes; the number of executions."""
    shutil.rmtree(place, ignore_errors=True)
    for folder in ("corpus", "scratch"):
        (place / folder).mkdir(parents=True)
    counted = place / "executions"
    counted.write_bytes(bytes(8))
    (place / "trying").write_bytes(bytes(ROOM))
    until = time.monotonic() + seconds
    while (left := round(until - time.monotonic())) > 0:
        command = [sys.executable, "-m", "fuzz.child", name, str(place.resolve()), str(left)]
        with (place / "said.log").open("ab") as said:
            try:
                ended = subprocess.run(command, stdout=said, stderr=said, timeout=left + GRACE, check=False)
            except subprocess.TimeoutExpired:
                (place / "trying.killed").write_bytes(tried_last(place))
                break
        for died in place.glob("*-*"):  # as libFuzzer names what hung or killed the process
            if died.is_file() and not died.suffix:
                died.rename(died.with_suffix(".process"))
        if ended.returncode == 0:
            break
    shutil.rmtree(place / "scratch")
    executions: int = struct.unpack("<Q", counted.read_bytes())[0]
    return executions


def main() -> int:
    """As the module says."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", help=f"of {', '.join(targets())}; all unless named")
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    parser.add_argument("--found", type=Path, default=Path("build/fuzz"), help="where inputs that break are kept")
    parser.add_argument("--again", type=Path, help="try this one input")
    asked = parser.parse_args()
    names = asked.target or list(targets())
    if unknown := set(names) - set(targets()):
        parser.error(f"no target: {', '.join(sorted(unknown))}")
    if asked.again:
        targets()[names[0]].attempt(asked.again.read_bytes())
        return 0
    each, broken = max(1, asked.seconds // len(names)), 0
    for name in names:
        executions = fuzz(name, asked.found / name, each)
        found = found_in(asked.found / name)
        broken += len(found)
        print(f"{name:10} {each:5} s {executions:9} executions", *(f"\n  {file}" for file in found), flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
