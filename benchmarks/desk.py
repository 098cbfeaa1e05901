"""A busy morning at the desk: how long do 20 clerks and 10 archivists wait while papers are read beside them?

``python -m benchmarks.desk [--seconds 60] [--clerks 20] [--archivists 10]`` starts ``sohoa serve`` on the home of a
demonstration, logs everybody in, lets each click as people do, all of it real HTTP on loopback, while ``sohoa ingest``
reads more pages into the same home; into ``results/desk.json``.
"""

from __future__ import annotations

import argparse
import html
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from archive.archive import open_archive
from archive.dossiers.describe import listing
from archive.models import Role, User
from archive.web.security import passwords
from benchmarks.markdown import about, table
from benchmarks.results import Circumstances, keep, percentile
from config.home import Home
from scanner_agent.demo.run import DESK
from scanner_agent.demo.stack import draw_stack

PASSWORD = "one for all in this benchmark"
PAUSE_SECONDS = (1.0, 4.0)
"""Between two clicks of one person: somebody who works briskly."""
PATIENCE_SECONDS = 30.0
MORE_STACKS = 8
"""Of twelve sides each that are read beside: more than two cores read in a minute while they have all the machine."""
POLL_SECONDS = 2.0
CORRECTS = 0.25
"""Of the times that a clerk chooses a dossier: about once in half a minute."""
FINE = (200, 204, 303, 304, 409)
"""Statuses of answers that people get in the course of work; 409: somebody else was faster, and they are told."""
ON_THE_DESK = tuple(
    map(
        re.compile, (r'name="version" value="(\d+)"', r'name="csrf" value="([^"]+)"', r'hx-get="(/desk/arriving[^"]+)"')
    )
)
SHARES = ("p50", "p95", "p99")
ASKED_MS = 300
QUESTIONS = ("xăng dầu", "hang hoa", "ruou vang", "số 205", "H26.12-2608", '"sở công thương"', "Phùng Thị Ngọc Diễm")


@dataclass
class Waits:
    """How long answers took, in milliseconds by kind of request, and what went wrong; for many threads."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, milliseconds: float, error: str | None) -> None:
        """One answer, or that there was none."""
        with self._lock:
            self.took[kind].append(milliseconds)
            if error:
                self.errors.append(f"{kind}: {error}")


@dataclass
class Somebody:
    """A person at a browser that keeps what it is given, as browsers do."""

    client: httpx2.Client
    dossiers: list[tuple[str, int]]
    """Ids, and how many pages each has."""
    waits: Waits
    chance: random.Random
    tags: dict[str, str] = field(default_factory=dict)
    poll: str = ""
    """What the screen before this person asks every two seconds."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def log_in(self, name: str) -> None:
        """Measured like everything else."""
        self.ask("login", "/login", name=name, password=PASSWORD)

    def ask(self, kind: str, path: str, **form: str) -> str:
        """One request, measured until its last byte; gives the text of the answer."""
        headers = {"if-none-match": self.tags[path]} if path in self.tags else {}
        begun, error, text = time.perf_counter(), None, ""
        try:
            if form:
                answer = self.client.post(path, data=form, headers=headers)
            else:
                answer = self.client.get(path, headers=headers)
            text = answer.text if answer.headers.get("content-type", "").startswith("text/html") else ""
            if answer.status_code not in FINE or answer.headers.get("location", "").startswith("/login"):
                error = str(answer.status_code)
            if tag := answer.headers.get("etag"):
                self.tags[path] = tag
        except httpx2.HTTPError as trouble:
            error = type(trouble).__name__
        self.waits.note(kind, 1000 * (time.perf_counter() - begun), error)
        return text

    def search(self) -> None:
        """Ask for something, and see the thumbnails of what was found."""
        question = self.chance.choice(QUESTIONS)
        self.ask("search", f"/?{httpx2.QueryParams({'q': question})}")
        dossier, pages = self.chance.choice(self.dossiers)
        for number in range(1, min(pages, 3) + 1):
            self.ask("thumbnail", f"/dossiers/{dossier}/pages/{number}/image?size=thumb")

    def read(self) -> None:
        """Open a page with its marks."""
        dossier, pages = self.chance.choice(self.dossiers)
        number = self.chance.randint(1, pages)
        question = httpx2.QueryParams({"q": self.chance.choice(QUESTIONS)})
        self.ask("page", f"/dossiers/{dossier}/pages/{number}?{question}")
        self.ask("page image", f"/dossiers/{dossier}/pages/{number}/image?size=page")

    def open(self) -> None:
        """Open a dossier."""
        dossier, _ = self.chance.choice(self.dossiers)
        self.ask("dossier", f"/dossiers/{dossier}")

    def take(self) -> None:
        """Take a PDF away."""
        dossier, _ = self.chance.choice(self.dossiers)
        self.ask("PDF", f"/dossiers/{dossier}/pdf")

    def table(self) -> None:
        """Take a result away."""
        self.ask("CSV", "/search.csv?q=ruou")

    def work(self) -> None:
        """Choose a dossier at the clerk's screen, and now and then move a page of it there."""
        dossier, pages = self.chance.choice(self.dossiers)
        screen = self.ask("desk", f"/desk?dossier={dossier}")
        version, csrf, poll = (found[1] if (found := each.search(screen)) else "" for each in ON_THE_DESK)
        with self.lock:
            self.poll = html.unescape(poll)
        if pages > 1 and self.chance.random() < CORRECTS:
            number = self.chance.randint(1, pages - 1)
            form = {"csrf": csrf, "version": version, "page": str(number), "to": str(number + 1)}
            self.ask("correction", f"/desk/dossiers/{dossier}/pages/{number}/move", **form)

    def list(self) -> None:
        """Look through what needs a person."""
        self.ask("exceptions", "/exceptions")

    def look(self) -> None:
        """What the clerk's screen asks every two seconds."""
        with self.lock:
            path = self.poll
        if path:
            self.ask("arriving", path)


