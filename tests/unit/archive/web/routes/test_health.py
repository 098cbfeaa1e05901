"""What watches the server is told the truth, and nothing of anybody."""

from __future__ import annotations

import re
import shutil

from fastapi import FastAPI
from starlette.testclient import TestClient

from archive.archive import Archive
from archive.models import Role
from archive.web.security import tokens
from tests.unit.archive.web.browser import Shelf


def test_it_lives_and_is_ready(app: FastAPI) -> None:
    browser = TestClient(app)
    assert browser.get("/healthz").json() == {"alive": True}
    answer = browser.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "ledger": "ok", "store": "ok", "index": "ok"}


def test_it_says_what_keeps_it_from_working(app: FastAPI, archive: Archive) -> None:
    shutil.rmtree(archive.home.index)
    shutil.rmtree(archive.home.objects)
    answer = TestClient(app).get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "ledger": "ok", "store": "home_away", "index": "search_not_ready"}


def test_figures_are_counted_and_name_nobody(app: FastAPI, archive: Archive, shelf: Shelf) -> None:
    with archive.ledger.write() as work:
        token = tokens.add(work, "prometheus", Role.CLERK, [])
    assert TestClient(app).get("/metrics").json()["code"] == "token_needed"
    told = TestClient(app).get("/metrics", headers={"authorization": f"Bearer {token}"}).text
    line = re.compile(r'(# (HELP|TYPE) sohoa_\w+ .+|sohoa_\w+(\{\w+="\w*"(,\w+="\w*")*\})? -?\d+)')
    assert [each for each in told.splitlines() if not line.fullmatch(each)] == []
    for sample in (
        'sohoa_pages{state="ok"} 5', 'sohoa_dossiers{state="linked"} 1', 'sohoa_quarantine{kind="page"} 1',
        "sohoa_batches_open 0", 'sohoa_http_requests_total{area="pages",status="4xx"} 1',
    ):  # fmt: skip
        assert sample in told
    assert "quay" not in told and shelf.mine not in told
