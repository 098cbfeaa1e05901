"""The paper's own number: in the left column of the head, or under a title, behind ``Số:``; never one in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.codes.document_number import KINDS, DocumentNumber, is_notation
from ocr.fields.agencies import initials
from ocr.fields.evidence import field_of
from ocr.fields.layout import HEAD_STARTS, MIDDLE, Layout
from ocr.fields.strips import Strip, bare
from ocr.fields.values import FieldName, PaperField
from ocr.page import Word

_LABEL = re.compile(r"[^\w]?(?:s[o0ó6]|s|5o|o(?=\s?:))\s?(?P<colon>[:;.]?)\s?(?=\S)")
_FIGURES = re.compile(r"(?P<number>[^/]{0,12}?)(?P<gap>\s?)/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?(?P<rest>\S.*)")
_DIGITS = str.maketrans("OoIl|", "00111")
_TWO_KINDS_OF_DASH = str.maketrans("–—−_", "----")
_BY_LETTERS: dict[str, list[str]] = {}
for _kind in KINDS:
    _BY_LETTERS.setdefault(bare(_kind), []).append(_kind)
WIDEST = 0.45
"""Fraction of the width: a sentence that begins with a number is wider."""
HANDWRITTEN = 0.7
"""Confidence below which figures set apart from their slash are handwriting that was not read, and no number."""


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number, and how it was come by."""

    number: str
    """Empty: left blank, or written by hand and not legible."""
    year: str
    notation: str
    exact: bool
    """Nothing was repaired but the bar of a Đ that the kind of paper or the agency calls for."""
    apart: bool
    """A blank before the slash: figures in the room that a form leaves for a pen."""
    end: int
    """Where in the text it ends."""

    @property
    def whole(self) -> DocumentNumber:
        """Both parts together."""
        return DocumentNumber(self.number, self.notation, int(self.year) if self.year else None)


def printed_number(text: str, issuer: str = "") -> NumberRead | None:
    """The number that a line begins with, behind its label; ``issuer`` knows how its own abbreviation is spelt."""
    label = _LABEL.match(bare(text))
    if not label or text.lstrip("'\"*.,-|").startswith("s"):  # a sentence goes on with a small letter
        return None
    figures = _FIGURES.match(text, label.end())
    if not figures:
        return None
    notation, length = _notation(figures["rest"])
    if not notation:
        return None
    number = re.sub(r"\s", "", figures["number"])
    digits = number.translate(_DIGITS)
    legible = re.fullmatch(r"\d{1,6}[a-z]?", digits) is not None
    repaired = set_right(notation, issuer)
    return NumberRead(
        digits if legible else "",
        figures["year"] or "",
        repaired,
        exact=legible and digits == figures["number"] and notation == figures["rest"][:length] and bool(label["colon"]),
        apart=bool(figures["gap"]),
        end=figures.start("rest") + length,
    )


def set_right(notation: str, issuer: str) -> str:
    """A notation with the letters that recognition confuses as its kind and its agency are spelt: QD-BCD, QĐ-BCĐ."""
    first, *others = notation.split("-")
    kinds = _BY_LETTERS.get(bare(first), [])
    if first not in KINDS and len(kinds) == 1:
        first = kinds[0]
    spelt = [_as_spelt(part, issuer) for part in others]
    return "-".join([first if first in KINDS else _as_spelt(first, issuer), *spelt])


def is_of(notation: str, issuer: str) -> bool:
    """Whether the agency in a notation is the issuer's name abbreviated: whole, without its place, or a firm's end."""
    parts, letters = notation.split("-"), initials(issuer)
    agency = parts[1] if parts[0] in KINDS and len(parts) > 1 else parts[0]
    return len(agency) > 1 and agency in _abbreviations(issuer, letters)


