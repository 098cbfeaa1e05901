"""The rules of linking, one test a sentence, and what holds whatever comes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.linking import Evidence, LinkRank, Plan, PlannedPage, Problem, plan_dossiers

A, B, C = "H57.132-260804-0583", "H57.132-260804-0584", "000.00.19.H47-260105-0001"


def separator(id_: int, code: str | None = None, problem: Problem | None = None) -> PlannedPage:
    return PlannedPage(id_, separator=True, evidence=(Evidence(LinkRank.SEPARATOR, "r", code, problem, "read"),))


def paper(id_: int, qr: str | None = None, printed: str | None = None) -> PlannedPage:
    said = [(LinkRank.QR, qr), (LinkRank.PRINTED_CODE, printed)]
    return PlannedPage(id_, evidence=tuple(Evidence(rank, "r", code) for rank, code in said if code))


def blank(id_: int) -> PlannedPage:
    return PlannedPage(id_, blank=True)


def told(plan: Plan) -> list[tuple[tuple[int, ...], str | None, str | None]]:
    """Pages, case and reason of each dossier."""
    return [(dossier.pages, dossier.case, dossier.reason) for dossier in plan.dossiers]


def test_where_a_separator_may_have_been_lost_nothing_behind_it_gets_a_case() -> None:
    gap = replace(paper(4), after_gap=True)
    stack = [separator(1, A), paper(2), paper(3), gap, separator(5, B), paper(6)]
    first, second = plan_dossiers(stack).dossiers
    assert (first.case, first.reason, first.reason_details) == (None, "separator_lost", {"code": A})
    assert (second.case, second.reason) == (B, None)


def test_a_gap_right_before_a_separator_or_in_an_undivided_stack_harms_nobody() -> None:
    stack = [separator(1, A), paper(2), replace(separator(3, B), after_gap=True), paper(4)]
    assert told(plan_dossiers(stack)) == [((2,), A, None), ((4,), B, None)]
    assert told(plan_dossiers([paper(1), replace(paper(2), after_gap=True)], A)) == [((1, 2), A, None)]


# --- evidence by rank ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "clerk", "case", "rank", "page"),
    [
        ([paper(1, qr=B, printed=C)], A, A, LinkRank.CLERK, None),
        ([separator(1, A), paper(2, qr=B, printed=C)], None, A, LinkRank.SEPARATOR, 1),
        ([paper(1, printed=C), paper(2, qr=B)], None, B, LinkRank.QR, 2),
        ([paper(1), paper(2, printed=C)], None, C, LinkRank.PRINTED_CODE, 2),
    ],
)
def test_the_strongest_evidence_decides_and_is_kept(
    pages: list[PlannedPage], clerk: str | None, case: str, rank: LinkRank, page: int | None
) -> None:
    (dossier,) = plan_dossiers(pages, clerk).dossiers
    assert (dossier.case, dossier.reason) == (case, None)
    assert dossier.held and (dossier.held.evidence.rank, dossier.held.page) == (rank, page)


def test_without_any_evidence_a_dossier_has_no_case() -> None:
    assert told(plan_dossiers([paper(1), paper(2)])) == [((1, 2), None, "no_case")]


@pytest.mark.parametrize("rank", ["qr", "printed"])
def test_only_evidence_of_equal_rank_conflicts_and_both_are_named(rank: str) -> None:
    pages = [paper(1, **{rank: A}), paper(2, **{rank: B}), paper(3, **{rank: A})]
    (dossier,) = plan_dossiers(pages).dossiers
    assert (dossier.case, dossier.reason) == (None, "conflict")
    assert dossier.reason_details["codes"] == [A, B]
    assert not dossier.foreign


def test_a_weaker_code_does_not_settle_a_conflict() -> None:
    (dossier,) = plan_dossiers([paper(1, qr=A), paper(2, qr=B), paper(3, printed=A)]).dossiers
    assert dossier.reason == "conflict"


def test_two_codes_on_one_page_conflict_too() -> None:
    both = tuple(Evidence(LinkRank.QR, "page_qr", code) for code in (A, B))
    assert told(plan_dossiers([PlannedPage(1, evidence=both)])) == [((1,), None, "conflict")]


@pytest.mark.parametrize(
    ("pages", "clerk"),
    [
        ([separator(1, A), paper(2), paper(3, qr=B), paper(4, qr=A), paper(5, printed=C)], None),
        ([paper(2), paper(3, qr=B), paper(4, qr=A), paper(5, printed=C)], A),
        ([paper(2, qr=A), paper(3, printed=B), paper(4, printed=A), paper(5, printed=C)], None),
    ],
)
def test_a_code_of_lower_rank_that_differs_is_flagged(pages: list[PlannedPage], clerk: str | None) -> None:
    (dossier,) = plan_dossiers(pages, clerk).dossiers
    assert (dossier.case, dossier.foreign) == (A, {3, 5})


@pytest.mark.parametrize("problem", [Problem.INVALID, Problem.IN_FUTURE])
def test_an_impossible_code_on_a_paper_neither_links_nor_flags(problem: Problem) -> None:
    odd = PlannedPage(1, evidence=(Evidence(LinkRank.PRINTED_CODE, "printed_code", None, problem, "H57.1-269999"),))
    assert told(plan_dossiers([odd])) == [((1,), None, "no_case")]
    assert plan_dossiers([odd], A).dossiers[0].foreign == frozenset()


# --- separators ----------------------------------------------------------------------------------------------------


def test_separators_cut_a_batch_and_stand_in_no_dossier() -> None:
    plan = plan_dossiers([separator(1, A), paper(2), paper(3), separator(4, B), paper(5)])
    assert told(plan) == [((2, 3), A, None), ((5,), B, None)]
    assert plan.separators == (1, 4)


@pytest.mark.parametrize(
    ("problem", "reason"),
    [(Problem.UNREADABLE, "separator_unreadable"), (Problem.INVALID, "separator_invalid")],
)
def test_pages_behind_a_failed_separator_go_to_no_case_whatever_they_and_the_clerk_say(
    problem: Problem, reason: str
) -> None:
    pages = [separator(1, A), paper(2), separator(3, None, problem), paper(4, qr=A), paper(5, qr=B, printed=B)]
    plan = plan_dossiers(pages, clerk=C)
    assert told(plan) == [((2,), A, None), ((4, 5), None, reason)]
    assert plan.dossiers[1].reason_details == {"text": "read"}
    assert not plan.dossiers[1].foreign


@pytest.mark.parametrize(
    ("page", "case", "reason"),
    [(paper(4, qr=B), B, None), (paper(4, printed=C), C, None), (paper(4), None, "no_case")],
)
def test_behind_a_bare_separator_the_codes_on_the_pages_link(
    page: PlannedPage, case: str | None, reason: str | None
) -> None:
    plan = plan_dossiers([separator(1, A), paper(2), separator(3), page], clerk=A)
    assert told(plan)[1] == ((4,), case, reason)


def test_pages_before_the_first_separator_are_a_dossier_of_their_own() -> None:
    assert told(plan_dossiers([paper(1), paper(2), separator(3, A), paper(4)])) == [
        ((1, 2), None, "no_case"),
        ((4,), A, None),
    ]


def test_two_separators_in_a_row_make_no_empty_dossier() -> None:
    plan = plan_dossiers([separator(1, A), separator(2, B), paper(3), separator(4, C)])
    assert told(plan) == [((3,), B, None)]
    assert plan.separators == (1, 2, 4)


def test_the_same_code_again_makes_another_dossier_of_that_case() -> None:
    assert told(plan_dossiers([separator(1, A), paper(2), separator(3, A), paper(4)])) == [
        ((2,), A, None),
        ((4,), A, None),
    ]


def test_what_the_clerk_says_holds_only_where_no_separator_does() -> None:
    assert told(plan_dossiers([paper(1), separator(2, B), paper(3)], clerk=A)) == [((1,), A, None), ((3,), B, None)]


# --- blank sides ---------------------------------------------------------------------------------------------------


def test_a_blank_side_behind_a_separator_is_its_back() -> None:
    plan = plan_dossiers([separator(1, A), blank(2), paper(3), blank(4), separator(5, B), paper(6), blank(7)])
    assert told(plan) == [((3, 4), A, None), ((6, 7), B, None)]
    assert plan.separators == (1, 2, 5)


def test_only_one_side_is_the_back_where_papers_follow() -> None:
    plan = plan_dossiers([separator(1, A), blank(2), blank(3), paper(4)])
    assert told(plan) == [((3, 4), A, None)]
    assert plan.separators == (1, 2)


def test_blank_sides_alone_behind_a_separator_make_no_dossier() -> None:
    plan = plan_dossiers([separator(1, A), blank(2), blank(3), blank(4), separator(5, B), blank(6)])
    assert plan.dossiers == () and plan.separators == (1, 2, 3, 4, 5, 6)


def test_blank_sides_without_a_separator_stay_a_dossier() -> None:
    assert told(plan_dossiers([blank(1), blank(2)])) == [((1, 2), None, "no_case")]


def test_nothing_makes_nothing() -> None:
    assert plan_dossiers([], A) == Plan((), ())


# --- whatever comes ------------------------------------------------------------------------------------------------

codes = st.sampled_from([A, B, C])
separators = st.one_of(
    st.builds(lambda code: separator(0, code), codes | st.none()),
    st.builds(lambda problem: separator(0, None, problem), st.sampled_from(Problem)),
)
papers = st.builds(lambda qr, printed: paper(0, qr, printed), codes | st.none(), codes | st.none())


@st.composite
def stacks(draw: st.DrawFn) -> list[PlannedPage]:
    drawn = draw(st.lists(separators | papers | st.just(blank(0)), max_size=14))
    return [PlannedPage(i, each.separator, each.blank, evidence=each.evidence) for i, each in enumerate(drawn, 1)]


@given(stacks(), codes | st.none())
def test_every_page_is_exactly_once_in_dossiers_and_separators(stack: list[PlannedPage], clerk: str | None) -> None:
    plan = plan_dossiers(stack, clerk)
    placed = [id_ for dossier in plan.dossiers for id_ in dossier.pages]
    assert sorted([*placed, *plan.separators]) == [page.id for page in stack]
    assert placed == sorted(placed)
    assert list(plan.separators) == sorted(plan.separators)
    assert {page.id for page in stack if page.separator} <= set(plan.separators)
    assert all(dossier.pages for dossier in plan.dossiers)


@given(stacks(), codes | st.none())
def test_no_dossier_reaches_over_a_separator(stack: list[PlannedPage], clerk: str | None) -> None:
    cuts = [page.id for page in stack if page.separator]
    for dossier in plan_dossiers(stack, clerk).dossiers:
        assert not any(dossier.pages[0] < cut < dossier.pages[-1] for cut in cuts)


@given(stacks(), codes | st.none())
def test_a_case_comes_only_from_what_was_said_of_the_pages_themselves(
    stack: list[PlannedPage], clerk: str | None
) -> None:
    for dossier in plan_dossiers(stack, clerk).dossiers:
        before = [page for page in stack if page.separator and page.id < dossier.pages[0]]
        said = before[-1].evidence[0] if before else Evidence(LinkRank.CLERK, "", clerk)
        own = {e.code for page in stack if page.id in dossier.pages for e in page.evidence}
        if said.problem:
            assert dossier.case is None
        elif said.code:
            assert dossier.case == said.code
        else:
            assert dossier.case is None or dossier.case in own
        assert (dossier.case is None) == (dossier.reason is not None) == (dossier.held is None)
        assert dossier.foreign <= set(dossier.pages)


# --- sheets of paper -----------------------------------------------------------------------------------------------


def test_sheets_are_those_of_the_separator_and_the_typed_ones_hold_before_the_first() -> None:
    counted = PlannedPage(2, separator=True, evidence=(Evidence(LinkRank.SEPARATOR, "r", A, sheets=7),))
    plan = plan_dossiers([paper(1), counted, paper(3), separator(4, B), paper(5)], sheets=12)
    assert [dossier.sheets for dossier in plan.dossiers] == [12, 7, None]
