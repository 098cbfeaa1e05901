"""The HTTP API, for programs: the services of the desk under addresses and shapes that stay."""

from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi

from archive.web.api import batches, cases, dossiers, search
from archive.web.api.problems import Place, Problem

PREFIX = "/api/v1"

router = APIRouter(prefix=PREFIX)
for part in (cases, batches, dossiers, search):
    router.include_router(part.router)


@router.get("/openapi.json", include_in_schema=False)
def openapi() -> dict[str, Any]:
    """The description of all of it (OpenAPI 3.1); open to everybody, for it tells of nobody."""
    return _described()


@cache
def _described() -> dict[str, Any]:
    document = get_openapi(
        title="sohoa", version="1", summary="Dossiers of a one-stop desk", routes=router.routes
    )  # fmt: skip
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas["Problem"].pop("$defs", None)
    schemas["Place"] = Place.model_json_schema()
    return document


__all__ = ["PREFIX", "router"]
