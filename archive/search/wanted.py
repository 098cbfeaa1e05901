"""Which words of a page are to be shown for a question: those that were typed, and what they may have become."""

from __future__ import annotations

from archive.search.places import Wanted
from archive.search.query.nodes import Code, Phrase, Prefix, Word, runs_of, wanted_leaves
from archive.search.query.ranking import Ranking


def wanted_of(ranking: Ranking, widened: bool) -> Wanted:
    """What is to be shown of the pages of a ranking; ``widened``: of those with a variant as well."""
    runs = [tuple(enumerate(word.folded for word in run.words)) for run in runs_of(ranking.asked)]
    terms: set[str] = set()
    beginnings: set[str] = set()
    for leaf in wanted_leaves(ranking.asked):
        match leaf:
            case Word(_, folded):
                terms.add(folded)
            case Phrase(words):
                runs.append(tuple(enumerate(word.folded for word in words)))
            case Prefix(word):
                beginnings.add(word.folded)
            case Code(text, words):
                beginnings.add(text)
                runs.append(tuple(enumerate(word.folded for word in words)))
    if widened:
        runs += [variant.terms for _, variant in ranking.variants]
        terms.update(*ranking.misread.values())
        terms.update(each.term for others in ranking.corrections.values() for each in others)
    runs = [run for run in dict.fromkeys(runs) if len(run) > 1]
    return Wanted(tuple(runs), frozenset(terms), tuple(sorted(beginnings)))
