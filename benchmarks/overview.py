"""How long the day at a glance takes on very many cases: `python -m benchmarks.overview --cases 100000`."""

from __future__ import annotations

import argparse
import random
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert
from sqlalchemy.orm import Session

from archive.archive import open_archive
from archive.deadlines import Rules
from archive.models import Batch, BatchState, CaseRecord, Dossier, DossierState, Sides
from archive.overview import Asked, Figure, behind, overview
from config.home import Home

NOW = datetime(2026, 8, 4, 3, tzinfo=UTC)
PROCEDURES = ("2.000648", "2.000004", "2.000033", "1.005190", "9.999999")
STEP = 10_000


def fill(session: Session, cases: int, days: int = 400, seed: int = 1) -> None:
    """Put ``cases`` records of the last ``days`` into an empty ledger, nine of ten with a dossier.

    One of ten is in progress, and no record has a due time of its own: every deadline must be counted.
    """
    chance = random.Random(seed)
    for start in range(0, cases, STEP):
        records, batches, dossiers = [], [], []
        for number in range(start, min(cases, start + STEP)):
            at = NOW - timedelta(minutes=chance.randrange(days * 1440))
            code, scanned, done = f"H26.12-260804-{number:05}", chance.random() < 0.9, chance.random() < 0.9
            complete = None if not scanned else chance.choice((True, True, True, True, False, None))
            records.append({
                "code": code, "procedure": chance.choice(PROCEDURES), "applicant": "Bà Lụa", "received_at": at,
                "resolved_at": at + timedelta(days=3) if done else None, "complete": complete, "updated_at": at,
                "papers": {"counts": {"doubtful": int(chance.random() < 0.03)}} if complete is not None else None,
            })  # fmt: skip
            if scanned:
                batches.append({"id": number + 1, "key": f"{number:064}", "desk": f"quay-{number % 12}",
                                "state": BatchState.DONE, "received_at": at, "sides": Sides.ONE})  # fmt: skip
                dossiers.append({"id": f"d-{number:012}", "batch_id": number + 1, "ordinal": 1, "title": "",
                                 "state": DossierState.LINKED, "case_code": code, "created_at": at})  # fmt: skip
        session.execute(insert(CaseRecord), records)
        session.execute(insert(Batch), batches)
        session.execute(insert(Dossier), dossiers)


def main() -> None:
    """Print milliseconds: the best of three, for the figures of a day, a month and a year, and for lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    cases = parser.parse_args().cases
    with tempfile.TemporaryDirectory() as folder, open_archive(Home(Path(folder) / "home")) as archive:
        with archive.ledger.write() as work:
            fill(work, cases)
        rules, last = Rules.load(archive.home), date(2026, 8, 4)
        for name, days in (("day", 0), ("month", 30), ("year", 365)):
            asked = Asked(last - timedelta(days=days), last)
            took = []
            for _ in range(3):
                began = perf_counter()
                with archive.ledger.read() as session:
                    seen = overview(session, rules, NOW, asked)
                took.append(perf_counter() - began)
            print(
                f"{cases} cases, figures of a {name}: {min(took) * 1000:.0f} ms; {seen.total[Figure.RECEIVED]} received"
            )
        for figure in (Figure.RECEIVED, Figure.BACKLOG, Figure.OVERDUE):
            began = perf_counter()
            with archive.ledger.read() as session:
                found = behind(session, rules, NOW, asked, figure, None, 50, 0)
            print(f"list of {figure} of a year: {(perf_counter() - began) * 1000:.0f} ms; {found.total} in all")


if __name__ == "__main__":
    main()
