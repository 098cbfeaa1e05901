"""Of the best pages those come first on which the words stand side by side with the very accents that were typed.

The index knows which accented words a page has, not where: to know it the index would have to be a third larger, for
what can be seen in the texts of the few pages that are shown first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archive.search.finding import ENOUGH, RankedPage
from archive.search.query.nodes import Node, runs_of
from archive.search.query.ranking import VERY_BEST
from archive.search.texts import KeptText
from ocr.text.fold import canon


def accented_runs(asked: Node) -> tuple[re.Pattern[str], ...]:
    """What finds each run of two and more words in which marks were typed, in a text that went through `canon`."""
    runs = (run.words for run in runs_of(asked) if len(run.words) > 1)
    return tuple(
        _side_by_side([word.exact for word in words]) for words in runs if any(w.exact != w.folded for w in words)
    )


def _side_by_side(words: Sequence[str]) -> re.Pattern[str]:
    first, *others = map(re.escape, words)
    # A pattern that begins with letters is looked for ten times as fast as one that begins with a condition.
    return re.compile(rf"{first}(?<![^\W_]{first})" + "".join(rf"[\W_]+{word}" for word in others) + r"(?![^\W_])")


def to_be_looked_at(best: Sequence[RankedPage], runs: Sequence[re.Pattern[str]]) -> list[int]:
    """The pages whose texts `very_accents_first` wants to see: so many of the first, whatever is asked for."""
    return [each.page for each in best[:ENOUGH] if each.score >= VERY_BEST] if runs else []


def very_accents_first(
    best: Sequence[RankedPage], runs: Sequence[re.Pattern[str]], texts: Mapping[int, KeptText]
) -> list[RankedPage]:
    """``best`` in its final order. Only the first pages change places, and the score belongs to the place.

    A page whose text is not known is taken for one that has them.
    """
    looked_at = to_be_looked_at(best, runs)
    lacking = {page for page in looked_at if page in texts and not _all_stand(texts[page].text, runs)}
    order = sorted(looked_at, key=lambda page: page in lacking)
    moved = [RankedPage(page, each.score) for page, each in zip(order, best, strict=False)]
    return [*moved, *best[len(moved) :]]


def _all_stand(text: str, runs: Sequence[re.Pattern[str]]) -> bool:
    exact = canon(text)
    return all(run.search(exact) for run in runs)