Doings = tuple[Callable[[Somebody], None], ...]
CLERK: Doings = (*4 * (Somebody.work,), Somebody.search, Somebody.open, Somebody.read, Somebody.list)
ARCHIVIST: Doings = (*2 * (Somebody.search, Somebody.read), Somebody.open, Somebody.take, Somebody.table)
"""What they do, as often as it stands here."""


def work_until(end: float, somebody: Somebody, doings: Doings) -> None:
    """Click, look, click, until ``end`` (of `time.monotonic`)."""
    while (pause := somebody.chance.uniform(*PAUSE_SECONDS)) < end - time.monotonic():
        time.sleep(pause)
        somebody.chance.choice(doings)(somebody)


def poll_until(end: float, somebody: Somebody) -> None:
    """Ask what arrives, as the screen does, until ``end``."""
    while time.monotonic() + POLL_SECONDS < end:
        time.sleep(POLL_SECONDS)
        somebody.look()


def prepare(home: Path, clerks: int, archivists: int) -> list[tuple[str, int]]:
    """The demonstration's dossiers, and everybody's account."""
    if not home.exists():
        run(home, "demo")
    kept = passwords.hashed(PASSWORD)
    with open_archive(Home(home)) as archive:
        with archive.ledger.write() as work:
            for name in people(clerks, archivists):
                role = Role.CLERK if name.startswith("clerk") else Role.ARCHIVIST
                work.add(
                    User(
                        name=name,
                        role=role,
                        desks=[DESK],
                        password_hash=kept,
                        must_change=False,
                        created_at=work.now,
                    )
                )
        with archive.ledger.read() as session:
            return [(each.id, len(each.pages)) for each in listing(session) if each.batch.desk == DESK]


def people(clerks: int, archivists: int) -> list[str]:
    """Names of everybody."""
    return [f"clerk{n}" for n in range(clerks)] + [f"archivist{n}" for n in range(archivists)]


