"""Whether one suggestion stands out so far that pressing one button may do. Pure; a person presses all the same."""

from __future__ import annotations

from collections.abc import Sequence

from archive.suggestions.weigh import Suggestion

SURE = 0.7
"""Weight from which one is offered: name and day do not reach it, unless the case still waits for its first paper."""
AHEAD = 0.2
"""By how much more must speak for it than for the next: two cases of one applicant are not told apart by less."""
TELLING = frozenset({"applicant", "business_number"})
"""Reasons that fit few cases, one of which must be among its own."""


def outstanding(found: Sequence[Suggestion]) -> Suggestion | None:
    """The first of suggestions, the likeliest first, where it is certain enough to be offered; else None."""
    if not found or found[0].weight < SURE or TELLING.isdisjoint(reason.kind for reason in found[0].reasons):
        return None
    return found[0] if len(found) == 1 or found[0].weight - found[1].weight >= AHEAD else None
