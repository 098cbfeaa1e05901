"""What a word is: index, question and what is shown of a page cut texts in the same way."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+")
"""What Tantivy's simple tokenizer takes for a word: a run of letters and digits."""


class _Spaces(dict[int, str]):
    """For `str.translate`: a blank for all that is part of no word, letter for letter."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, chr(code) if WORD.match(chr(code)) else " ")


_SPACES = _Spaces()


def spaced(text: str) -> str:
    """The text with blanks for all that is part of no word; as long as it was."""
    return text.translate(_SPACES)


def words_of(text: str) -> list[str]:
    """The words of a text."""
    return spaced(text).split()