def run(home: Path, *arguments: object) -> None:
    """A command of sohoa, to its end."""
    subprocess.run(command(home, *arguments), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def command(home: Path, *arguments: object) -> list[str]:
    """As a shell would start it."""
    return [sys.executable, "-m", "scanner_agent", "--home", str(home), *map(str, arguments)]


@contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``sohoa serve`` on a port of its own, with its address."""
    port = 20_000 + os.getpid() % 20_000
    process = subprocess.Popen(command(home, "serve", "--port", port), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        line = next(line for line in process.stdout if "http://" in line)
        found = re.search(r"http://\S+", line)
        assert found
        address = found[0]
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                httpx2.get(f"{address}login")
                break
            except httpx2.ConnectError:
                time.sleep(0.1)
        yield process, address
    finally:
        process.terminate()
        process.wait()


def measure(folder: Path, seconds: float, clerks: int, archivists: int) -> dict[str, Any]:
    """The whole morning; what `keep` takes."""
    told = Circumstances.here("python -m benchmarks.desk", "fastapi", "uvicorn").to_json()
    home, scans = folder / "home", folder / "scans"
    scans.mkdir()
    dossiers = prepare(home, clerks, archivists)
    for seed in range(2, 2 + MORE_STACKS):
        for sheet in draw_stack(seed):
            (scans / f"{seed}-{sheet.name}").write_bytes(sheet.jpeg)
    waits, threads = Waits(), []
    with serving(home) as (_, address):
        everybody = []
        for number, name in enumerate(people(clerks, archivists)):
            client = httpx2.Client(base_url=address, timeout=PATIENCE_SECONDS, trust_env=False)
            somebody = Somebody(client, dossiers, waits, random.Random(number))
            somebody.log_in(name)
            everybody.append((somebody, CLERK if name.startswith("clerk") else ARCHIVIST))
        reading = subprocess.Popen(
            command(home, "ingest", scans),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that its children end with it
        )
        end = time.monotonic() + seconds
        for somebody, doings in everybody:
            threads.append(threading.Thread(target=work_until, args=(end, somebody, doings)))
            if doings is CLERK:
                threads.append(threading.Thread(target=poll_until, args=(end, somebody)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        beside = reading.poll() is None
        if beside:
            os.killpg(reading.pid, signal.SIGKILL)
        reading.wait()
        for somebody, _doings in everybody:
            somebody.client.close()
    return {
        "about": told,
        "pages": sum(pages for _, pages in dossiers),
        "people": {"clerks": clerks, "archivists": archivists},
        "seconds": seconds,
        "read_beside_to_the_end": beside,
        "errors": waits.errors,
        "kinds": {kind: figures(took) for kind, took in sorted(waits.took.items())},
        "all": figures([each for kind, took in waits.took.items() for each in took if kind != "login"]),
    }


def figures(took: list[float]) -> dict[str, float]:
    """How many, and percentiles in milliseconds."""
    return {"count": len(took), **{p: round(percentile(took, float(p[1:])), 1) for p in SHARES}}


def desk_section(result: dict[str, Any]) -> str:
    """Its part of RESULTS.md."""
    rows = [
        (
            kind,
            str(each["count"]),
            *(f"{each[p]:.0f}" for p in ("p50", "p95", "p99")),
            f"≤ {ASKED_MS}" * (kind == "all"),
        )
        for kind, each in (*result["kinds"].items(), ("all", result["all"]))
    ]
    who = f"{result['people']['clerks']} clerks and {result['people']['archivists']} archivists"
    until = "to the end" if result["read_beside_to_the_end"] else "for a part of it"
    text = (
        f"{who} click for {result['seconds']:.0f} s, every {PAUSE_SECONDS[0]:.0f}-{PAUSE_SECONDS[1]:.0f} s each, while "
        f"`sohoa ingest`\nreads pages beside {until}. Milliseconds to the last byte, over loopback; *all* is without\n"
        f"logins, which are slow on purpose. Errors: {len(result['errors'])}.\n"
    )
    head = ("request", "how many", "p50", "p95", "p99", "p95 asked")
    return "\n".join(["## The desk in the browser\n", about(result["about"]), text, table(head, rows)])


def main() -> None:
    """Measure, keep, tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--clerks", type=int, default=20)
    options.add_argument("--archivists", type=int, default=10)
    options.add_argument("--home", type=Path, help="of a demonstration that was made before; it is copied")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if chosen.home:
            shutil.copytree(chosen.home, Path(folder) / "home")
        result = measure(Path(folder), chosen.seconds, chosen.clerks, chosen.archivists)
        print(keep("desk", result))
    print(desk_section(result))


if __name__ == "__main__":
    main()
