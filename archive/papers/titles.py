"""The titles and codes by which papers are known: those of the catalogue, and titles that clerks have taught."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from config.procedures import ANYTHING, Catalogue, Paper
from ocr.text.fold import fold

FEWEST_LETTERS = 6
"""A shorter title would be found everywhere."""


class PaperKind(enum.StrEnum):
    """To whom a paper of the catalogue belongs."""

    COMPONENT = "component"
    """To one procedure, which asks for it."""
    ATTACHMENT = "attachment"
    """To none: found in many dossiers."""
    INTERNAL = "internal"
    """To the desk itself."""


@dataclass(frozen=True, slots=True, order=True)
class PaperRef:
    """A paper of the catalogue."""

    kind: PaperKind
    id: str
    procedure: str = ""
    """National code; empty where it is of no one procedure."""

    def __str__(self) -> str:
        return f"{self.procedure}/{self.id}" if self.procedure else self.id


@dataclass(frozen=True, slots=True)
class Example:
    """A heading of which a clerk has said what paper it is."""

    heading: str
    ref: PaperRef


@dataclass(frozen=True, slots=True)
class KnownTitle:
    """One wording of a paper's title."""

    ref: PaperRef
    wording: str
    letters: str
    """The wording as `letters_of` gives it."""
    form: str = ""
    """Code of the form that the paper is written on."""
    taught: bool = False
    """By a clerk's correction, not by the catalogue."""


@dataclass(frozen=True, slots=True)
class KnownCode:
    """What a barcode says on papers of one kind."""

    title: KnownTitle
    """As the catalogue words it."""
    letters: str
    """What a part of the barcode's text says, as `letters_of` gives it, or with what it begins."""
    begins: bool = False

    def is_in(self, letters: str) -> bool:
        """Whether a part with these letters says it."""
        return letters.startswith(self.letters) if self.begins else letters == self.letters


@dataclass(frozen=True)
class KnownTitles:
    """Every title that is known, and every code."""

    titles: tuple[KnownTitle, ...]
    codes: tuple[KnownCode, ...] = ()

    @classmethod
    def of(cls, catalogue: Catalogue, examples: Iterable[Example] = ()) -> KnownTitles:
        """The titles of a catalogue, in every version of its procedures, and of examples."""
        papers = list(_catalogued(catalogue))
        found = [*(title for paper in papers for title in _wordings(*paper)), *map(_taught, examples)]
        codes = (code for paper in papers for code in _codes(*paper))
        long = (title for title in found if len(title.letters) >= FEWEST_LETTERS)
        return cls(tuple(dict.fromkeys(long)), tuple(dict.fromkeys(codes)))

    @cached_property
    def letters(self) -> list[str]:
        """Those of each title, in order."""
        return [title.letters for title in self.titles]


def letters_of(text: str) -> str:
    """What of a title is compared: its letters and figures, folded."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def form_code(text: str) -> str:
    """What of a form's code is compared: ``Mẫu số 02`` and ``2`` are the same."""
    return letters_of(text).removeprefix("mau").removeprefix("so").lstrip("0")


def _catalogued(catalogue: Catalogue) -> Iterator[tuple[PaperRef, Paper, str]]:
    """Every paper, with the code of its form."""
    for code, procedure in catalogue.procedures.items():
        for version in procedure.versions:
            for component in version.components:
                ref = PaperRef(PaperKind.COMPONENT, component.id, code)
                yield ref, component, form_code(component.form or "")
    for attachment in catalogue.common.attachments:
        yield PaperRef(PaperKind.ATTACHMENT, attachment.id), attachment, ""
    for form in catalogue.common.internal_forms:
        yield PaperRef(PaperKind.INTERNAL, form.id), form, ""


def _wordings(ref: PaperRef, paper: Paper, form: str) -> Iterator[KnownTitle]:
    for wording in paper.titles:
        yield KnownTitle(ref, wording, letters_of(wording), form)


def _codes(ref: PaperRef, paper: Paper, form: str) -> Iterator[KnownCode]:
    title = KnownTitle(ref, paper.title, letters_of(paper.title), form)
    for code in paper.codes:
        yield KnownCode(title, letters_of(code), begins=code.endswith(ANYTHING))


def _taught(example: Example) -> KnownTitle:
    return KnownTitle(example.ref, example.heading, letters_of(example.heading), taught=True)
