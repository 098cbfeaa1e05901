"""From what was typed to a tree: words, "phrases", AND, OR, NOT, parentheses, prefixes*, codes.

Nothing that can be typed is an error of grammar: quotes and parentheses left open are closed at the end, and an
operator at an odd place is a word. Only a question that asks for nothing is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from archive.search.query.nodes import AllOf, AnyOf, Code, Node, Not, Phrase, Prefix, Word
from archive.search.words import words_of
from config.errors import UsageError
from ocr.text.fold import canon, fold

LONGEST = 64
"""Words and parentheses of a question. A sentence copied from a page is shorter."""
SHORTEST_NUMBER = 3
"""Digits from which on a number alone may be the beginning of a code: nearly every page has one that begins with 12."""

_TOKEN = re.compile(r'"[^"]*"?|[()]|[^\s()"]+')
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_JOINING = ("AND", "OR")


def parse(text: str) -> Node:
    """The tree of a question. Raises `UsageError` where it asks for nothing, or only for what is not to be there."""
    tokens = _with_odd_operators_as_words(_TOKEN.findall(unicodedata.normalize("NFC", text).translate(_QUOTES)))
    if sum(len(words_of(canon(token))) or 1 for token in tokens) > LONGEST:
        raise UsageError(
            vi=f"Câu hỏi dài quá {LONGEST} từ; hãy chọn lấy một đoạn ngắn hơn.",
            en=f"The question is longer than {LONGEST} words; please take a shorter piece of it.",
        )
    node = _Reader(tokens).any_of()
    if node is None:
        raise UsageError(vi="Hãy gõ ít nhất một từ để tìm.", en="Please type at least one word to look for.")
    if not _seeks(node):
        raise UsageError(
            vi="Chỉ có NOT thì không tìm được; hãy thêm một từ phải có trên trang.",
            en="NOT alone finds nothing; please add a word that must be on the page.",
        )
    return node


def _with_odd_operators_as_words(tokens: list[str]) -> list[str]:
    """AND and OR join what stands on both sides, NOT denies what follows; elsewhere they are words.

    In lower case they are read as words from here on.
    """
    read: list[str] = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else ")"
        joins = bool(read) and read[-1] not in (*_JOINING, "NOT", "(") and following not in (*_JOINING, ")")
        denies = following not in (*_JOINING, "NOT", ")")
        odd = (token in _JOINING and not joins) or (token == "NOT" and not denies)
        read.append(token.lower() if odd else token)
    return read


class _Reader:
    """Recursive descent; every method takes its tokens off the front and gives None for what holds no word."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens[::-1]

    def any_of(self, closing: bool = False) -> Node | None:
        """``a b OR c``; a closing parenthesis ends it where one was opened, and is passed over elsewhere."""
        parts = [self._all_of(closing)]
        while self._next() == "OR":
            self._tokens.pop()
            parts.append(self._all_of(closing))
        return _joined(AnyOf, parts)

    def _all_of(self, closing: bool) -> Node | None:
        parts: list[Node | None] = []
        while self._next() not in (None, "OR"):
            token = self._tokens.pop()
            if token == ")":
                if closing:
                    self._tokens.append(token)
                    break
            elif token != "AND":
                parts.append(self._one(token))
        return _joined(AllOf, parts)

    def _one(self, token: str) -> Node | None:
        if token == "NOT":
            denied = self._one(self._tokens.pop()) if self._tokens else None
            return denied.part if isinstance(denied, Not) else Not(denied) if denied else None
        if token == "(":
            inner = self.any_of(closing=True)
            if self._tokens:
                self._tokens.pop()
            return inner
        return _quoted(token) if token.startswith('"') else _piece(token)

    def _next(self) -> str | None:
        return self._tokens[-1] if self._tokens else None


def _quoted(token: str) -> Node | None:
    words = _words(token)
    return Phrase(words) if len(words) > 1 else words[0] if words else None


def _piece(token: str) -> Node | None:
    """What stands between blanks: a word, the beginning of one, or several with punctuation between."""
    words = _words(token)
    if not words:
        return None
    code, number = _code(token), any(word.has_digit for word in words)
    if token.endswith("*"):
        return Code(code, ()) if len(words) > 1 and number else Prefix(words[-1]) if len(words) == 1 else Phrase(words)
    if number and (len(words) > 1 or (code.isdigit() and len(code) >= SHORTEST_NUMBER)):
        return Code(code, words)
    return words[0] if len(words) == 1 else Phrase(words)


def _words(token: str) -> tuple[Word, ...]:
    return tuple(Word(word, fold(word)) for word in words_of(canon(token)))


def _code(token: str) -> str:
    """The folded token from its first letter or digit to its last."""
    folded = fold(token)
    parts = words_of(folded)
    return folded[folded.index(parts[0]) : folded.rindex(parts[-1]) + len(parts[-1])]


def _joined(kind: type[AllOf | AnyOf], parts: Iterable[Node | None]) -> Node | None:
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, kind):
            flat.extend(part.parts)
        elif part is not None:
            flat.append(part)
    return kind(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def _seeks(node: Node) -> bool:
    """Whether it names something that must be on a page."""
    match node:
        case Not():
            return False
        case AllOf(parts):
            return any(map(_seeks, parts))
        case AnyOf(parts):
            return all(map(_seeks, parts))
        case _:
            return True
