"""Golden questions: pieces of generated pages, with the pages that answer them, drawn by seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase

from archive.search.words import words_of
from benchmarks.corpus import GeneratedPage
from ocr.text.fold import canon, fold

MOST_RELEVANT = 10
"""Pages that answer one question: more could not all be among the first ten."""
KINDS = ("name", "code", "phrase", "phrase", "phrase")
"""Of what the questions are, in turn."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and the pages of which the truth holds it."""

    kind: str
    text: str
    relevant: frozenset[int]


class Truth:
    """What stands on the pages, to be searched word for word, with marks and without."""

    def __init__(self, pages: Sequence[GeneratedPage]) -> None:
        self._exact = {page.number: _spaced(canon(page.truth)) for page in pages}
        self._folded = {number: fold(text) for number, text in self._exact.items()}
        self._pages_with: defaultdict[str, set[int]] = defaultdict(set)
        for number, text in self._folded.items():
            for word in text.split():
                self._pages_with[word].add(number)

    def exactly(self, text: str) -> frozenset[int]:
        """The pages that hold it with these very marks."""
        piece = _spaced(canon(text))
        return frozenset(number for number in self.folded(text) if piece in self._exact[number])

    def folded(self, text: str) -> frozenset[int]:
        """The pages that hold it, whatever the marks."""
        piece = _spaced(fold(text))
        candidates = set.intersection(*(self._pages_with[word] for word in piece.split()))
        return frozenset(number for number in candidates if piece in self._folded[number])


def draw(pages: Sequence[GeneratedPage], truth: Truth, seed: int, count: int) -> list[Golden]:
    """``count`` different questions, each with one to ten relevant pages."""
    random, drawn = Random(f"golden/{seed}"), dict[str, Golden]()
    while len(drawn) < count:
        kind = KINDS[len(drawn) % len(KINDS)]
        text = _piece(kind, random.choice(pages), random)
        if text and text not in drawn and 0 < len(truth.folded(text)) <= MOST_RELEVANT:
            drawn[text] = Golden(kind, text, truth.exactly(text))
    return list(drawn.values())


def misspelt(text: str, seed: int) -> str | None:
    """The question with one slip of the keyboard in one of its words of three letters and more; None: it has none."""
    random, words = Random(f"slip/{seed}/{text}"), text.split()
    places = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= 3]
    if not places:
        return None
    place = random.choice(places)
    slips = [slip for slip in _slips(words[place], random) if fold(slip) != fold(words[place])]
    return " ".join([*words[:place], random.choice(slips), *words[place + 1 :]])


def _piece(kind: str, page: GeneratedPage, random: Random) -> str | None:
    if kind == "name":
        return page.person
    if kind == "code":
        return random.choice([page.symbol, *filter(None, [page.case])])
    words = random.choice(page.truth.split("\n")).split()
    length = random.randint(2, 6)
    if len(words) < length:
        return None
    start = random.randint(0, len(words) - length)
    piece = words[start : start + length]
    return " ".join(piece) if all(any(map(str.isalpha, word)) for word in piece) else None


def _slips(word: str, random: Random) -> Iterator[str]:
    place, letter = random.randrange(len(word)), random.choice(ascii_lowercase)
    yield word[:place] + letter + word[place + 1 :]
    yield word[:place] + letter + word[place:]
    yield word[:place] + word[place + 1 :]
    if place + 1 < len(word):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _spaced(text: str) -> str:
    return f" {' '.join(words_of(text))} "
