"""Undo: whatever was corrected, in whatever order, comes back; what came later is never lost by it."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from archive.archive import Archive
from archive.cases import checked_row
from archive.dossiers import correct
from archive.dossiers.shape import DossierShape
from archive.dossiers.undo import redo, undo
from archive.events import broken_links
from archive.models import CaseRecord, Component, Dossier, DossierFile, DossierState, Edit, Event, Page
from archive.verify import verify
from config.errors import DossierNotFound, UsageError
from tests.unit.archive.dossiers.looking import Scan, names, row, shape, unwatched

CASES = ["H26.12-260804-0583", "H26.12-260804-0584"]


class Clerk:
    """Corrects at random, and remembers the shapes before each correction."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self._archive = archive
        self._dice = random.Random(seed)
        self.before: list[tuple[str, dict[str, DossierShape]]] = []

    def corrects(self) -> None:
        """One correction, unless what the dice say cannot be done."""
        before = shapes(self._archive)
        alive = [each for each in before.values() if each.pages]
        one = self._dice.choice(alive)
        other = self._dice.choice(alive)
        try:
            done = self._correction(one, other)
        except UsageError:
            assert shapes(self._archive) == before
        else:
            self.before.append((done.dossiers[0]["id"], before))

    def _correction(self, one: DossierShape, other: DossierShape) -> correct.Corrected:
        dice, archive, id_ = self._dice, self._archive, one.id
        number, to = dice.randint(1, len(one.pages)), dice.randint(1, len(one.pages))
        match dice.randrange(9):
            case 0:
                return correct.link(archive, id_, dice.choice(CASES), unwatched)
            case 1:
                return correct.unlink(archive, id_, unwatched)
            case 2:
                return correct.move_page(archive, id_, number, to, unwatched)
            case 3:
                return correct.carry_page(archive, id_, number, other.id, None, unwatched)
            case 4:
                return correct.rotate_page(archive, id_, number, dice.choice([90, 180, 270]), unwatched)
            case 5:
                return correct.hide_page(archive, id_, number, unwatched)
            case 6:
                return correct.restore_page(archive, id_, number, unwatched)
            case 7:
                return correct.split(archive, id_, number, dice.choice([None, *CASES]), unwatched)
        return correct.merge(archive, id_, other.id, unwatched)


def shapes(archive: Archive) -> dict[str, DossierShape]:
    with archive.ledger.read() as session:
        return {id_: shape(archive, id_) for (id_,) in session.query(Dossier.id)}


def check(archive: Archive, pages: int, versions: Counter[str]) -> None:
    """Every page in one place, versions only up, every file of its version, the chain whole."""
    with archive.ledger.read() as session:
        placed = [(page.component_id, page.position) for page in session.query(Page)]
        assert len(placed) == len(set(placed)) == pages and (None, None) not in placed
        for component in session.query(Component):
            assert [page.position for page in component.pages] == list(range(1, len(component.pages) + 1)) != []
        for dossier in session.query(Dossier):
            assert dossier.version >= versions[dossier.id]
            versions[dossier.id] = dossier.version
            assert (dossier.state is DossierState.WITHDRAWN) == (not dossier.pages)
            assert dossier.file is None if not dossier.pages else dossier.file.version == dossier.version
        edits = session.query(Event).where(Event.kind == "dossier.corrected").count()
        assert session.query(Edit).count() == edits
        assert broken_links(session) == []


@pytest.mark.parametrize("seed", range(4))
def test_undoing_everything_leads_back_to_the_beginning(archive: Archive, scan: Scan, seed: int) -> None:
    scan(4, CASES[0], stack="a")
    scan(3, stack="b")
    clerk, versions, beginning = Clerk(archive, seed), Counter[str](), shapes(archive)
    for _ in range(12):
        clerk.corrects()
        check(archive, 7, versions)
    assert len(clerk.before) >= 3
    for dossier, before in reversed(clerk.before):
        undo(archive, dossier, unwatched)
        now = shapes(archive)
        assert {id_: now[id_] for id_ in before} == before
        assert not any(now[id_].pages for id_ in now.keys() - before.keys())
        check(archive, 7, versions)
    assert {id_: shape for id_, shape in shapes(archive).items() if id_ in beginning} == beginning
    *_, report = verify(archive)
    assert report.ok


