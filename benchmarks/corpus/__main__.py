"""``python -m benchmarks.corpus HOME --pages 200000``: a home full of generated dossiers, for measuring on."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.corpus.ledger import Wanted, make_home
from config.errors import SohoaError
from config.home import Home
from config.settings import available_cores


def main() -> None:
    """Make the home, and say how far it has come."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("home", type=Path, help="a folder that does not exist, or is empty")
    options.add_argument("--pages", type=int, default=200_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--noise", type=float, default=0.02, help="share of words that are misread")
    options.add_argument("--workers", type=int, default=available_cores())
    chosen = vars(options.parse_args())
    home, began = Home(chosen.pop("home").absolute()), time.monotonic()
    try:
        for pages in make_home(home, Wanted(**chosen)):
            print(f"\r{pages:>9,} pages, {time.monotonic() - began:5.0f} s", end="", file=sys.stderr, flush=True)
    except SohoaError as error:
        options.error(str(error))
    print(file=sys.stderr)


if __name__ == "__main__":
    main()
