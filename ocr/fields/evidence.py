"""From words and what speaks for them to a field."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.fields.strips import lowest_confidence, mean_confidence
from ocr.fields.values import FieldName, PaperField
from ocr.page import Box, Word

BELIEVED = 0.88
"""Confidence that every word of a certain field has: three in four misread words lie below 0.9, one in thirty of the
right ones (`ocr.text.doubt`); words of figures and capitals come a little lower than others."""


def field_of(
    name: FieldName,
    value: str,
    raw: str,
    words: Sequence[Word],
    rule: str,
    *agreeing: bool,
    believed: bool | None = None,
) -> PaperField:
    """The field that ``words`` say.

    ``agreeing`` is what should be so where it is right: the field is certain where all of it is and the words are
    believed. ``believed`` says so where more is known than the confidence of the words.
    """
    if believed is None:
        believed = lowest_confidence(words) >= BELIEVED
    share = sum(agreeing) / len(agreeing) if agreeing else 1.0
    confidence = round(mean_confidence(words) * (1 + share) / 2, 4)
    return PaperField(
        name, value, raw, Box.around([word.box for word in words]), confidence, believed and all(agreeing), rule
    )
