"""A verdict turns red when a page is lost, doubled or changed, in what was sent or in what is stored."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from archive.archive import open_archive
from archive.models import Delivery, Page
from config.home import Home
from faults.account import account_of
from faults.papers import number_on, page, pdf_states
from faults.verdict import Account, Fate, Found, Sent, judge
from scanner_agent.claim import CLAIMED
from tests.watching import agents

SENT = (Sent("1.jpg", b"one", (1,)), Sent("2.jpg", b"two", (2,)), Sent("cut.jpg", b"three", fate=Fate.CUT))


def found(sent: Sent, size: int | None = None, state: str = "stored", reason: str | None = None) -> Found:
    content = sent.content[:size]
    return Found(sent.name, hashlib.sha256(content).hexdigest(), len(content), state, reason, sent.pages)


FILES = (found(SENT[0]), found(SENT[1]), found(SENT[2], 2, "quarantined", "truncated_file"))


def test_everything_in_its_place_is_well() -> None:
    assert judge(SENT, Account(FILES)) == ()


@pytest.mark.parametrize(
    "files",
    [
        FILES[1:],
        (*FILES, FILES[0]),
        (replace(FILES[0], sha256=hashlib.sha256(b"other").hexdigest()), *FILES[1:]),
        (replace(FILES[0], pages=()), *FILES[1:]),
        (replace(FILES[0], pages=(1, 1)), *FILES[1:]),
        (replace(FILES[0], pages=(2,)), replace(FILES[1], pages=(1,)), FILES[2]),
        (replace(FILES[0], state="quarantined", reason="corrupt_file"), *FILES[1:]),
        (*FILES[:2], found(SENT[2], None, "quarantined", "truncated_file")),
        (*FILES[:2], found(SENT[2], 2)),
        (*FILES[:2], found(SENT[2], 2, "quarantined")),
        FILES[:2],
    ],
    ids=[
        "lost",
        "doubled",
        "changed",
        "without its page",
        "its page twice",
        "pages exchanged",
        "set aside though whole",
        "not cut",
        "stored though cut",
        "no reason",
        "part lost",
    ],
)
def test_what_differs_is_said(files: tuple[Found, ...]) -> None:
    assert judge(SENT, Account(files))


def test_what_was_only_tried_may_be_there_once_or_not_at_all() -> None:
    tried = Sent("3.jpg", b"four", (4,), Fate.ATTEMPT)
    assert judge((tried,), Account(())) == ()
    assert judge((tried,), Account((found(tried, 2, "quarantined", "truncated_file"),))) == ()
    assert judge((tried,), Account((found(tried), found(tried))))


def test_a_complaint_is_a_difference() -> None:
    assert judge(SENT, Account(FILES, ("the receipt of batch 1 does not add up",)))


def test_a_page_is_known_again_by_its_strip() -> None:
    assert number_on(page(40_961)) == 40_961
    assert number_on(page(7, 2)) == 7
    assert len(pdf_states([1, 2])) == 2


@pytest.fixture
def kept(home: Home, tmp_path: Path) -> tuple[Home, Path, list[Sent]]:
    """Two pages that an agent has taken in, and what was sent."""
    drop = tmp_path / "drop"
    drop.mkdir()
    home.open()
    home.settings.write_text(
        f'[[sources]]\npath = "{drop}"\n[agent]\nsettle = 0\nkeep_free_megabytes = 1\n', encoding="utf-8"
    )
    sent = [Sent(f"SCN_000{number}.jpg", page(number), (number,)) for number in (1, 2)]
    for each in sent:
        (drop / each.name).write_bytes(each.content)
    with agents(home, SOHOA_DOUBLE="decoding") as start:
        start("--once", "--json").communicate(timeout=120)
    assert judge(sent, account_of([home], [drop])) == ()
    return home, drop, sent


def test_bytes_pages_and_leftovers_that_were_tampered_with_are_found(kept: tuple[Home, Path, list[Sent]]) -> None:
    home, drop, sent = kept
    assert judge([replace(sent[0], content=page(3)), sent[1]], account_of([home], [drop]))
    left = drop / CLAIMED / "forgotten.jpg"
    left.write_bytes(b"x")
    assert any("left in the drop" in said for said in judge(sent, account_of([home], [drop])))
    left.unlink()

    with open_archive(home) as archive:
        with archive.ledger.read() as session:
            first, second = session.query(Page).order_by(Page.id)
            digest = str(session.query(Delivery).first().sha256)
        stored = archive.objects.path(digest)
        with archive.ledger.write() as work:
            work.execute(update(Page).where(Page.id == first.id).values(image_sha256=second.image_sha256))
        assert any("page 1 is lost" in said for said in judge(sent, account_of([home], [drop])))
        with archive.ledger.write() as work:
            work.execute(update(Page).where(Page.id == first.id).values(image_sha256=first.image_sha256))
    assert judge(sent, account_of([home], [drop])) == ()

    whole = stored.read_bytes()
    stored.chmod(0o600)
    stored.write_bytes(whole[:-1])
    assert any("damaged" in said for said in judge(sent, account_of([home], [drop])))
    stored.unlink()
    assert any("lost" in said for said in judge(sent, account_of([home], [drop])))
