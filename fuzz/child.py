"""One target in a process of its own, which may die: ``python -m fuzz.child TARGET PLACE SECONDS``.

libFuzzer draws the inputs, led by which lines of our own modules they reach. A breach is kept in PLACE and the run
goes on; what hangs or kills the process libFuzzer itself writes there.
"""

from __future__ import annotations

import faulthandler
import hashlib
import mmap
import struct
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

# Before anything else imports these: only what is instrumented while it is imported leads the fuzzer.
with atheris.instrument_imports(include=["ocr.decode", "config.codes", "scanner_agent", "pypdf", "PIL"]):
    from archive.work.limits import limit_memory
    from fuzz.room import GRACE, LONGEST, ROOM
    from fuzz.targets import Target, targets

SLOWEST = 10.0
"""Seconds of CPU after which an input hangs; libFuzzer ends what takes twice as long by the clock."""
MOST = 200
"""Million bytes that an input may add to the process: a hundred times what `fuzz.targets.BUDGET` lets it unpack."""
WHOLE = 2_000
"""Million bytes of the process, beyond which the kernel gives no more."""
_COUNT = struct.Struct("<Q")


class Watched:
    """Tries inputs and keeps those that break the contract, the first of every kind."""

    def __init__(self, target: Target, place: Path) -> None:
        self._target, self._place = target, place
        self._count, self._trying = _mapped(place / "executions", _COUNT.size), _mapped(place / "trying", ROOM)

    def __call__(self, data: bytes) -> None:
        """One input."""
        _COUNT.pack_into(self._count, 0, _COUNT.unpack_from(self._count)[0] + 1)
        self._trying[: _COUNT.size + len(data)] = _COUNT.pack(len(data)) + data
        before, began = _highest(), time.process_time()
        try:
            self._target.attempt(data)
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(f"{type(error).__name__}-{Path(at.filename).stem}-{at.lineno}", data, traceback.format_exc())
        taken, grown = time.process_time() - began, (_highest(afterwards=True) - before) // 1000
        if taken > SLOWEST:
            self._keep("slow", data, f"{taken:.1f} s")
        if grown > MOST:
            self._keep("memory", data, f"{grown} MB")

    def _keep(self, kind: str, data: bytes, why: str) -> None:
        if not list(self._place.glob(f"{kind}.*.txt")):
            name = f"{kind}.{hashlib.sha256(data).hexdigest()[:8]}"
            (self._place / name).write_bytes(data)
            (self._place / f"{name}.txt").write_text(why, encoding="utf-8")


def _mapped(path: Path, size: int) -> mmap.mmap:
    """A file of so many bytes that outlives the process, however that ends."""
    with path.open("r+b") as file:
        return mmap.mmap(file.fileno(), size)


def _highest(afterwards: bool = False) -> int:
    """Kilobytes resident now, or the most since this was asked before (proc(5), clear_refs)."""
    said = Path("/proc/self/status").read_text(encoding="ascii")
    found = int(said.partition("VmHWM:" if afterwards else "VmRSS:")[2].split()[0])
    if not afterwards:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return found


def main() -> None:
    """Fuzz until the seconds are over."""
    name, place, seconds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    limit_memory(WHOLE)
    stuck = (place / "stuck.log").open("w", encoding="utf-8")  # where it stands if it does not end
    faulthandler.dump_traceback_later(seconds + GRACE / 2, file=stuck)
    corpus = place / "corpus"
    tempfile.tempdir = str(place / "scratch")
    target = targets()[name]
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", f"-timeout={2 * SLOWEST:.0f}", "-rss_limit_mb=0", f"-max_len={LONGEST}"]
    options += [f"-artifact_prefix={place}/", "-print_final_stats=0", str(corpus)]

    def mutated(data: bytes, most: int, _seed: int) -> bytes:
        changed = atheris.Mutate(data, most)
        return target.mend(changed) if target.mend else changed

    atheris.Setup([sys.argv[0], *options], Watched(target, place), custom_mutator=mutated if target.mend else None)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
