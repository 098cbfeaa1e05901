"""Corrections of a dossier, each a form of the clerk's screen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from archive.dossiers import correct, undo
from archive.web.asked_dossier import PageNumber
from archive.web.clerk.to_mend import Done
from archive.web.correcting import Asked
from config.codes import MOST_SHEETS
from config.errors import UsageError

router = APIRouter(prefix="/desk/dossiers/{dossier}")

Typed = Annotated[str, Form(max_length=200)]
OtherId = Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
Number = Annotated[int, Form(ge=1, le=100_000)]


@router.post("/link")
def link(asked: Asked, case: Typed) -> Response:
    """It belongs to this case."""
    return asked.done(lambda: correct.link(asked.archive, asked.dossier, case, asked.manner), listed=Done.LINKED)


@router.post("/unlink")
def unlink(asked: Asked) -> Response:
    """It belongs to no case that is known."""
    return asked.done(lambda: correct.unlink(asked.archive, asked.dossier, asked.manner))


@router.post("/undo")
def take_back(asked: Asked) -> Response:
    """The last correction is taken back."""
    return asked.done(lambda: undo.undo(asked.archive, asked.dossier, asked.manner))


@router.post("/redo")
def bring_back(asked: Asked) -> Response:
    """The last undo is taken back."""
    return asked.done(lambda: undo.redo(asked.archive, asked.dossier, asked.manner))


@router.post("/sheets")
def sheets(asked: Asked, sheets: Annotated[int, Form(ge=1, le=MOST_SHEETS)]) -> Response:
    """The stack was counted again."""
    return asked.done(lambda: correct.count_sheets(asked.archive, asked.dossier, sheets, asked.manner))


@router.post("/merge")
def merge(asked: Asked, other: OtherId) -> Response:
    """The papers of another dossier follow its own."""
    return asked.done(lambda: correct.merge(asked.archive, asked.dossier, asked.other(other), asked.manner))


@router.post("/pages/{number}/split")
def split(asked: Asked, number: PageNumber, case: Typed = "") -> Response:
    """The pages from this one on are another dossier."""
    return asked.done(
        lambda: correct.split(asked.archive, asked.dossier, number, case.strip() or None, asked.manner),
        page=number - 1,
    )


@router.post("/pages/{number}/turn")
def turn(asked: Asked, number: PageNumber, degrees: Annotated[int, Form()]) -> Response:
    """The page is turned clockwise."""
    return asked.done(lambda: correct.rotate_page(asked.archive, asked.dossier, number, degrees, asked.manner))


@router.post("/pages/{number}/hide")
def hide(asked: Asked, number: PageNumber) -> Response:
    """The page is left out of the PDF."""
    return asked.done(lambda: correct.hide_page(asked.archive, asked.dossier, number, asked.manner))


@router.post("/pages/{number}/restore")
def restore(asked: Asked, number: PageNumber) -> Response:
    """The page stands in the PDF again."""
    return asked.done(lambda: correct.restore_page(asked.archive, asked.dossier, number, asked.manner))


@router.post("/pages/{number}/move")
def move(asked: Asked, number: PageNumber, to: Number) -> Response:
    """The page gets another place."""
    return asked.done(lambda: correct.move_page(asked.archive, asked.dossier, number, to, asked.manner), page=to)


@router.post("/pages/{number}/carry")
def carry(asked: Asked, number: PageNumber, other: OtherId) -> Response:
    """The page becomes the last of another dossier."""
    return asked.done(
        lambda: correct.carry_page(asked.archive, asked.dossier, number, asked.other(other), None, asked.manner)
    )


@router.post("/pages/{number}/replace")
def replace(asked: Asked, number: PageNumber, by: Annotated[str, Form(max_length=50)]) -> Response:
    """A new scan, named as ``dossier:page``, takes the place of the page."""

    def correction() -> correct.Corrected:
        source, _, page = by.strip().rpartition(":")
        if not page.isascii() or not page.isdecimal() or not source:
            raise UsageError(vi="Hãy chọn bản quét lại.", en="Please choose the new scan.")
        return correct.replace_page(
            asked.archive, asked.dossier, number, asked.other(source), int(page[:6]), asked.manner
        )

    return asked.done(correction, page=number + 1)


@router.post("/pages/{number}/begin")
def begin(asked: Asked, number: PageNumber) -> Response:
    """A paper begins with the page."""
    return asked.done(lambda: correct.split_component(asked.archive, asked.dossier, number, asked.manner))


@router.post("/papers/{number}/type")
def set_type(asked: Asked, number: PageNumber, type: Typed) -> Response:
    """The paper is this one."""
    return asked.done(lambda: correct.set_type(asked.archive, asked.dossier, number, type, asked.manner))


@router.post("/papers/{number}/join")
def join(asked: Asked, number: PageNumber) -> Response:
    """The paper goes on with the one before it."""
    return asked.done(lambda: correct.join_component(asked.archive, asked.dossier, number, asked.manner))
