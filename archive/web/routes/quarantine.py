"""One item of the quarantine, and the ways out: tried again, given up, released. Work that follows is the agent's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path, Request
from starlette.responses import RedirectResponse, Response

from archive.archive import Archive
from archive.dossiers.correct import Manner
from archive.quarantine import Item, discard, release, retry
from archive.quarantine.items import withheld_page
from archive.web.clerk.set_aside import seen_item, set_aside
from archive.web.clerk.to_mend import Done, list_address, to_mend_screen
from archive.web.desk import Desk
from archive.web.notes import note
from archive.web.page_image import Size
from archive.web.permissions import Permission, may
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need
from config.errors import ItemChanged, NotInQuarantine, SohoaError, UsageError
from config.messages import current_language

router = APIRouter(prefix="/quarantine")

NUMBER = "[1-9][0-9]{0,8}"
"""Of a file or page: no ledger counts further."""
AnyItem = Annotated[str, Path(pattern=f"^(file|page):{NUMBER}$")]
FileItem = Annotated[str, Path(pattern=f"^file:{NUMBER}$")]
PageItem = Annotated[str, Path(pattern=f"^page:{NUMBER}$")]
Version = Annotated[int, Form(ge=0, lt=2**31)]
Why = Annotated[str, Form(max_length=500)]


@router.get("/{item}")
def item_page(
    request: Request, desk: AtDesk, visitor: Annotated[Visitor, need(Permission.DESK)], item: AnyItem
) -> Response:
    """What it is, why it lies here, and what may be done about it."""
    answer = _shown(request, desk, visitor, Item.parse(item))
    note(request, "quarantine_viewed", item)
    return answer


@router.get("/{item}/image")
def withheld_image(
    request: Request, desk: AtDesk, visitor: Annotated[Visitor, need(Permission.RELEASE)], item: PageItem
) -> Response:
    """A withheld page, for somebody who must see it to decide; told in the chain each time, kept by no browser."""
    named = Item.parse(item)
    with desk.archive.ledger.read() as session:
        seen_item(session, named, visitor.scope)
        page = withheld_page(session, named)
    note(request, "withheld_viewed", item)
    data = desk.images.jpeg(page, Size.PAGE, may_release=True)
    return Response(data, media_type="image/jpeg", headers={"cache-control": "no-store"})


@dataclass(frozen=True, slots=True)
class Deciding:
    """A decision about an item of a desk that the visitor sees."""

    request: Request
    desk: Desk
    visitor: Visitor
    item: Item
    version: int
    """That of the screen on which it was decided."""

    @property
    def archive(self) -> Archive:
        """The archive."""
        return self.desk.archive

    @property
    def manner(self) -> Manner:
        """Written and answered; reading and files follow."""
        return Manner(by=self.visitor.user.name, seen={str(self.item): self.version})

    def done(self, decide: Callable[[], Any], done: Done) -> Response:
        """Carry it out, and go back to the list, which says so."""
        try:
            decide()
        except (ItemChanged, UsageError) as error:
            return self._refused(error)
        finally:
            self.desk.kept.forget()
        return RedirectResponse(list_address(done, str(self.item)), 303)

    def _refused(self, error: SohoaError) -> Response:
        """The item as it stands now with what went wrong above it; the list, where it left the quarantine."""
        problem, status = error.sentence(current_language()), error.http_status
        try:
            return _shown(self.request, self.desk, self.visitor, self.item, problem, status)
        except NotInQuarantine:
            return to_mend_screen(self.request, self.desk, self.visitor, problem=problem, status=status)


def _deciding(request: Request, desk: Desk, visitor: Visitor, item: str, version: int) -> Deciding:
    named = Item.parse(item)
    with desk.archive.ledger.read() as session:
        seen_item(session, named, visitor.scope)
    return Deciding(request, desk, visitor, named, version)


def _of_file(
    request: Request,
    desk: AtDesk,
    visitor: Annotated[Visitor, need(Permission.CORRECT)],
    item: FileItem,
    version: Version,
) -> Deciding:
    return _deciding(request, desk, visitor, item, version)


def _of_page(
    request: Request,
    desk: AtDesk,
    visitor: Annotated[Visitor, need(Permission.RELEASE)],
    item: PageItem,
    version: Version,
) -> Deciding:
    return _deciding(request, desk, visitor, item, version)


OfFile = Annotated[Deciding, Depends(_of_file)]
OfPage = Annotated[Deciding, Depends(_of_page)]


@router.post("/{item}/retry")
def try_again(asked: OfFile) -> Response:
    """Its pages are looked for once more."""
    return asked.done(lambda: retry(asked.archive, [asked.item], asked.manner), Done.RETRIED)


@router.post("/{item}/discard")
def give_up(asked: OfFile, reason: Why = "") -> Response:
    """It is listed no longer; its bytes are kept."""
    return asked.done(lambda: discard(asked.archive, asked.item, reason, asked.manner), Done.GIVEN_UP)


@router.post("/{item}/release")
def let_be_seen(asked: OfPage, reason: Why = "") -> Response:
    """Everybody who sees its dossier sees it from now on."""

    def released() -> None:
        if not reason.strip():
            raise UsageError(vi="Hãy ghi vì sao trang được xem.", en="Please say why the page may be seen.")
        release(asked.archive, [asked.item], reason, asked.manner)

    return asked.done(released, Done.RELEASED)


def _shown(
    request: Request, desk: Desk, visitor: Visitor, item: Item, problem: str | None = None, status: int = 200
) -> Response:
    may_release = may(visitor.user.role, Permission.RELEASE)
    with desk.archive.ledger.read() as session:
        view = set_aside(session, item, visitor.scope, may_release)
    return desk.pages.render(request, "quarantine.html", status=status, item=view, problem=problem)
