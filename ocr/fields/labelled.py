"""What stands behind a label: the applicant, the number of the business, the code of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes.business_number import is_business_number
from ocr.fields.evidence import field_of
from ocr.fields.layout import Layout
from ocr.fields.slips import slipped
from ocr.fields.strips import Strip
from ocr.fields.values import FieldName, PaperField
from ocr.text.fold import canon

_APPLICANTS = (
    "ten thuong nhan",
    "ten doanh nghiep",
    "ten to chuc, ca nhan de nghi",
    "ten to chuc, ca nhan",
    "ten to chuc",
    "ten don vi",
    "ten cong ty",
    "ten co so",
    "ten ho kinh doanh",
    "ten hop tac xa",
    "ten nguoi nop don",
    "nguoi de nghi",
    "ho va ten",
    "ho, ten",
)
"""Labels of the one who asks, a business before a person."""


_DOTS = r"(?:\s?[.…_]{3,})?\s?"
"""Between a label and its value: perhaps the row of dots on which it was typed."""


def _label(words: str) -> str:
    return r"\W*\s?".join(slipped(word) if len(word) > 2 else re.escape(word) for word in re.findall(r"\w+", words))


_APPLICANT = tuple(
    re.compile(
        rf"(?:\W|\d{{1,2}}\s?[.)]|[a-z]\))*\s?{_label(label)}\s?(?:\([^)]*\))?\s?(?P<colon>[:;]){_DOTS}(?P<value>.+)"
    )
    for label in _APPLICANTS
)
_NEXT = re.compile(
    r"[.,;]?\s\W?(?:ma so|ms[dt]|dia chi|dien thoai|tru so|so dinh danh|cccd|cmnd|sinh ngay|so cmnd|gioi tinh)"
)
_BUSINESS = re.compile(
    rf"(?:(?:{_label('ma')} ?{_label('so')} (?:{_label('doanh nghiep')}|{_label('thue')}|dn|{_label('chi nhanh')}|"
    rf"{_label('ho kinh doanh')}))|\bm\.?s\.?t\b|\bm\.?s\.?d\.?n\b)(?:/[\w ]{{2,16}})?\s?(?P<colon>[:;.]?)"
    rf"{_DOTS}(?P<value>[0-9oil](?:[ .]?[0-9oil]){{8,12}}(?:\s?-\s?[0-9oil]{{3}})?)(?![\w-])"
)
_FORM = re.compile(
    r"\W{0,2}(?:mau|m[aá]u)\s?(?:so|s[oố])?\s?[:.]?\s?(?P<code>[0-9]{1,3}[a-z]?(?:[/.-][a-z0-9đ]{1,8}){0,3})\b\W{0,2}$"
)
_PRINTED_FORM = re.compile(r"\W{0,2}(?:mẫu\s)?(?P<code>M[ĐD]-\d{1,2})\b\W{0,2}$", re.IGNORECASE)
_DIGITS = str.maketrans("OoIl|i", "001111")
TOP = 0.08
"""Fraction of the height above which the code of a form stands where there is no head to stand over or beside."""
FORM_WIDTH = 0.35
"""Fraction of the width: a longer line is a sentence that names a form."""


def applicant_field(layout: Layout, issuer: str) -> PaperField | None:
    """The one who asks, as they are named behind a label; ``Kính gửi`` names the one who is asked.

    Certain only where the head names the same firm as ``issuer``.
    """
    for pattern in _APPLICANT:
        for strip in layout.strips:
            found = pattern.match(strip.bare)
            if found and (value := _value(strip, found.start("value"))):
                words = strip.within(found.start("value"), found.start("value") + len(value))
                vouched = canon(value) == canon(issuer)
                return field_of(
                    FieldName.APPLICANT, value, value, words, "labelled_applicant", found["colon"] == ":",
                    believed=vouched,
                )  # fmt: skip
    return None


def business_field(layout: Layout) -> PaperField | None:
    """The number of the business; certain where its check digit is right. The first right one, else the first."""
    found = list(_business_numbers(layout))
    return next((each for each in found if each.sure), found[0] if found else None)


def form_field(layout: Layout) -> PaperField | None:
    """The code of the form, where it stands alone at the top."""
    country = layout.country
    lowest = country.box.y + country.box.h if country else TOP
    for strip in layout.strips:
        if strip.box.y > lowest or strip.box.w > FORM_WIDTH or strip.text.endswith(";"):
            continue
        coded = _PRINTED_FORM.match(strip.text)
        found = coded or _FORM.match(strip.bare)
        if found:
            code = strip.text[found.start("code") : found.end("code")]
            value = re.sub("^MD", "MĐ", code.upper()) if coded else code
            return field_of(FieldName.FORM, value, strip.text, strip.words, "top_form", strip.centre > 0.4)
    return None


def _business_numbers(layout: Layout) -> Iterator[PaperField]:
    for strip in layout.strips:
        found = _BUSINESS.search(strip.bare)
        if not found:
            continue
        start, end = found.span("value")
        raw = strip.text[start:end]
        value = re.sub(r"[ .]", "", raw).translate(_DIGITS)
        if re.fullmatch(r"\d{10}(?:-\d{3})?", value):
            right = is_business_number(value)
            words = strip.within(start, end)
            yield field_of(FieldName.BUSINESS_NUMBER, value, raw, words, "labelled_number", right, believed=right)


def _value(strip: Strip, start: int) -> str:
    """What stands behind the label up to the next one; empty for dots to be filled in and for how to fill them in."""
    end = _NEXT.search(strip.bare, start)
    value = strip.text[start : end.start() if end else len(strip.text)]
    cut = re.split(r"[.…_]{3,}", value.strip(" .…_"))[0].strip(" ,;.")
    at = value.find(cut)
    return cut if at == 0 and not cut.startswith("(") and sum(letter.isalpha() for letter in cut) >= 3 else ""
