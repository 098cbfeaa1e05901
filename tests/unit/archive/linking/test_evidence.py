"""Evidence as the ledger keeps it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.linking import Evidence, LinkRank, Problem
from ocr.page import Box

boxes = st.builds(Box.from_corners, *[st.floats(0, 1)] * 4)
names = st.one_of(st.tuples(st.text(min_size=1), st.none()), st.tuples(st.none(), st.sampled_from(Problem) | st.none()))


@given(names, st.sampled_from(LinkRank), st.text(), st.text(), boxes | st.none())
def test_it_comes_back_from_json_as_it_went(
    named: tuple[str | None, Problem | None], rank: LinkRank, rule: str, text: str, box: Box | None
) -> None:
    evidence = Evidence(rank, rule, *named, text, box)
    assert Evidence.from_dict(json.loads(json.dumps(evidence.to_dict()))) == evidence


def test_a_code_with_a_problem_is_refused() -> None:
    with pytest.raises(ValueError, match="a code and a problem"):
        Evidence(LinkRank.QR, "page_qr", "H57.132-260804-0583", Problem.INVALID)


def test_ranks_stand_strongest_first() -> None:
    assert list(LinkRank) == [LinkRank.CLERK, LinkRank.SEPARATOR, LinkRank.QR, LinkRank.PRINTED_CODE]
