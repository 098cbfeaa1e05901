"""What a clerk says of the case of a dossier: of each paper that it asks for, and that nothing more is to come."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path
from starlette.responses import Response

from archive.completeness.closing import close_case, reopen_case
from archive.completeness.said import say, take_back
from archive.models import PaperWord
from archive.web.correcting import Asked
from config.errors import UsageError
from config.procedures import NotDigitised

router = APIRouter(prefix="/desk/dossiers/{dossier}/case")

TAKE_BACK = "take_back"


@router.post("/papers/{component}")
def say_of_paper(
    asked: Asked,
    component: Annotated[str, Path(max_length=100)],
    word: Annotated[str, Form(max_length=30)],
    reason: Annotated[NotDigitised | None, Form()] = None,
) -> Response:
    """A word of `PaperWord` holds of the paper, with the ``reason`` that it needs; or nothing any more."""

    def said() -> None:
        ledger, case = asked.archive.ledger, asked.case()
        if word == TAKE_BACK:
            take_back(ledger, case, component, asked.who, asked.seen)
            return
        if word not in {each.value for each in PaperWord} or (word == PaperWord.NOT_DIGITISED and reason is None):
            raise UsageError(vi="Hãy chọn lý do.", en="Please choose a reason.")
        say(ledger, case, component, PaperWord(word), asked.who, reason, asked.seen)

    return asked.done(said)


@router.post("/close")
def close(asked: Asked, despite: Annotated[str, Form(max_length=500)] = "") -> Response:
    """Its dossiers are complete; ``despite``: why, although something is missing."""
    return asked.done(
        lambda: close_case(asked.archive.ledger, asked.case(), asked.who, despite.strip() or None, asked.seen)
    )


@router.post("/reopen")
def reopen(asked: Asked) -> Response:
    """Its dossiers can be corrected again."""
    return asked.done(lambda: reopen_case(asked.archive.ledger, asked.case(), asked.who, asked.seen))
