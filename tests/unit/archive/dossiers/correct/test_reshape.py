"""What corrections make of a dossier's pages: laws that hold for every dossier, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.dossiers.correct.reshape import carried, hidden, merged, moved, replaced, rescanned, split, turned
from archive.dossiers.shape import ComponentShape, DossierShape, PageShape
from archive.models import DossierState
from config.errors import PageNotFound, UsageError


def dossier(*papers: list[PageShape] | range, id_: str = "d-1") -> DossierShape:
    """A dossier of papers, each of another type; a range names pages by their ids."""
    components = tuple(
        ComponentShape(tuple(PageShape(p) if isinstance(p, int) else p for p in paper), f"paper {number}")
        for number, paper in enumerate(papers, 1)
    )
    return DossierShape(id_, "t", DossierState.UNLINKED, None, (), components)


def ids(shape: DossierShape) -> list[list[int]]:
    return [[page.id for page in component.pages] for component in shape.components]


@st.composite
def dossiers(draw: st.DrawFn) -> DossierShape:
    """One to four papers of one to four pages, at least one page to be seen."""
    lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    hides = draw(st.lists(st.booleans(), min_size=sum(lengths), max_size=sum(lengths)))
    assume(not all(hides))
    pages = [PageShape(number, hide) for number, hide in enumerate(hides, 1)]
    return dossier(*([pages.pop(0) for _ in range(length)] for length in lengths))


@given(dossiers(), st.data())
def test_a_moved_page_stands_where_it_was_sent_and_the_others_keep_their_order(
    shape: DossierShape, data: st.DataObject
) -> None:
    number, to = (data.draw(st.integers(1, len(shape.pages))) for _ in range(2))
    after = moved(shape, number, to)
    page = shape.pages[number - 1]
    assert after.pages[to - 1] == page
    assert [p for p in after.pages if p != page] == [p for p in shape.pages if p != page]
    target = next(c for c in shape.components if shape.pages[to - 1] in c.pages)
    assert next(c.type for c in after.components if page in c.pages) == target.type
    assert all(component.pages for component in after.components)


@given(dossiers(), st.data())
def test_merging_takes_back_a_split(shape: DossierShape, data: st.DataObject) -> None:
    number = data.draw(st.integers(2, max(2, len(shape.pages))))
    try:
        head, tail = split(shape, number, dossier(id_="d-2"))
    except (UsageError, PageNotFound):
        assume(False)
    assert head.pages + tail.pages == shape.pages
    assert head.pages[-1] == shape.pages[number - 2]
    whole, emptied = merged(head, tail)
    assert whole.pages == shape.pages
    assert emptied.pages == () and emptied.state is DossierState.WITHDRAWN


def test_a_paper_that_was_cut_is_whole_again_after_a_merge_and_two_papers_stay_two() -> None:
    shape = DossierShape("d-1", "t", DossierState.UNLINKED, None, (), (ComponentShape((PageShape(1), PageShape(2))),))
    cut = split(shape, 2, dossier(id_="d-2"))
    assert merged(*cut, goes_on=True)[0] == shape
    assert ids(merged(*cut, goes_on=False)[0]) == [[1], [2]]


@given(dossiers(), st.data())
def test_a_carried_page_leaves_one_dossier_and_stands_once_in_the_other(
    shape: DossierShape, data: st.DataObject
) -> None:
    other = dossier(range(101, 103), range(103, 104), id_="d-2")
    number = data.draw(st.integers(1, len(shape.pages)))
    to = data.draw(st.none() | st.integers(1, 4))
    page = shape.pages[number - 1]
    assume(any(not p.hidden for p in shape.pages if p != page))
    source, target = carried(shape, number, other, to)
    assert target.pages[(to or 4) - 1] == page
    assert sorted(p.id for p in source.pages + target.pages) == sorted(p.id for p in shape.pages + other.pages)


def test_a_paper_goes_with_its_last_page() -> None:
    assert ids(moved(dossier(range(1, 2), range(2, 4)), 1, 3)) == [[2, 3, 1]]


def test_a_page_is_turned_from_how_it_lies() -> None:
    shape = turned(dossier(range(1, 3)), 2, 270, lies=180)
    assert [page.turned for page in shape.pages] == [None, 90]


def test_hiding_and_restoring_change_only_one_page() -> None:
    shape = dossier(range(1, 4))
    assert [page.hidden for page in hidden(shape, 2, hide=True).pages] == [False, True, False]
    assert hidden(hidden(shape, 2, hide=True), 2, hide=False) == shape


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_page_that_is_not_there_is_named(number: int) -> None:
    shape = dossier(range(1, 3))
    for change in (
        lambda: moved(shape, number, 1),
        lambda: moved(shape, 1, number),
        lambda: hidden(shape, number, hide=True),
        lambda: turned(shape, number, 90, lies=0),
        lambda: split(shape, number, dossier(id_="d-2")),
        lambda: carried(shape, number, dossier(range(7, 9), id_="d-2"), None),
    ):
        with pytest.raises(PageNotFound, match="d-1"):
            change()


def test_a_page_cannot_go_behind_the_place_after_the_last() -> None:
    with pytest.raises(PageNotFound, match="d-2"):
        carried(dossier(range(1, 3)), 1, dossier(range(7, 9), id_="d-2"), 4)


def test_a_dossier_without_anything_to_show_is_refused() -> None:
    shape = dossier([PageShape(1), PageShape(2, hidden=True)])
    for change in (
        lambda: hidden(shape, 1, hide=True),
        lambda: carried(shape, 1, dossier(range(7, 9), id_="d-2"), None),
        lambda: split(shape, 1, dossier(id_="d-2")),
        lambda: split(shape, 2, dossier(id_="d-2")),
    ):
        with pytest.raises(UsageError, match="page merge"):
            change()


@pytest.mark.parametrize("degrees", [0, 45, 360, -90])
def test_only_quarter_turns_are_known(degrees: int) -> None:
    with pytest.raises(UsageError, match="270"):
        turned(dossier(range(1, 2)), 1, degrees, lies=0)


@given(dossiers(), st.data())
def test_a_rescan_in_the_same_dossier_follows_the_bad_page_and_none_is_lost(
    shape: DossierShape, data: st.DataObject
) -> None:
    assume(len(shape.pages) > 1)
    number, by = (data.draw(st.integers(1, len(shape.pages))) for _ in range(2))
    assume(number != by)
    old, new = shape.pages[number - 1].id, shape.pages[by - 1].id
    after = replaced(shape, number, by)
    order = [page.id for page in after.pages]
    assert order[order.index(old) + 1] == new
    assert sorted(order) == sorted(page.id for page in shape.pages)
    assert {page.id: page.hidden for page in after.pages if page.id in (old, new)} == {old: True, new: False}
    assert [page.id for page in after.pages if page.spare] == [old]
    assert not any(page.spare for page in hidden(after, order.index(old) + 1, hide=False).pages)


def test_a_rescan_from_another_dossier_leaves_its_other_pages_there() -> None:
    after, left = rescanned(dossier(range(1, 4)), 2, dossier(range(7, 9), id_="d-2"), 1)
    assert ids(after) == [[1, 2, 7, 3]]
    assert [page.hidden for page in after.pages] == [False, True, False, False]
    assert ids(left) == [[8]]


def test_a_dossier_of_the_rescan_alone_is_withdrawn_and_its_blank_back_goes_along() -> None:
    source = dossier([PageShape(7), PageShape(8, hidden=True)], id_="d-2")
    after, left = rescanned(dossier(range(1, 3)), 1, source, 1)
    assert ids(after) == [[1, 7, 2, 8]]
    assert [page.id for page in after.pages if page.spare] == [1, 8], "two sides are counted, as before"
    assert (left.state, left.reason, left.reason_details) == (DossierState.WITHDRAWN, "rescan", {"into": "d-1"})


def test_a_page_cannot_take_its_own_place() -> None:
    with pytest.raises(UsageError):
        replaced(dossier(range(1, 3)), 1, 1)
