"""Which papers are found, missing, doubtful, not digitised or more than asked for: papers in, states out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.completeness.verdict import (
    OPEN,
    TYPE_UNSURE,
    ExtraKind,
    Found,
    PaperState,
    PaperVerdict,
    Said,
    Trouble,
    Verdict,
    judged,
)
from archive.models import PaperWord
from archive.papers import INTERNAL_FORM, OTHER
from config.procedures import Component, NotDigitised

BLURRED = Trouble("d-1", 1, "blurred")


def component(id_: str, **more: Any) -> Component:
    return Component.model_validate({"id": id_, "title": id_.upper(), "original": 1, "source": "test", **more})


ASKED = [component("form"), component("licence"), component("contract", **{"if": "Of an agent."})]
OPTIONAL = component("photo", required=False)


def found(type_: str, sure: bool = True, page: int = 1, title: str = "", **more: Any) -> Found:
    return Found("d-1", type_, title or type_.upper(), {page: 100 + page}, sure, **more)


def judge(*papers: Found, said: dict[str, list[Said]] | None = None, known: tuple[str, ...] = ()) -> Verdict:
    return judged([*ASKED, OPTIONAL], known, papers, said or {})


def states(verdict: Verdict) -> str:
    return " ".join(f"{paper.component.id}:{paper.state}" for paper in verdict.papers)


def paper(verdict: Verdict, id_: str) -> PaperVerdict:
    return next(paper for paper in verdict.papers if paper.component.id == id_)


def test_what_is_required_is_found_or_missing_and_a_condition_is_an_open_question() -> None:
    verdict = judge(found("form"))
    assert states(verdict) == "form:found licence:missing contract:if photo:not_asked"
    assert not verdict.complete and verdict.extras == ()
    assert judge(found("form"), found("licence", page=2)).complete


def test_a_title_that_was_not_told_for_certain_is_doubtful_until_a_certain_one_lies_beside_it() -> None:
    verdict = judge(found("form", sure=False, page=3), found("licence"))
    assert paper(verdict, "form").why == (Trouble("d-1", 3, TYPE_UNSURE),) and not verdict.complete
    assert judge(found("form", sure=False, page=3), found("form"), found("licence")).complete


@pytest.mark.parametrize("id_", ["form", "contract", "photo"])
def test_a_page_that_cannot_be_read_makes_any_paper_doubtful_that_lies_there(id_: str) -> None:
    rest = [found(each) for each in ("form", "licence") if each != id_]
    verdict = judge(found(id_, troubles=(BLURRED,)), *rest)
    assert (paper(verdict, id_).state, paper(verdict, id_).why) == (PaperState.DOUBTFUL, (BLURRED,))
    assert not verdict.complete


def test_a_good_scan_of_one_part_does_not_hide_a_bad_one_of_another() -> None:
    verdict = judge(found("form"), found("form", page=2, title="ANNEX", troubles=(BLURRED,)), found("licence"))
    assert paper(verdict, "form").state is PaperState.DOUBTFUL


def test_accepted_pages_are_good_and_pages_that_came_later_were_not_accepted() -> None:
    said = {"form": [Said(PaperWord.ACCEPTED, pages=frozenset({101}))]}
    seen, later = found("form", troubles=(BLURRED,)), found("form", page=2, troubles=(Trouble("d-1", 2, "unread"),))
    assert paper(judge(seen, said=said), "form").state is PaperState.FOUND
    assert paper(judge(seen, said=said), "form").accepted
    assert paper(judge(seen, later, said=said), "form").state is PaperState.DOUBTFUL
    assert paper(judge(said=said), "form").state is PaperState.MISSING


def test_what_need_not_be_scanned_is_not_missing_and_what_was_scanned_all_the_same_is_found() -> None:
    said = {"licence": [Said(PaperWord.NOT_DIGITISED, NotDigitised.SHARED_DATA)]}
    verdict = judge(found("form"), said=said)
    assert paper(verdict, "licence").state is PaperState.NOT_DIGITISED and verdict.complete
    assert paper(verdict, "licence").reason is NotDigitised.SHARED_DATA
    assert paper(judge(found("licence"), said=said), "licence").state is PaperState.FOUND


@pytest.mark.parametrize(
    ("word", "state", "required"),
    [(PaperWord.APPLIES, PaperState.MISSING, True), (PaperWord.DOES_NOT_APPLY, PaperState.NOT_ASKED, False)],
)
def test_a_person_answers_a_condition(word: PaperWord, state: PaperState, required: bool) -> None:
    verdict = paper(judge(said={"contract": [Said(word)]}), "contract")
    assert (verdict.state, verdict.required) == (state, required)


def test_extras_are_strange_foreign_or_there_too_often() -> None:
    verdict = judge(
        found("form"),
        found("form", page=2),
        found("licence", page=3),
        found("licence", page=4, title="ANOTHER LICENCE"),
        found(OTHER, page=5),
        found(OTHER, page=6, paper="2.000648/don-de-nghi"),
        found(INTERNAL_FORM, page=7),
        found("can-cuoc", page=8, paper="can-cuoc"),
        known=("can-cuoc",),
    )
    assert [(extra.kind, *extra.found.pages) for extra in verdict.extras] == [
        (ExtraKind.TWICE, 2),
        (ExtraKind.UNKNOWN, 5),
        (ExtraKind.FOREIGN, 6),
    ]
    assert verdict.complete


PAPERS = st.lists(
    st.builds(
        found,
        st.sampled_from(["form", "licence", "contract", "photo", OTHER]),
        st.booleans(),
        st.integers(1, 9),
        troubles=st.sampled_from([(), (BLURRED,)]),
    ),
    max_size=6,
)


@given(PAPERS)
def test_a_certain_clear_paper_of_each_kind_and_no_doubt_is_complete_and_nothing_else(papers: list[Found]) -> None:
    verdict = judge(*papers)
    clear = {p.type for p in papers if p.sure} - {p.type for p in papers if p.sure and p.troubles}
    there = {p.type for p in papers} - {OTHER}
    assert verdict.complete == ({"form", "licence"} <= clear and there <= clear)
    assert all((p.state in OPEN) or p.state is PaperState.FOUND for p in verdict.papers if p.required)
