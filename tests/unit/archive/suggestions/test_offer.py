"""What is offered at one button stands out; what two cases share does not."""

from __future__ import annotations

import pytest

from archive.suggestions import Reason, Suggestion, outstanding


def suggestion(code: str, weight: float, kind: str = "applicant") -> Suggestion:
    return Suggestion(code, weight, (Reason(kind, "said", "known", weight),))


@pytest.mark.parametrize(
    ("weights", "offered"),
    [([], False), ([0.65], False), ([0.75], True), ([1.0, 0.4], True), ([1.0, 0.9], False), ([0.75, 0.75], False)],
)
def test_only_one_that_is_likely_and_far_ahead_is_offered(weights: list[float], offered: bool) -> None:
    found = [suggestion(str(number), weight) for number, weight in enumerate(weights)]
    assert outstanding(found) == (found[0] if offered else None)


def test_what_fits_many_cases_is_not_offered_however_much_it_weighs() -> None:
    assert outstanding([suggestion("a", 1.0, "procedure")]) is None
    assert outstanding([suggestion("a", 1.0, "business_number")])
