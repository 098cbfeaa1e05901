"""What the catalogue says of a procedure: papers and days, by period of validity, each figure with its source."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, Field, StrictInt, model_validator

from config.codes import national_code
from config.datafile import Entry, SourcedEntry, Text, reason

MOST_DAYS = 366
"""Working days beyond which a figure is a slip of the pen: no procedure takes a year and a half."""
MOST_COPIES = 50
"""Copies of one paper, for the same reason."""


ANYTHING = "*"
"""At the end of what a barcode says: more may follow."""
FEWEST_IN_CODE = 4
"""Letters (without marks) and figures of what a barcode says: less would be found in many."""


class NotDigitised(StrEnum):
    """Why a paper need not be scanned (Thông tư 01/2023/TT-VPCP)."""

    SHARED_DATA = "SHARED_DATA"
    """A database shares it already, with legal value."""
    COPY_SUBMITTED = "COPY_SUBMITTED"
    """It was filed as a photocopy or a certified copy."""
    PRESENT_ONLY = "PRESENT_ONLY"
    """It is only to be shown."""
    STATE_SECRET = "STATE_SECRET"
    """It is a state secret."""


class Days(SourcedEntry):
    """So many working days."""

    days: StrictInt = Field(ge=1, le=MOST_DAYS)


def _paper_code(code: str) -> str:
    said = code.removesuffix(ANYTHING)
    parted = any(mark in said for mark in f"|;\n{ANYTHING}")
    letters = re.findall("[A-Za-z0-9]", said)
    if parted or len(letters) < FEWEST_IN_CODE or not any(map(str.isalpha, letters)):
        raise reason("no_paper_code", fewest=FEWEST_IN_CODE)
    return code


class Paper(SourcedEntry):
    """A kind of paper, told by what is printed at its head, and by what a barcode on it says."""

    id: Text
    title: Text
    """As printed."""
    variants: tuple[Text, ...] = ()
    """Other wordings of the title."""
    codes: tuple[Annotated[Text, AfterValidator(_paper_code)], ...] = ()
    """What one field of a barcode on it says, capitals and marks aside: ``MAU-02-KM``; ``KM-02-*``: and more behind."""

    @property
    def titles(self) -> tuple[str, ...]:
        """Every wording."""
        return (self.title, *self.variants)


class Component(Paper):
    """A paper that the procedure asks for."""

    form: Text | None = None
    """The form that it is written on, such as ``Mẫu 02``."""
    originals: StrictInt = Field(default=0, ge=0, le=MOST_COPIES, alias="original")
    copies: StrictInt = Field(default=0, ge=0, le=MOST_COPIES, alias="copy")
    required: bool = True
    condition: Text | None = Field(default=None, alias="if")
    """A sentence that says when it is required; None: always, or never where ``required`` is false."""
    not_digitised: tuple[NotDigitised, ...] = ()
    """Reasons for which it may be missing from the scans."""

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if self.condition is not None and "required" in self.model_fields_set:
            raise reason("required_and_if")
        if self.originals + self.copies == 0:
            raise reason("no_copies")
        return self

    @property
    def always(self) -> bool:
        """Whether no dossier is whole without it."""
        return self.required and self.condition is None


def _unique(papers: tuple[Paper, ...]) -> None:
    """Neither ids nor codes of papers twice."""
    for named in ([paper.id for paper in papers], [code.casefold() for paper in papers for code in paper.codes]):
        if twice := next((name for at, name in enumerate(named) if name in named[:at]), None):
            raise reason("twice", what=twice)


class Version(SourcedEntry):
    """A procedure as it stands in one period; ``source`` is the law in force then."""

    begins: date | None = Field(default=None, alias="from")
    """First day; None: as long as anybody remembers."""
    ends: date | None = Field(default=None, alias="until")
    """Last day; None: still in force."""
    working_days: Days | None = None
    """Time for handling it; None: the procedure has none."""
    request_within: Days | None = None
    """Time for asking the applicant for what is missing."""
    components: tuple[Component, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if self.begins and self.ends and self.ends < self.begins:
            raise reason("ends_before_it_begins")
        _unique(self.components)
        return self

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on ``day``."""
        return (self.begins or date.min) <= day <= (self.ends or date.max)


def _national(code: str) -> str:
    if national_code(code) != code:
        raise reason("no_procedure_code")
    return code


class Procedure(SourcedEntry):
    """One file of the catalogue; ``source`` and ``sure`` speak of its code and name."""

    code: Annotated[str, AfterValidator(_national)]
    """National, without a province's tail."""
    name: Text
    variants: tuple[Text, ...] = ()
    """Other names under which case records may come."""
    field: Text
    """Lĩnh vực."""
    handling_unit: Text | None = None
    versions: tuple[Version, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_version_a_day(self) -> Self:
        ordered = sorted(self.versions, key=lambda version: version.begins or date.min)
        for earlier, later in pairwise(ordered):
            if (later.begins or date.min) <= (earlier.ends or date.max):
                raise reason("versions_overlap", day=str(later.begins or later.ends or earlier.ends))
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Every name."""
        return (self.name, *self.variants)

    def version_on(self, day: date) -> Version | None:
        """The version in force on ``day``."""
        return next((version for version in self.versions if version.holds_on(day)), None)


class FormNumber(Entry):
    """The number that a form has in one circular."""

    law: Text
    number: Text


class InternalForm(Paper):
    """A form of the desk itself, which comes back with the papers and is none of the applicant's."""

    numbers: tuple[FormNumber, ...] = Field(min_length=1)


AnyPaper = TypeVar("AnyPaper", bound=Paper)


class CommonPapers(Entry):
    """What is not of one procedure: attachments found in many, the desk's forms, words for closed cases."""

    attachments: tuple[Paper, ...] = ()
    internal_forms: tuple[InternalForm, ...] = ()
    closed_statuses: tuple[Text, ...] = ()
    """States of the one-stop software in which nothing is left to be done."""

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        _unique((*self.attachments, *self.internal_forms))
        return self

    def overruled_by(self, other: CommonPapers) -> CommonPapers:
        """Entries of ``other`` take the place of those with the same id, others are added; states are replaced."""
        return CommonPapers(
            attachments=_merged(self.attachments, other.attachments),
            internal_forms=_merged(self.internal_forms, other.internal_forms),
            closed_statuses=other.closed_statuses or self.closed_statuses,
        )


def _merged(ours: tuple[AnyPaper, ...], theirs: tuple[AnyPaper, ...]) -> tuple[AnyPaper, ...]:
    return tuple({paper.id: paper for paper in (*ours, *theirs)}.values())
