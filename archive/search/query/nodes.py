"""What a person asked for, as a tree. Its leaves hold words as `canon` and as `fold` make them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One term; ``canon`` and ``fold`` of it."""

    exact: str
    folded: str

    @property
    def has_digit(self) -> bool:
        """Whether it is, or is part of, a number or code: another one is never meant instead."""
        return any(ch.isdigit() for ch in self.folded)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A word of which only the beginning is given."""

    word: Word


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotes: side by side, in this order. At least two."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A piece with a digit that may be a code, a number, or the beginning of one."""

    text: str
    """Folded, punctuation inside kept: what the field of codes holds."""
    words: tuple[Word, ...]
    """The same as words side by side; empty where only codes are meant, as in ``H26.12*``."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of them. At least two, none of which is an `AllOf`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them. At least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Pages without it."""

    part: Node


Node = Word | Prefix | Phrase | Code | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Run:
    """Words that were typed one after the other."""

    words: tuple[Word, ...]
    parts: tuple[Node, ...]
    """Of what must all hold, those that hold its words."""
    beside: tuple[Node, ...]
    """The other ones."""
    quoted: bool = False


def parts_of(node: Node) -> tuple[Node, ...]:
    """What must all hold."""
    return node.parts if isinstance(node, AllOf) else (node,)


def runs_of(node: Node) -> Iterator[Run]:
    """The runs among what must all hold: quoted ones, and words between which nothing else stands."""
    parts = parts_of(node)
    start = 0
    while start < len(parts):
        end = start
        words: list[Word] = []
        while end < len(parts) and (more := _loose_words(parts[end])):
            words.extend(more)
            end += 1
        part = parts[start]
        if words:
            yield Run(tuple(words), parts[start:end], parts[:start] + parts[end:])
        elif isinstance(part, Phrase):
            yield Run(part.words, (part,), parts[:start] + parts[start + 1 :], quoted=True)
        start = max(end, start + 1)


def _loose_words(part: Node) -> tuple[Word, ...]:
    return (part,) if isinstance(part, Word) else part.words if isinstance(part, Code) else ()


def wanted_leaves(node: Node) -> Iterator[Word | Prefix | Phrase | Code]:
    """All leaves but those behind a `Not`."""
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from wanted_leaves(part)
    elif not isinstance(node, Not):
        yield node
