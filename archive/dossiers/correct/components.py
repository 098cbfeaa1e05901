"""Which paper a component is and where it begins, by a clerk's word. Components and pages count from 1."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from archive.archive import Archive
from archive.dossiers.correct import reshape
from archive.dossiers.correct.carry_out import (
    Corrected,
    Shapes,
    correct,
    correctable,
    looked_at_again,
    refreshed,
)
from archive.dossiers.correct.manner import How, Manner, Watch
from archive.dossiers.recognise import divided, fill_heads, procedure_of, recognise
from archive.dossiers.shape import DossierShape
from archive.ledger import Recording
from archive.models import Dossier, Page
from archive.papers import INTERNAL_FORM, OTHER
from archive.procedures import current_catalogue
from archive.work.commit import advance
from config.errors import UsageError
from config.procedures import Catalogue


def set_type(archive: Archive, dossier: str, number: int, type_: str, how: How) -> Corrected:
    """Component ``number`` is the paper ``type_``; later papers with its heading will be taken for the same.

    Raises `UsageError` for a type that the case's procedure does not know.
    """

    def change(work: Recording, shapes: Shapes) -> Shapes:
        catalogue = current_catalogue(work.home.procedures)
        procedure = procedure_of(work, work.get_one(Dossier, dossier), catalogue)
        choices = dict.fromkeys(_types(catalogue, procedure))
        if type_ not in choices:
            raise UsageError(
                vi=f"“{type_}” không phải loại giấy tờ của hồ sơ này; hãy chọn: {', '.join(choices)}.",
                en=f"“{type_}” is no paper of this dossier; choose one of: {', '.join(choices)}.",
            )
        return (reshape.typed(shapes[0], number, type_),)

    return correct(archive, f"component set {dossier} {number} {type_}", [dossier], change, how)


def split_component(archive: Archive, dossier: str, page: int, how: How) -> Corrected:
    """A paper begins with page ``page``."""

    def change(_work: Recording, shapes: Shapes) -> Shapes:
        return (reshape.begun(shapes[0], page),)

    return correct(archive, f"component split {dossier} {page}", [dossier], change, how)


def join_component(archive: Archive, dossier: str, number: int, how: How) -> Corrected:
    """Component ``number`` goes on with the paper before it."""

    def change(_work: Recording, shapes: Shapes) -> Shapes:
        return (reshape.joined(shapes[0], number),)

    return correct(archive, f"component join {dossier} {number}", [dossier], change, how)


def divide_again(archive: Archive, dossier: str, watch: Watch) -> Corrected:
    """Papers are told apart and named anew by the rules and the catalogue of today.

    For dossiers of before papers were told apart, and after the catalogue has changed. Where other papers come out,
    what a person said of the old ones is given up; it can be undone as every correction.
    """
    if looked_at_again(archive, partial(_named_again, archive, dossier, Manner(watch)), watch):
        return refreshed(archive, [dossier], watch)

    def change(work: Recording, shapes: Shapes) -> Shapes:
        return (reshape.divided(shapes[0], _lengths(work, shapes[0])),)

    return correct(archive, f"component again {dossier}", [dossier], change, watch)


def _named_again(archive: Archive, dossier: str, manner: Manner, work: Recording) -> bool:
    """Whether the papers begin where they did; they have the names of today then, and a new file where these differ."""
    shape = correctable(work, dossier, manner)
    fill_heads(work, [work.get_one(Page, page.id) for page in shape.pages], archive.objects)
    if [len(component.pages) for component in shape.components] != _lengths(work, shape):
        return False
    row = work.get_one(Dossier, dossier)
    if recognise(work, [row]):
        row.version += 1
        work.flush()
        advance(work, row.batch)
    return True


def _lengths(work: Recording, shape: DossierShape) -> list[int]:
    pages = [work.get_one(Page, page.id) for page in shape.pages]
    return [len(paper) for paper in divided(work, pages)] if pages else []


def _types(catalogue: Catalogue, procedure: str | None) -> Iterator[str]:
    known = catalogue.procedures.get(procedure or "")
    for version in known.versions if known else ():
        yield from (component.id for component in version.components)
    yield from (attachment.id for attachment in catalogue.common.attachments)
    yield from (INTERNAL_FORM, OTHER)
