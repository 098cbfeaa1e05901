"""Case records: brought in by the one-stop software, and told."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from archive.case_document import case_document
from archive.cases import put_case
from archive.models import Dossier
from archive.web.api import shapes
from archive.web.api.caller import need_token
from archive.web.api.documents import only_seen, row
from archive.web.api.problems import documented
from archive.web.notes import note
from archive.web.permissions import Permission
from archive.web.security.sessions import Visitor
from archive.web.visits import AtDesk
from config.clock import system_clock
from config.codes import parse_case_code
from config.errors import AddressNotFound, CaseNotFound, InvalidRequest, NotAllowed, TokenNeeded

router = APIRouter(prefix="/cases")

CaseCode = Annotated[str, Path(max_length=64, pattern=r"^[0-9A-Za-z.-]+$", examples=["H26.12-260804-0583"])]


@router.put(
    "/{code}",
    response_model=shapes.CaseKept,
    responses=documented(
        TokenNeeded,
        NotAllowed,
        AddressNotFound,
        InvalidRequest,
        beside={201: {"model": shapes.CaseKept, "description": "Created"}},
    ),
)
def bring_in(
    desk: AtDesk,
    caller: Annotated[Visitor, need_token(Permission.FILE_CASES)],
    code: CaseCode,
    case: shapes.CaseIn,
    response: Response,
) -> shapes.CaseKept:
    """Bring a record in; the same again changes nothing. Dossiers that waited for it are linked."""
    if parse_case_code(code) is None:
        raise InvalidRequest(vi=f"“{code}” không phải mã hồ sơ", en=f"“{code}” is no dossier code")
    sent = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in case}
    try:
        report = put_case(desk.archive.ledger, sent | {"code": code}, by=caller.user.name)
    except ValueError as error:
        vi, _, en = str(error).partition(" / ")
        raise InvalidRequest(vi=vi, en=en or vi) from error
    response.status_code = 201 if report.imported else 200
    result = "created" if report.imported else "updated" if report.updated else "unchanged"
    return shapes.CaseKept(code=code, result=result)


@router.get(
    "/{code}",
    response_model=shapes.Case,
    response_model_by_alias=True,
    responses=documented(TokenNeeded, NotAllowed, CaseNotFound, AddressNotFound),
)
def told(
    request: Request, desk: AtDesk, caller: Annotated[Visitor, need_token(Permission.VIEW)], code: CaseCode
) -> object:
    """The record, its deadline, its dossiers, its papers. A clerk's program is told of the own desks' dossiers."""
    seen: set[str] = set()

    def seen_row(dossier: Dossier) -> dict[str, object]:
        if caller.scope.admits(dossier.batch.desk):
            seen.add(dossier.id)
        return row(dossier)

    with desk.archive.ledger.read() as session:
        document, _standing = case_document(desk.archive, session, code, system_clock(), seen_row)
    if document["dossiers"] and not seen:
        raise CaseNotFound(case=code)
    note(request, "case_viewed", f"case:{document['code']}")
    return only_seen(document, seen)
