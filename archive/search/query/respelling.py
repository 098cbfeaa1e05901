"""The tree of a question with other words in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.search.query.nodes import AllOf, AnyOf, Node, Phrase, Word


def respelt(node: Node, others: Mapping[str, Sequence[str]]) -> Node:
    """The tree with every wanted word that has ``others`` replaced by any of them; what is denied stays."""
    match node:
        case Word(_, folded) if folded in others:
            return _any_of([Word(other, other) for other in others[folded]])
        case Phrase(words):
            return _phrase(words, others)
        case AllOf(parts):
            return AllOf(tuple(respelt(part, others) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(respelt(part, others) for part in parts))
        case _:
            return node


def _phrase(words: tuple[Word, ...], others: Mapping[str, Sequence[str]]) -> Node:
    """Only the first of the words that have others is replaced: all combinations would be too many."""
    for place, word in enumerate(words):
        if found := others.get(word.folded):
            return _any_of([Phrase((*words[:place], Word(other, other), *words[place + 1 :])) for other in found])
    return Phrase(words)


def _any_of(nodes: Sequence[Node]) -> Node:
    return AnyOf(tuple(nodes)) if len(nodes) > 1 else nodes[0]
