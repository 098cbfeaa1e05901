"""A desk on an archive whose pages are real images; what stands on them is said by the tests."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from PIL import Image
from starlette.testclient import TestClient

from archive.archive import Archive, open_archive
from archive.intake import take_in
from archive.models import CaseRecord, Dossier, Role, User
from archive.readings import pack, unread
from archive.web.app import create_app
from archive.web.security import passwords
from archive.work import drive
from archive.work.engine import Engine
from archive.work.orders import Order, ReadOrder, ReadResult, Result
from config.home import Home
from ocr.page import Box, Line, PageState, Word
from tests.doubles import DecodingWork, OneRunner, ScriptedRunner
from tests.unit.archive.web.browser import PASSWORD, Browser, Shelf

SCRIPT = "<script>alert(1)</script>"
CASE = "H26.12-260804-0591"


class Reading(DecodingWork):
    """Reads on each page what the test said of its file."""

    says: dict[str, str]

    def __call__(self, order: Order) -> Result:
        if not isinstance(order, ReadOrder):
            return super().__call__(order)
        words = self.says[order.image_sha256].split()
        lines = (Line(tuple(Word(word, Box(0.1 * n, 0.1, 0.08, 0.02), 0.9) for n, word in enumerate(words[:9]))),)
        reading = replace(unread(order.info, PageState.OK), lines=lines)
        sha256 = self._objects.put(pack(reading))
        return ReadResult(sha256, PageState.OK, 0, None, False, False, None, (), "double", "1")


class Runners(OneRunner):
    """In place of `HomeRunners`."""

    def close(self) -> None:
        pass

    def __enter__(self) -> Runners:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def jpeg(shade: int) -> bytes:
    """A small page."""
    out = io.BytesIO()
    Image.new("L", (413, 585), shade).save(out, "JPEG", dpi=(50, 50))
    return out.getvalue()


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 8, 4, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def fill(archive: Archive, folder: Path) -> Shelf:
    """Scan two dossiers; the last page of the first is withheld."""
    work = Reading(archive.objects, archive.dossiers)
    work.says = {}
    runners = Runners(ScriptedRunner(work))

    def scan(desk: str, case: str | None, *texts: str) -> str:
        paths = [folder / f"{desk} {number} {SCRIPT.replace('/', '')}.jpg" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            data = jpeg(255 - len(work.says))
            work.says[hashlib.sha256(data).hexdigest()] = text
            path.write_bytes(data)
        batch = take_in(archive.ledger, archive.objects, paths, desk, case).batch_id
        list(Engine(archive.ledger, runners).run())
        with archive.ledger.read() as session:
            return session.query(Dossier).where(Dossier.batch_id == batch).one().id

    with archive.ledger.write() as ledger:
        at = ledger.now
        ledger.add(CaseRecord(code=CASE, procedure="2.000648", applicant=f"Bà {SCRIPT}", received_at=at, updated_at=at))
    mine = scan("quay-1", CASE, "xăng dầu 001234567890", f"{SCRIPT} xăng", "=1+1 xăng", "xăng mật")
    theirs = scan("quay-2", None, "xăng của quầy khác")
    with archive.ledger.write() as ledger:
        dossier = ledger.get_one(Dossier, mine)
        dossier.pages[3].withheld = True
        ledger.record("page.withheld", f"page:{dossier.pages[3].id}")
        deliveries, withheld = [page.delivery_id for page in dossier.pages], f"page:{dossier.pages[3].id}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drive, "HomeRunners", lambda home, settings: runners)
        drive.make_findable(archive)
    return Shelf(mine, theirs, deliveries[0], deliveries[3], withheld)


def admit(archive: Archive) -> None:
    """One person of each role, named as the role is; passwords need no changing."""
    kept = passwords.hashed(PASSWORD)
    with archive.ledger.write() as work:
        for role in Role:
            work.add(
                User(
                    name=role.value,
                    role=role,
                    desks=["quay-1"],
                    password_hash=kept,
                    must_change=False,
                    created_at=work.now,
                )
            )


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shelf]:
    """A home with everything in it, made once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("desk")
    with open_archive(Home(folder / "home")) as archive:
        shelf = fill(archive, folder)
        admit(archive)
    return folder / "home", shelf


@pytest.fixture
def archive(filled: tuple[Path, Shelf], home: Home) -> Iterator[Archive]:
    shutil.copytree(filled[0], home.path)
    with open_archive(home) as opened:
        yield opened


@pytest.fixture
def shelf(filled: tuple[Path, Shelf]) -> Shelf:
    return filled[1]


@pytest.fixture
def app(archive: Archive, clock: Clock) -> FastAPI:
    return create_app(archive, clock=clock)


@pytest.fixture
def browser(app: FastAPI) -> Iterator[Callable[..., Browser]]:
    """Opens browsers, logged in where a name is said."""

    def opened(name: str | None = None) -> Browser:
        browser = Browser(TestClient(app, follow_redirects=False))
        if name:
            assert browser.log_in(name).status_code == 303
        return browser

    yield opened
