"""Counts which words follow which in Vietnamese texts: ``python -m benchmarks.corpus.count FOLDER``.

Only the counts are kept (`language.COUNTS`): what was counted cannot be put together again from them.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path

from benchmarks.corpus.language import COUNTS, NUMBER, SYMBOL, Language

RARE = 3
"""A capitalised word that stands in the texts less often than this is left out: mostly people's names."""
LATIN = re.compile(r"[^\W\d_]+[.,;:]?")
"""A word of letters, with the sign that may follow it."""


def words_to_count(text: str) -> Iterator[str]:
    """The words of ``text`` in NFC as they stand, numbers and document numbers as what they are; the rest dropped."""
    for word in unicodedata.normalize("NFC", text).split():
        if any(ch.isdigit() for ch in word):
            yield NUMBER if word.strip(".,;:()").replace(".", "").replace(",", "").isdigit() else SYMBOL
        elif LATIN.fullmatch(word) and not (len(word) > 3 and word.isupper()):
            yield word


def counted(texts: Iterable[str]) -> Language:
    """The language of ``texts``: its words, commonest first, and what follows each."""
    runs = [list(words_to_count(text)) for text in texts]
    often = Counter(chain.from_iterable(runs))
    kept = {word for word, count in often.items() if count >= RARE or not word[0].isupper()}
    runs = [[word for word in run if word in kept] for run in runs]
    words = sorted(kept, key=lambda word: (-often[word], word))
    follow: dict[str, Counter[str]] = {word: Counter() for word in words}
    for run in runs:
        for word, after in pairwise(run):
            follow[word][after] += 1
    numbers = {word: number for number, word in enumerate(words)}
    return Language(
        words=tuple(words),
        follow=tuple(tuple(sorted((numbers[after], count) for after, count in follow[word].items())) for word in words),
    )


def main() -> None:
    """Count, and write the counts where `language` finds them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="holds *.txt in UTF-8")
    files = sorted(options.parse_args().folder.glob("*.txt"))
    if not files:
        options.error("no *.txt there")
    language = counted(file.read_text(encoding="utf-8-sig") for file in files)
    COUNTS.write_text(language.to_text(), encoding="utf-8")
    print(f"{len(language.words)} words, {sum(map(len, language.follow))} pairs, {COUNTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
