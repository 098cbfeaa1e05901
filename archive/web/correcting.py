"""What every correction in the browser has in common: who makes it, of which version, and where one stands after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from archive.archive import Archive
from archive.completeness.of_case import dossiers_of
from archive.dossiers.correct import Corrected, Manner
from archive.web.asked_dossier import DossierId, seen_dossier
from archive.web.clerk.screen import desk_address, desk_screen
from archive.web.clerk.to_mend import Done, list_address, to_mend_screen
from archive.web.desk import Desk
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk, need
from config.errors import CaseNotFound, DossierBusy, DossierChanged, PageNotFound, SohoaError, UsageError
from config.messages import current_language

SAID_BESIDE = (UsageError, CaseNotFound, PageNotFound, DossierChanged, DossierBusy)
"""What goes wrong in the course of work: told above the screen as it stands now."""


@dataclass(frozen=True, slots=True)
class Correcting:
    """A correction that was asked for of a dossier which the visitor may see."""

    request: Request
    desk: Desk
    visitor: Visitor
    dossier: str
    version: int
    """That of the screen on which it was asked for."""
    page: int
    """The page that was chosen there."""
    from_list: bool = False
    """Whether it was asked for in the list of what needs a person, not at the desk's screen."""

    @property
    def archive(self) -> Archive:
        """The archive."""
        return self.desk.archive

    @property
    def who(self) -> str:
        """The name under which it is written down."""
        return self.visitor.user.name

    @property
    def seen(self) -> dict[str, int]:
        """The version that must still hold."""
        return {self.dossier: self.version}

    @property
    def manner(self) -> Manner:
        """Written and answered; the files follow."""
        return Manner(by=self.who, seen=self.seen)

    def other(self, dossier: str) -> str:
        """Another dossier that it touches. Raises `DossierNotFound`, also where the visitor may not see it."""
        with self.archive.ledger.read() as session:
            return seen_dossier(session, dossier, self.visitor.scope).id

    def case(self) -> str:
        """The case of the dossier, where the visitor sees all dossiers of it. Raises `UsageError`."""
        with self.archive.ledger.read() as session:
            shown = seen_dossier(session, self.dossier, self.visitor.scope)
            if shown.case_code is None:
                raise UsageError(vi="Hồ sơ chưa gắn mã.", en="The dossier is linked to no case.")
            elsewhere = [
                each for each in dossiers_of(session, shown.case_code) if not self.visitor.scope.admits(each.batch.desk)
            ]
            if elsewhere:
                raise UsageError(
                    vi="Hồ sơ này có giấy tờ ở quầy khác; hãy nhờ người phụ trách.",
                    en="Papers of this case are at another desk; please ask the supervisor.",
                )
            return shown.case_code

    def done(
        self, correction: Callable[[], Corrected | None], page: int | None = None, listed: Done | None = None
    ) -> Response:
        """Carry it out, and show the screen anew; ``page``: which is chosen then, ``listed``: what the list says."""
        try:
            correction()
        except SAID_BESIDE as error:
            return self.refused(error)
        finally:
            self.desk.kept.forget()
        if self.from_list and listed:
            return RedirectResponse(list_address(listed, self.dossier), 303)
        return RedirectResponse(desk_address(self.dossier, page or self.page), 303)

    def refused(self, error: SohoaError) -> Response:
        """The screen or the list as it stands now, with what went wrong above it."""
        problem = error.sentence(current_language())
        if self.from_list:
            return to_mend_screen(self.request, self.desk, self.visitor, problem=problem, status=error.http_status)
        answer = desk_screen(
            self.request, self.desk, self.visitor, self.dossier, self.page, problem, status=error.http_status
        )
        # Where htmx swaps it in, the address bar must not name a form that cannot be asked for again.
        answer.headers["hx-replace-url"] = desk_address(self.dossier, self.page)
        return answer


def _correcting(
    request: Request,
    desk: AtDesk,
    visitor: Annotated[Visitor, need(Permission.CORRECT)],
    dossier: DossierId,
    version: Annotated[int, Form(ge=0, lt=2**31)],
    page: Annotated[int, Form(ge=0, le=100_000)] = 1,
    back: Annotated[Literal["desk", "list"], Form()] = "desk",
) -> Correcting:
    with desk.archive.ledger.read() as session:
        shown = seen_dossier(session, dossier, visitor.scope)
    return Correcting(request, desk, visitor, shown.id, version, page, from_list=back == "list")


Asked = Annotated[Correcting, Depends(_correcting)]
