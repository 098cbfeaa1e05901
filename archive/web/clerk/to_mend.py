"""The list of what needs a person put together: where it is drawn, whatever was done or went wrong before."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from archive.quarantine import Item
from archive.web.asked_dossier import seen_dossier
from archive.web.clerk.gather import troubles
from archive.web.clerk.offers import with_offers
from archive.web.clerk.set_aside import seen_item
from archive.web.clerk.troubles import Trouble, ranked
from archive.web.desk import Desk
from archive.web.notes import note
from archive.web.permissions import Scope
from archive.web.security.sessions import Visitor
from config.errors import NotFoundError, UsageError
from config.messages import _


class Done(StrEnum):
    """What somebody did and came back from."""

    LINKED = "linked"
    RETRIED = "retried"
    GIVEN_UP = "given_up"
    RELEASED = "released"


def _gathered(session: Session, desk: Desk, scope: Scope, now: datetime) -> list[Trouble]:
    return list(with_offers(session, desk.archive, ranked(troubles(session, desk.archive, scope, now))))


def list_address(done: Done | None = None, of: str = "") -> str:
    """Where the list stands; ``done``: with what was done to the item or dossier ``of``."""
    return "/exceptions" + (f"?{urlencode({'done': done.value, 'of': of})}" if done else "")


def to_mend_screen(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    done: Done | None = None,
    of: str = "",
    problem: str | None = None,
    status: int = 200,
) -> Response:
    """The list; ``problem``: what could not be done. Raises `WrongDataFile`."""
    now = desk.clock()
    with desk.archive.ledger.read() as session:
        key = "to mend", visitor.scope
        found = desk.kept.get(session, now, key, lambda: _gathered(session, desk, visitor.scope, now), unseen=0)
        said = _said(session, visitor.scope, done, of) if done else None
    note(request, "exceptions_viewed", "exceptions", count=len(found))
    return desk.pages.render(
        request, "exceptions.html", status=status, troubles=found, now=now, said=said, of=of, problem=problem
    )


def _said(session: Session, scope: Scope, done: Done, of: str) -> str | None:
    """What was done, in a sentence of what the ledger knows, whatever the address claims; None: nothing of the kind."""
    try:
        if done is Done.LINKED:
            case = seen_dossier(session, of, scope).case_code
            sentence = _("Dossier {dossier} is linked to {case}; its PDF follows.")
            return sentence.format(dossier=of, case=case) if case else None
        name = seen_item(session, Item.parse(of), scope)
    except (NotFoundError, UsageError):
        return None
    sentences = {
        Done.RETRIED: _("{name} is being tried again: it leaves this list when it can be read."),
        Done.GIVEN_UP: _("{name} was given up; its bytes are kept."),
        Done.RELEASED: _("{name} is released: whoever sees its dossier sees it now; the PDF follows."),
    }
    return sentences[done].format(name=name)
