"""What one page says about the case it belongs to."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any, Literal, Self

from ocr.page import Box


class LinkRank(enum.StrEnum):
    """What a link rests on, strongest first."""

    CLERK = "clerk"
    SEPARATOR = "separator"
    QR = "qr"
    PRINTED_CODE = "printed_code"


class Problem(enum.StrEnum):
    """Why evidence names no code."""

    UNREADABLE = "unreadable"
    """One of our separator sheets, but neither its barcodes nor its print could be made out."""
    INVALID = "invalid"
    """What is said there is no dossier code, or its check digits are wrong."""
    IN_FUTURE = "in_future"
    """A dossier code of a day that had not come when the page was received: misread, or misprinted."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place on a page that names a case, or should. `to_dict` and `from_dict` are its stored form."""

    rank: LinkRank
    rule: str
    """Which rule found it, such as ``separator_qr`` or ``labelled_code``."""
    code: str | None
    """Of a bare separator, without problem, too: it divides and names nothing."""
    problem: Problem | None = None
    text: str = ""
    """What was read there, before any repair."""
    box: Box | None = None
    sheets: int | None = None
    """How many sheets of paper it says the dossier has; only of a separator."""

    def __post_init__(self) -> None:
        if self.code is not None and self.problem is not None:
            raise ValueError(f"a code and a problem: {self}")

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, numbers and strings; equal evidence gives equal values."""
        return {
            "rank": self.rank.value,
            "rule": self.rule,
            "code": self.code,
            "problem": self.problem.value if self.problem else None,
            "text": self.text,
            "box": self.box.as_list() if self.box else None,
        } | ({"sheets": self.sheets} if self.sheets else {})

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """The evidence that `to_dict` made ``plain`` of. Raises `ValueError`, `KeyError` or `TypeError` on others."""
        return cls(
            rank=LinkRank(plain["rank"]),
            rule=plain["rule"],
            code=plain["code"],
            problem=Problem(plain["problem"]) if plain["problem"] else None,
            text=plain["text"],
            box=Box(*plain["box"]) if plain["box"] else None,
            sheets=plain.get("sheets"),
        )


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What a page is, and what it says about its case."""

    kind: Literal["content", "separator"] = "content"
    evidence: tuple[Evidence, ...] = ()
    """On a separator exactly one, of rank `LinkRank.SEPARATOR`; elsewhere each code once a rank."""


NO_EVIDENCE = PageEvidence()
"""Of a paper that names no case."""
