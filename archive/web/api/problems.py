"""What a program is told when it does not work: RFC 9457, with a code that stays and the sentence in both languages."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from config.errors import AddressNotFound, InvalidRequest, MethodNotAllowed, SohoaError, TokenNeeded
from config.messages import current_language

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"


class Place(BaseModel):
    """Something in a request that is not as documented; what was sent is not repeated."""

    at: list[str | int]
    message: str


class Problem(BaseModel):
    """An answer that is no answer."""

    type: str
    """``urn:sohoa:problem:CODE``."""
    title: str
    """The sentence in the desk's language."""
    status: int
    code: str
    """Stable: what programs compare. All of them stand in `config.errors`."""
    retryable: bool
    """Whether the same request may succeed later."""
    vi: str
    en: str
    errors: list[Place] = []


def asks_for_problems(request: Request) -> bool:
    """Whether a program asks, which reads no pages."""
    return request.url.path.startswith(PREFIX)


def problem(error: SohoaError, errors: list[Place] | None = None, headers: dict[str, str] | None = None) -> Response:
    """The answer for an error of the tree; of what failed inside only its code is told."""
    said = SohoaError() if error.http_status >= 500 else error
    vi, en = said.sentence("vi"), said.sentence("en")
    told = Problem(
        type=f"urn:sohoa:problem:{error.code}",
        title=vi if current_language() == "vi" else en,
        status=error.http_status,
        code=error.code,
        retryable=error.retryable,
        vi=vi,
        en=en,
        errors=errors or [],
    )
    asked = {"www-authenticate": "Bearer"} if isinstance(error, TokenNeeded) else {}
    return JSONResponse(told.model_dump(), error.http_status, headers=asked | (headers or {}), media_type=MEDIA_TYPE)


def problem_of_http(error: HTTPException) -> Response:
    """For what the framework says by itself."""
    headers = dict(error.headers or {})
    if error.status_code == 404:
        return problem(AddressNotFound())
    if error.status_code == 405:
        return problem(MethodNotAllowed(), headers=headers)
    return problem(InvalidRequest(vi="không đọc được nội dung", en="its body cannot be read"))


def problem_of_validation(error: RequestValidationError) -> Response:
    """For a request that does not fit its model."""
    places = [Place(at=list(each["loc"]), message=each["msg"]) for each in error.errors()]
    if any(place.at[0] == "path" for place in places):
        return problem(AddressNotFound())
    return problem(InvalidRequest(vi="xem errors", en="see errors"), places)


Responses = dict[int | str, dict[str, Any]]


def documented(*errors: type[SohoaError], beside: Responses | None = None) -> Responses:
    """For the OpenAPI: what a route may answer beside its own, the codes in the description."""
    by_status: dict[int | str, list[str]] = {}
    for error in errors:
        by_status.setdefault(error.http_status, []).append(error.code)
    problems: Responses = {
        status: {
            "description": "Problem: " + ", ".join(f"`{code}`" for code in sorted(codes)),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, codes in sorted(by_status.items(), key=str)
    }
    return problems | (beside or {})