def _abbreviations(issuer: str, letters: str) -> set[str]:
    """How a name may be abbreviated: whole, without the place behind it, or a firm's proper name alone."""
    if not letters:
        return set()
    words = issuer.upper().split()
    agency = re.split(
        r" (?:TỈNH|THÀNH PHỐ|QUẬN|HUYỆN|XÃ|PHƯỜNG|THỊ XÃ|HÀ NỘI|HẢI PHÒNG|ĐÀ NẴNG|CẦN THƠ)\b", issuer.upper()
    )[0]
    ends = {letters[-count:] for count in (2, 3)} if len(words) > 4 else set()
    return {letters, initials(agency)} | ends


def _as_spelt(part: str, issuer: str) -> str:
    like = [known for known in _abbreviations(issuer, initials(issuer)) if bare(known) == bare(part) and known != part]
    return like[0] if len(like) == 1 else part


def _notation(rest: str) -> tuple[str, int]:
    """The notation that ``rest`` begins with, put together where it fell apart, and how much of ``rest`` it is."""
    words = rest.split(" ")
    notation, length = words[0].translate(_TWO_KINDS_OF_DASH).rstrip(".,;:"), len(words[0])
    for word in words[1:]:
        plain = word.translate(_TWO_KINDS_OF_DASH)
        goes_on = notation.endswith("-") or plain.startswith("-") or "-" not in notation or len(notation) < 4
        if not goes_on or not re.fullmatch(r"-?[A-ZĐ0-9][A-ZĐ0-9&r-]*", plain):
            break
        notation, length = notation + plain, length + 1 + len(word)
    notation = notation.strip("-")
    return (notation, length) if is_notation(notation) else ("", 0)


def number_fields(layout: Layout, issuer: str) -> list[PaperField]:
    """Number and notation of the paper; what is handwritten and not legible is left out."""
    for strip, rule in _places(layout):
        read = printed_number(strip.text, issuer)
        if read and not _in_a_sentence(strip, read):
            return _fields(strip, read, issuer, rule, layout)
    return []


def _places(layout: Layout) -> Iterator[tuple[Strip, str]]:
    """Where the paper's number may stand, the likeliest place first."""
    left = layout.left_head
    yield from ((strip, "head_number") for strip in left)
    for strip in layout.strips:
        if strip.box.y < HEAD_STARTS and strip not in left:
            if strip.box.x < MIDDLE - 0.1 and strip.box.y < HEAD_STARTS / 2:
                yield strip, "top_number"
            elif layout.country and strip.box.y > layout.country.box.y and abs(strip.centre - 0.53) < 0.1:
                yield strip, "number_under_title"


def _in_a_sentence(strip: Strip, read: NumberRead) -> bool:
    """Whether words follow the number, or the line goes over the page; place and date beside it are no sentence."""
    after = strip.bare[read.end :].strip(" .,;")
    return (bool(after) and not re.search(r", ?ng", after)) or (not after and strip.box.w > WIDEST)


def _fields(strip: Strip, read: NumberRead, issuer: str, rule: str, layout: Layout) -> list[PaperField]:
    words = strip.within(0, read.end)
    raw = strip.text[: read.end]
    anchored = layout.country is not None and rule != "top_number"
    agency, kind = is_of(read.notation, issuer), read.whole.named_kind is not None
    notation = f"{read.year}/{read.notation}" if read.year else read.notation
    behind = _after_slash(words)
    fields = [field_of(FieldName.NOTATION, notation, raw, behind, rule, anchored, agency, kind or "-" in read.notation)]
    blurred = read.apart and min(word.confidence for word in words[:-1] or words) < HANDWRITTEN
    if not read.number or blurred or (read.apart and len(read.number) == 1):
        return fields
    written = read.exact and not read.apart and len(read.number) > 1
    return [field_of(FieldName.NUMBER, read.number, raw, words, rule, anchored, written, agency or kind), *fields]


def _after_slash(words: tuple[Word, ...]) -> tuple[Word, ...]:
    first = next((place for place, word in enumerate(words) if "/" in word.text), 0)
    return words[first:]
