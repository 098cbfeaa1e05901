"""The day at a glance: every figure leads to what it counts, and what cannot be known is said to be so."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable

from archive.archive import Archive
from archive.models import CaseRecord, Event
from tests.unit.archive.web.browser import Browser, Shelf
from tests.unit.archive.web.conftest import SCRIPT

Open = Callable[..., Browser]
LINK = re.compile(r'<td class="number"><a href="([^"]+)">(\d+)</a>')


def test_every_figure_leads_to_what_it_counts(browser: Open, shelf: Shelf, archive: Archive) -> None:
    supervisor = browser("supervisor")
    shown = supervisor.get("/today").text
    figures = [(html.unescape(link), int(number)) for link, number in LINK.findall(shown)]
    assert len(figures) > 10
    for link, number in figures:
        assert f": {number}</h1>" in supervisor.get(link).text, link
    listed = supervisor.get(next(link for link, _ in figures if "figure=received" in link)).text
    assert f'href="/dossiers/{shelf.mine}"' in listed and "<script>" not in listed
    with archive.ledger.read() as session:
        assert session.query(Event).where(Event.kind == "web.listed").count() == len(figures) + 1


def test_what_cannot_be_known_is_said(browser: Open) -> None:
    shown = browser("supervisor").get("/today").text
    assert shown.count("không biết được ở đây") == 2


def test_days_in_the_wrong_order_are_put_right(browser: Open) -> None:
    shown = browser("supervisor").get("/today?from=2026-08-09&to=2026-08-04").text
    assert 'name="from" value="2026-08-04"' in shown and 'name="to" value="2026-08-09"' in shown


def test_the_table_is_taken_away_without_formulas(browser: Open, archive: Archive) -> None:
    with archive.ledger.write() as work:
        at = work.now
        work.add(CaseRecord(code="H26-1", procedure=f"=1+{SCRIPT}", applicant="x", received_at=at, updated_at=at))
    answer = browser("supervisor").get("/today.csv")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["Quầy", "Thủ tục", "Tiếp nhận"]
    assert f"'=1+{SCRIPT}" in [row[1] for row in rows] and sum(int(row[2]) for row in rows[1:]) == 2
    with archive.ledger.read() as session:
        assert session.query(Event).where(Event.kind == "web.exported").one().data["user"] == "supervisor"
