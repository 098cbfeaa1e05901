"""The titles by which papers are known: those of the catalogue, and those that clerks have taught."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from config.procedures import Catalogue, Paper
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


@dataclass(frozen=True)
class KnownTitles:
    """Every title that is known."""

    titles: tuple[KnownTitle, ...]

    @classmethod
    def of(cls, catalogue: Catalogue, examples: Iterable[Example] = ()) -> KnownTitles:
        """The titles of a catalogue, in every version of its procedures, and of examples."""
        found = [*_catalogued(catalogue), *(_taught(example) for example in examples)]
        return cls(tuple(dict.fromkeys(title for title in found if len(title.letters) >= FEWEST_LETTERS)))

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


def _catalogued(catalogue: Catalogue) -> Iterator[KnownTitle]:
    for code, procedure in catalogue.procedures.items():
        for version in procedure.versions:
            for component in version.components:
                ref = PaperRef(PaperKind.COMPONENT, component.id, code)
                yield from _wordings(ref, component, form_code(component.form or ""))
    for attachment in catalogue.common.attachments:
        yield from _wordings(PaperRef(PaperKind.ATTACHMENT, attachment.id), attachment)
    for form in catalogue.common.internal_forms:
        yield from _wordings(PaperRef(PaperKind.INTERNAL, form.id), form)


def _wordings(ref: PaperRef, paper: Paper, form: str = "") -> Iterator[KnownTitle]:
    for wording in paper.titles:
        yield KnownTitle(ref, wording, letters_of(wording), form)


def _taught(example: Example) -> KnownTitle:
    return KnownTitle(example.ref, example.heading, letters_of(example.heading), taught=True)
