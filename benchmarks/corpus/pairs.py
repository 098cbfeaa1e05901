"""Counts the pairs of syllables by which readings are chosen: ``python -m benchmarks.corpus.pairs FOLDER``.

Only the counts are kept (`ocr.text.context.COUNTS`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ocr.text.context import COUNTS, Context


def main() -> None:
    """Count, and write the counts where `ocr.text.context` finds them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="holds *.txt in UTF-8")
    files = sorted(options.parse_args().folder.glob("*.txt"))
    if not files:
        options.error("no *.txt there")
    counts = Context.counted(line for file in files for line in file.read_text(encoding="utf-8-sig").splitlines())
    COUNTS.write_text(counts.to_text(), encoding="utf-8")
    print(f"{len(counts.often)} syllables, {len(counts.follow)} pairs, {COUNTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
