"""Two passes of a scanner that sees one side: the fronts, then the stack turned over, the last sheet's back first.

Pure: pages in the order in which they came, out in the order of the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TypeVar

_Page = TypeVar("_Page")


def is_even(fronts: Sequence[object], backs: Sequence[object]) -> bool:
    """Whether the passes belong together: without a second one, or with a back for each front."""
    return not backs or len(fronts) == len(backs)


def collated(fronts: Sequence[_Page], backs: Sequence[_Page]) -> list[_Page]:
    """Each front with its back behind it. Where their numbers differ nobody knows which: fronts, then backs."""
    if not is_even(fronts, backs):
        return [*fronts, *reversed(backs)]
    return list(chain.from_iterable(zip(fronts, reversed(backs), strict=True))) if backs else list(fronts)
