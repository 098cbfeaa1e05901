"""The list of what needs a person: what one action mends is mended there, by a person, and once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from archive.archive import Archive
from archive.models import CaseRecord, Component, Dossier
from tests.unit.archive.web.browser import Browser, Shelf
from tests.unit.archive.web.conftest import SCRIPT

Open = Callable[..., Browser]
LIKELY = "H26.12-260804-0777"
FORM = re.compile(r'action="(/desk/dossiers/[^"]+/link)">(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'name="(\w+)" value="([^"]*)"')


def record(archive: Archive, shelf: Shelf, code: str, applicant: str) -> None:
    """A case that came on the day on which the unlinked dossier was scanned."""
    with archive.ledger.write() as work:
        dossier = work.get_one(Dossier, shelf.theirs)
        paper = work.query(Component).where(Component.dossier_id == dossier.id).one()
        paper.fields = {"applicant": {"value": "Công ty TNHH Sông Hậu"}}
        at = dossier.batch.received_at
        work.add(CaseRecord(code=code, procedure="x", applicant=applicant, received_at=at, updated_at=at))


@pytest.fixture
def likely(archive: Archive, shelf: Shelf) -> None:
    record(archive, shelf, LIKELY, "Cty TNHH Sông Hậu")


def offered(browser: Browser) -> tuple[str, dict[str, str]] | None:
    """The form of the one button that links: its address and fields."""
    found = FORM.search(browser.get("/exceptions").text)
    return (found[1], dict(HIDDEN.findall(found[2]))) if found else None


def case_of(archive: Archive, shelf: Shelf) -> str | None:
    with archive.ledger.read() as session:
        return session.get_one(Dossier, shelf.theirs).case_code


def test_the_likeliest_case_is_linked_from_the_list(
    browser: Open, archive: Archive, shelf: Shelf, likely: None
) -> None:
    supervisor = browser("supervisor")
    assert case_of(archive, shelf) is None, "nothing is linked by itself"
    form = offered(supervisor)
    assert form and form[0] == f"/desk/dossiers/{shelf.theirs}/link" and form[1]["case"] == LIKELY
    secret = form[1].pop("csrf")
    answer = supervisor.post(form[0], secret, **form[1])
    assert (answer.status_code, answer.headers["location"]) == (303, f"/exceptions?done=linked&of={shelf.theirs}")
    assert case_of(archive, shelf) == LIKELY
    said = supervisor.get(answer.headers["location"]).text
    assert f"Hồ sơ {shelf.theirs} đã gắn với {LIKELY}" in said and offered(supervisor) is None


def test_who_comes_second_is_told_in_the_list(browser: Open, archive: Archive, shelf: Shelf, likely: None) -> None:
    supervisor, administrator = browser("supervisor"), browser("administrator")
    form, late = offered(supervisor), offered(administrator)
    assert form and late
    supervisor.post(form[0], form[1].pop("csrf"), **form[1])
    answer = administrator.post(late[0], late[1].pop("csrf"), **late[1])
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in answer.text and "to-mend" in answer.text


def test_of_two_likely_cases_none_is_offered(browser: Open, archive: Archive, shelf: Shelf, likely: None) -> None:
    record(archive, shelf, "H26.12-260804-0778", "Sông Hậu")
    assert offered(browser("supervisor")) is None


def test_a_closed_case_is_not_offered(browser: Open, archive: Archive, shelf: Shelf, likely: None) -> None:
    with archive.ledger.write() as work:
        work.get_one(CaseRecord, LIKELY).closed_at = work.now
    assert offered(browser("supervisor")) is None


def test_a_clerk_is_offered_nothing_of_another_desk(browser: Open, shelf: Shelf, likely: None) -> None:
    assert offered(browser("clerk")) is None


@pytest.mark.parametrize("of", ["d-000000000000", "", "page:1"])
def test_an_address_that_claims_what_was_not_done_says_nothing(browser: Open, of: str) -> None:
    assert 'role="status"' not in browser("clerk").get(f"/exceptions?done=linked&of={of}").text


def test_an_address_puts_no_words_of_its_own_on_the_page(browser: Open, shelf: Shelf) -> None:
    clerk = browser("clerk")
    assert clerk.get("/exceptions", params={"done": "retried", "of": SCRIPT}).status_code == 400
    assert clerk.get("/exceptions?done=everything").status_code == 400
    assert 'role="status"' not in clerk.get(f"/exceptions?done=linked&of={shelf.theirs}").text
