"""How much speaks for it that papers belong to a case. Pure: what they say and what a record knows in, reasons out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from ocr.text.fold import fold

SAME_NAME = 88.0
"""Likeness (0-100) of two names from which they may be the same: one letter in eight misread, or a word left out."""
LEAST = 0.4
"""Weight below which a case is not worth a person's look: a fitting day or procedure alone fits many cases."""
NAME, BUSINESS, PROCEDURE, TIME, WAITING = 0.5, 0.5, 0.25, 0.15, 0.1
"""Weights, of 1 for a certain case and above for one that more than is needed speaks for."""
NEAR_DAYS = 3
"""Days between receipt and scan within which both are one visit to the desk."""
FAR_DAYS = 30
"""Days after which the time no longer says anything."""
_LEGAL_FORMS = re.compile(
    r"\b(?:cong ty|cty|trach nhiem huu han|tnhh|co phan|cp|mot thanh vien|mtv|hai thanh vien|hop danh|"
    r"doanh nghiep tu nhan|dntn|hop tac xa|htx|ho kinh doanh|hkd|chi nhanh|van phong dai dien|ong|ba)\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the papers of a dossier say, as far as it can tell its case."""

    applicants: tuple[str, ...] = ()
    """Names of who asks, and of who issued what."""
    business_numbers: tuple[str, ...] = ()
    procedure: str | None = None
    """National code of the procedure whose papers they are."""
    scanned: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case."""

    code: str
    applicant: str
    procedure: str | None
    """National code, where the catalogue knows the record's procedure."""
    received: date
    business_numbers: frozenset[str] = frozenset()
    """As the papers say that are linked to it, or to another case of the same applicant."""
    waiting: bool = True
    """Whether no paper of it was scanned yet."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a case."""

    kind: str
    """``applicant``, ``business_number``, ``procedure``, ``time`` or ``waiting``."""
    said: str
    """By the papers."""
    known: str
    """In the record."""
    weight: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A case to which the dossier may belong."""

    code: str
    weight: float
    """0-1: how much speaks for it."""
    reasons: tuple[Reason, ...]


def weigh(said: Said, known: Known) -> Suggestion | None:
    """Why the papers may belong to this case; None where too little says so."""
    reasons = tuple(_reasons(said, known))
    total = sum(reason.weight for reason in reasons)
    tells = any(reason.kind in ("applicant", "business_number") for reason in reasons)
    if total < LEAST or not (tells or said.procedure is not None):
        return None
    return Suggestion(known.code, round(min(1.0, total), 3), reasons)


def _reasons(said: Said, known: Known) -> Iterator[Reason]:
    best = max(((name_likeness(name, known.applicant), name) for name in said.applicants), default=(0.0, ""))
    if best[0] >= SAME_NAME:
        yield Reason("applicant", best[1], known.applicant, round(NAME * best[0] / 100, 3))
    for number in sorted(known.business_numbers.intersection(said.business_numbers))[:1]:
        yield Reason("business_number", number, number, BUSINESS)
    if said.procedure is not None and said.procedure == known.procedure:
        yield Reason("procedure", said.procedure, known.procedure, PROCEDURE)
    if said.scanned is not None:
        days = abs((said.scanned - known.received).days)
        if days < FAR_DAYS:
            share = 1.0 if days <= NEAR_DAYS else (FAR_DAYS - days) / (FAR_DAYS - NEAR_DAYS)
            yield Reason("time", said.scanned.isoformat(), known.received.isoformat(), round(TIME * share, 3))
    if known.waiting:
        yield Reason("waiting", "", known.code, WAITING)


def name_likeness(one: str, other: str) -> float:
    """How alike two names of firms or people are, 0-100, legal forms and the order of words aside."""
    proper, known = _proper(one), _proper(other)
    return float(fuzz.token_sort_ratio(proper, known)) if proper and known else 0.0


@lru_cache(maxsize=1 << 16)
def _proper(name: str) -> str:
    """The name itself, folded: what is left without its legal form, or all where nothing would be."""
    words = re.sub(r"[^a-z0-9 ]", " ", fold(name))
    return " ".join(_LEGAL_FORMS.sub(" ", words).split()) or " ".join(words.split())
