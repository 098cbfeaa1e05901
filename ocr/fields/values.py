"""What a printed paper says of itself: fields, each with its place, how sure it is and the rule that found it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ocr.page import Box

FIELDS_VERSION = "2"
"""Goes up whenever a rule changes what is found, so that fields found before can be told from new ones."""


class FieldName(StrEnum):
    """What a paper can say of itself."""

    PARENT = "parent"
    """The agency above the issuer, where the head names it."""
    ISSUER = "issuer"
    NUMBER = "number"
    """Figures of the document number, as written: ``05``."""
    NOTATION = "notation"
    """What follows the figures: ``QĐ-SCT``; in texts of laws with the year, ``2025/NĐ-CP``."""
    PLACE = "place"
    DATE = "date"
    """ISO 8601, as far as it is known: ``2026-08-31``, ``2026-08`` without the day, ``2026``."""
    KIND = "kind"
    """Tên loại: ``QUYẾT ĐỊNH``."""
    ABSTRACT = "abstract"
    """Trích yếu: what it is about."""
    ROLE = "role"
    """In what capacity the signer signs: ``KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC``."""
    SIGNER = "signer"
    FORM = "form"
    """Code of the form that was filled in: ``02``, ``MĐ-1``."""
    BUSINESS_NUMBER = "business_number"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class PaperField:
    """One thing that a paper says of itself."""

    name: FieldName
    value: str
    """NFC, repaired; never empty."""
    raw: str
    """As it was read."""
    box: Box
    """Fractions of the upright page: the union of the words."""
    confidence: float
    """0-1: of the words, less where rules that should agree do not."""
    sure: bool
    """Whether enough speaks for it that nobody need look."""
    rule: str
    """Which rule found it, such as ``head_number``."""

    def __post_init__(self) -> None:
        if not self.value:
            raise ValueError("a field without a value")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is not within 0-1")


@dataclass(frozen=True, slots=True)
class PaperFields:
    """All that was found on one page, each name at most once. `to_dict` and `from_dict` are its stored form."""

    fields: tuple[PaperField, ...] = ()
    version: str = FIELDS_VERSION

    def __post_init__(self) -> None:
        if len({each.name for each in self.fields}) != len(self.fields):
            raise ValueError("a field that was found twice")

    def get(self, name: FieldName) -> PaperField | None:
        """The field of this name; None where the paper does not say it, or not legibly."""
        return next((each for each in self.fields if each.name == name), None)

    def value(self, name: FieldName) -> str:
        """The value of the field of this name; empty where there is none."""
        found = self.get(name)
        return found.value if found else ""

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, numbers and strings; equal fields give equal values."""
        rows = [[f.value, f.raw, *f.box.as_list(), f.confidence, f.sure, f.rule] for f in self.fields]
        return {
            "version": self.version,
            "fields": {f.name.value: row for f, row in zip(self.fields, rows, strict=True)},
        }

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> PaperFields:
        """The fields that `to_dict` made ``plain`` of. Raises `ValueError`, `KeyError` or `TypeError` on others."""
        rows: dict[str, Sequence[Any]] = plain["fields"]
        return cls(
            tuple(PaperField(FieldName(name), r[0], r[1], Box(*r[2:6]), *r[6:9]) for name, r in rows.items()),
            plain["version"],
        )
