"""Which scans of a batch are of another size than the rest."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

LEAST_PAGES = 4
"""Pages of a batch below which none is the rule."""
USUAL = 0.6
"""Share of the pages that must be of one size for the others to be odd: a mixed stack has no usual size."""


def odd_sizes(sizes: Sequence[tuple[float, float]], tolerance: float) -> list[bool]:
    """Whether each page is odd among those of its batch; ``sizes`` are width and height, whichever way they lie.

    ``tolerance``: share by which a side may differ from the usual one.
    """
    if len(sizes) < LEAST_PAGES:
        return [False] * len(sizes)
    sides = [sorted(size) for size in sizes]
    usual = [median(side[which] for side in sides) for which in (0, 1)]
    odd = [any(abs(a - b) > tolerance * b for a, b in zip(side, usual, strict=True)) for side in sides]
    return odd if odd.count(False) >= USUAL * len(odd) else [False] * len(sizes)
