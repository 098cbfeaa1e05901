"""Numbers of identity papers are not shown in lists: whoever may see one opens the page."""

from __future__ import annotations

import re

_IDENTITY_NUMBER = re.compile(
    r"(?=((?<![0-9])[0-9](?:(?<=[0-9]{2})[ \u00a0](?=[0-9]{2})[0-9]|[0-9]){11}(?![0-9])))",
)
"""Twelve digits, in groups of two and more or in one, found wherever they begin: groups before it may be digits too.

The log's own mask leaves what has grown together with a word; recognition does that, so it is taken here as well.
"""
_DIGIT, _DIGITS = re.compile("[0-9]"), 12


def masked(text: str) -> str:
    """``text`` with every digit of an identity number of twelve digits made an asterisk; as long as it was."""
    if len(_DIGIT.findall(text)) < _DIGITS:
        return text
    letters = list(text)
    for match in _IDENTITY_NUMBER.finditer(text):
        for place in range(match.start(1), match.end(1)):
            if letters[place].isdigit():
                letters[place] = "*"
    return "".join(letters)
