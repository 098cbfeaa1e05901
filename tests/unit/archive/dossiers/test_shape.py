"""Shapes: what is restored is what was described, and no page is lost or doubled on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.archive import Archive
from archive.dossiers.describe import find
from archive.dossiers.shape import ComponentShape, DossierShape, PageShape, from_json, restore, shape_of, to_json
from archive.models import CaseRecord, Component, DossierState, Page
from tests.unit.archive.dossiers.looking import Scan, names, shape

CASE = "H26.12-260804-0583"


def regrouped(of: DossierShape, *papers: tuple[int, ...]) -> DossierShape:
    """The pages of a dossier, by number, as other papers."""
    components = (ComponentShape(tuple(of.pages[i - 1] for i in paper), f"paper-{n}") for n, paper in enumerate(papers))
    return replace(of, components=tuple(components))


def put(archive: Archive, *shapes: DossierShape) -> None:
    with archive.ledger.write() as work:
        restore(work, shapes)


def test_restoring_what_is_there_changes_nothing(archive: Archive, scan: Scan) -> None:
    dossier = scan(3, CASE)
    before = shape(archive, dossier)
    with archive.ledger.write() as work:
        restore(work, [shape_of(work, find(work, dossier))])
        assert shape_of(work, find(work, dossier)) == before
    assert shape(archive, dossier) == before


@pytest.mark.parametrize("papers", [((2, 1), (3, 4)), ((4,), (3,), (2,), (1,)), ((4, 3, 2, 1),)])
def test_any_order_in_any_papers_is_restored(archive: Archive, scan: Scan, papers: tuple[tuple[int, ...], ...]) -> None:
    dossier = scan(4)
    before = shape(archive, dossier)
    other = regrouped(before, *papers)
    put(archive, other)
    assert shape(archive, dossier) == other
    with archive.ledger.read() as session:
        positions = [[page.position for page in row.pages] for row in session.query(Component)]
    assert positions == [list(range(1, len(paper) + 1)) for paper in papers]
    put(archive, before)
    assert shape(archive, dossier) == before


def test_pages_change_places_between_dossiers(archive: Archive, scan: Scan) -> None:
    first, second = scan(2, stack="a"), scan(2, stack="b")
    shapes = [shape(archive, first), shape(archive, second)]
    crossed = [
        replace(shapes[0], components=shapes[1].components),
        replace(shapes[1], components=shapes[0].components),
    ]
    put(archive, *crossed)
    assert (names(archive, first), names(archive, second)) == ("b1 b2", "a1 a2")
    put(archive, *shapes)
    assert [shape(archive, first), shape(archive, second)] == shapes


def test_a_page_is_neither_lost_nor_doubled_nor_stolen(archive: Archive, scan: Scan) -> None:
    first, second = shape(archive, scan(2, stack="a")), shape(archive, scan(2, stack="b"))
    lost, doubled = regrouped(first, (1,)), regrouped(first, (1, 2), (2,))
    stolen = replace(first, components=(*first.components, *second.components))
    for shapes in ([lost], [doubled], [stolen], [stolen, second]):
        with pytest.raises(ValueError, match="pages"):
            put(archive, *shapes)
    assert shape(archive, first.id) == first
    with archive.ledger.read() as session:
        assert session.query(Page).where(Page.component_id.is_(None)).count() == 0


def test_whether_the_record_has_come_is_for_the_case_records_to_say(archive: Archive, scan: Scan) -> None:
    dossier = scan(1, CASE)
    awaiting = shape(archive, dossier)
    with archive.ledger.read() as session:
        assert find(session, dossier).state is DossierState.AWAITING_CASE
    with archive.ledger.write() as work:
        work.add(CaseRecord(code=CASE, procedure="p", applicant="a", received_at=work.now, updated_at=work.now))
        work.flush()
        restore(work, [awaiting])
    assert shape(archive, dossier) == awaiting
    with archive.ledger.read() as session:
        assert find(session, dossier).state is DossierState.LINKED


def test_a_shape_survives_being_written_down(archive: Archive, scan: Scan) -> None:
    before = shape(archive, scan(2, CASE))
    turned = replace(before, components=(ComponentShape((PageShape(7, True, 270),), "don-de-nghi"),))
    assert from_json(to_json([before, replace(turned, id="d-2")])) == (before, replace(turned, id="d-2"))


def test_a_type_of_an_edit_from_before_papers_were_told_apart_was_nobodys_word(archive: Archive, scan: Scan) -> None:
    before = shape(archive, scan(1))
    plain = to_json([before])
    plain[before.id]["components"][0] |= {"type": "other", "title": "Giấy tờ", "fields": {}}
    assert from_json(plain) == (before,)
