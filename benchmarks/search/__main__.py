"""``python -m benchmarks.search --pages 200000``: how fast pages are indexed and found, FTS5 beside."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from archive.archive import open_archive
from benchmarks.corpus.ledger import Wanted, make_home
from benchmarks.corpus.pages import outlines
from benchmarks.results import Circumstances, keep
from benchmarks.search.fts5 import FtsIndex
from benchmarks.search.measure import measure_fts, measure_index, measure_questions
from benchmarks.search.questions import draw_questions
from config.home import Home
from config.settings import available_cores

SEED = 1


def measure(home: Home, pages: int, questions: int, place: Path) -> dict[str, Any]:
    """Everything about ``home``, which was generated with `SEED` and so many pages; FTS5's file goes to ``place``."""
    about = Circumstances.here(f"python -m benchmarks.search --pages {pages}", "tantivy")
    fts = FtsIndex(place / "fts5.sqlite")
    with open_archive(home) as archive:
        index = measure_index(archive, say)
        theirs, words = measure_fts(archive, fts, say)
        drawn = draw_questions(SEED, list(outlines(SEED, pages)), questions)
        asked = measure_questions(archive, fts, drawn, say)
    fts.close()
    return {
        "subject": "search",
        "about": about.to_json(),
        "pages": pages,
        "words": words,
        "index": index,
        "fts5": theirs,
        "questions": asked,
    }


def say(what: str) -> None:
    """How far the measuring has come."""
    print(f"\r{what:<78}", end="", file=sys.stderr, flush=True)


def main() -> None:
    """Make the home where it is not there yet, measure, write down."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=20_000)
    options.add_argument("--questions", type=int, default=1000)
    options.add_argument("--home", type=Path, help="a home that benchmarks.corpus made with these pages; kept")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="sohoa-bench-") as temporary:
        home = Home((chosen.home or Path(temporary) / "home").absolute())
        if not home.ledger.exists():
            for pages in make_home(home, Wanted(chosen.pages, SEED, workers=available_cores())):
                say(f"home: {pages:,} pages")
        result = measure(home, chosen.pages, chosen.questions, Path(temporary))
    print(f"\n{keep(f'search-{chosen.pages}', result)}", file=sys.stderr)


if __name__ == "__main__":
    main()
