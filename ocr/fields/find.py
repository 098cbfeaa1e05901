"""What a page says of the paper that it is: layout first, then what each place says, then who vouches for whom."""

from __future__ import annotations

import re
from dataclasses import replace

from ocr.fields.abstract import title_fields
from ocr.fields.dates import date_fields
from ocr.fields.issuer import head_names, issuer_fields
from ocr.fields.labelled import applicant_field, business_field, form_field
from ocr.fields.layout import Layout, laid_out
from ocr.fields.number import number_fields
from ocr.fields.signer import signer_fields
from ocr.fields.values import PaperField, PaperFields
from ocr.page import PageReading

_IDENTITY = re.compile(r"(?<!\d)\d(?:[ .]?\d){11}(?!\d)")
"""Twelve digits, as the number of a person is (Luật Căn cước 2023)."""


def paper_fields(reading: PageReading) -> PaperFields:
    """What one page says of its paper; empty for pages that are no paper's first.

    Every field is given at most once, none ever with the identity number of a person.
    """
    return fields_in(laid_out(reading.lines))


def fields_in(layout: Layout) -> PaperFields:
    """The same of a page of which it is known how its lines stand."""
    names = head_names(layout)
    issuer = names[-1].text if names else ""
    applicant = applicant_field(layout, issuer)
    found = [
        *issuer_fields(names, applicant),
        *number_fields(layout, issuer),
        *date_fields(layout),
        *title_fields(layout),
        *signer_fields(layout),
        *(each for each in (form_field(layout), business_field(layout), applicant) if each),
    ]
    return PaperFields(tuple(kept for each in found if (kept := _without_identity(each))))


def without_identity(text: str) -> str:
    """The text without the identity number of a person."""
    return _IDENTITY.sub("", text).strip(" ,;:-")


def _without_identity(found: PaperField) -> PaperField | None:
    value = without_identity(found.value)
    return replace(found, value=value, raw=_IDENTITY.sub("", found.raw)) if value else None