def test_redo_walks_forward_again(archive: Archive, scan: Scan) -> None:
    dossier = scan(4)
    correct.move_page(archive, dossier, 1, 4, unwatched)
    correct.hide_page(archive, dossier, 1, unwatched)
    seen = []
    for step in (undo, undo, redo, redo, undo, redo):
        step(archive, dossier, unwatched)
        seen.append(names(archive, dossier))
    start, moved, hidden = "1 2 3 4", "2 3 4 1", "(2) 3 4 1"
    assert seen == [moved, start, moved, hidden, moved, hidden]
    assert row(archive, dossier).version == 9
    with pytest.raises(UsageError, match="no undo"):
        redo(archive, dossier, unwatched)


def test_a_split_and_a_merge_come_back_as_the_same_dossiers(archive: Archive, scan: Scan) -> None:
    dossier = scan(3, CASES[0])
    beginning = shape(archive, dossier)
    new = correct.split(archive, dossier, 2, CASES[1], unwatched).dossiers[1]["id"]
    parted = shapes(archive)
    correct.merge(archive, dossier, new, unwatched)
    undo(archive, new, unwatched)
    assert shapes(archive) == parted
    done = undo(archive, new, unwatched)
    assert shape(archive, dossier) == beginning
    assert done.dossiers[1]["state"] == "withdrawn"
    redo(archive, dossier, unwatched)
    assert shapes(archive) == parted


def test_what_was_changed_since_is_not_overwritten(archive: Archive, scan: Scan) -> None:
    first, second = scan(2, stack="a"), scan(2, stack="b")
    correct.carry_page(archive, first, 1, second, None, unwatched)
    correct.hide_page(archive, second, 1, unwatched)
    with pytest.raises(UsageError, match=f"{second} was changed since"):
        undo(archive, first, unwatched)
    undo(archive, second, unwatched)
    undo(archive, first, unwatched)
    assert (names(archive, first), names(archive, second)) == ("a1 a2", "b1 b2")
    correct.hide_page(archive, first, 1, unwatched)
    with pytest.raises(UsageError, match=f"{first} was changed since"):
        redo(archive, second, unwatched)


def test_a_record_that_comes_meanwhile_is_no_change(archive: Archive, scan: Scan) -> None:
    dossier = scan(1, CASES[0])
    correct.link(archive, dossier, CASES[1], unwatched)
    with archive.ledger.write() as work:
        for code in CASES:
            record = checked_row(
                {"code": code, "procedure": "2.000004", "applicant": "A", "received_at": "2026-08-04T09:30"}
            )
            work.add(CaseRecord(**record, updated_at=work.now))
        work.get_one(Dossier, dossier).state = DossierState.LINKED
    undo(archive, dossier, unwatched)
    after = row(archive, dossier)
    assert (after.case_code, after.state) == (CASES[0], DossierState.LINKED)


def test_a_turn_that_is_undone_is_found_out_again(archive: Archive, scan: Scan) -> None:
    dossier = scan(1)
    reading = row(archive, dossier).pages[0].reading_sha256
    correct.rotate_page(archive, dossier, 1, 90, unwatched)
    undo(archive, dossier, unwatched)
    (page,) = row(archive, dossier).pages
    assert (page.turned_by_hand, page.rotation, page.reading_sha256) == (None, 0, reading)


def test_there_may_be_nothing_to_undo(archive: Archive, scan: Scan) -> None:
    first, second = scan(1, stack="a"), scan(1, stack="b")
    correct.link(archive, first, CASES[0], unwatched)
    with pytest.raises(UsageError, match="no correction"):
        undo(archive, second, unwatched)
    with pytest.raises(DossierNotFound):
        undo(archive, "d-000", unwatched)
    with archive.ledger.read() as session:
        assert session.query(DossierFile).count() == 3
