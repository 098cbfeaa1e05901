"""The API keeps to its OpenAPI: requests made up from it get no 5xx, and nothing that is not documented."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from archive.archive import Archive
from archive.models import Role
from archive.web.api.router import openapi
from archive.web.security import tokens
from tests.unit.archive.web.browser import Shelf
from tests.unit.archive.web.conftest import CASE

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = [(path, method) for path, methods in openapi()["paths"].items() for method in methods]
QUICK, THOROUGH = 12, 40
"""Requests of each operation."""


def document(shelf: Shelf) -> dict[str, Any]:
    """The description, with names in it that there are: made-up ids lead nowhere."""
    described: dict[str, Any] = openapi()
    known = {
        "dossier": [shelf.mine, "d-0"],
        "number": [1, 4, 99],
        "batch": [1, 99],
        "code": [CASE, "H26.12-260804-0999"],
    }

    def narrowed(parameter: dict[str, Any]) -> dict[str, Any]:
        values = known.get(parameter["name"]) if parameter["in"] == "path" else None
        return parameter | {"schema": parameter["schema"] | {"enum": values}} if values else parameter

    paths = {
        path: {
            method: each | {"parameters": [narrowed(parameter) for parameter in each.get("parameters", [])]}
            for method, each in methods.items()
        }
        for path, methods in described["paths"].items()
    }
    return described | {"paths": paths}


def may_be_wrong(described: dict[str, Any], path: str, method: str) -> bool:
    """Whether anything can be asked wrongly: an operation that takes nothing cannot."""
    operation = described["paths"][path][method]
    return bool(operation.get("parameters") or operation.get("requestBody"))


def hold(app: FastAPI, archive: Archive, described: dict[str, Any], path: str, method: str, most: int) -> None:
    with archive.ledger.write() as work:
        token = tokens.add(work, "contract", Role.ADMINISTRATOR, [])
    schema = schemathesis.openapi.from_dict(described)
    schema.app = app
    modes = (
        [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
        if may_be_wrong(described, path, method)
        else [GenerationMode.POSITIVE]
    )
    phases = [Phase.explicit, Phase.generate]
    checks = list(HealthCheck)

    @settings(
        max_examples=most, deadline=None, derandomize=True, database=None, phases=phases, suppress_health_check=checks
    )
    @given(case=st.one_of(*(schema[path][method].as_strategy(generation_mode=mode) for mode in modes)))
    def asked(case: Any) -> None:
        case.call_and_validate(headers={"authorization": f"Bearer {token}"}, checks=CHECKS)

    asked()
    counted = app.state.requests.counts()
    assert sum(counted.values()) >= min(most, 2) and not counted.get(("api", "5xx"))


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_requests_that_fit_get_what_is_documented(
    path: str, method: str, app: FastAPI, archive: Archive, shelf: Shelf
) -> None:
    hold(app, archive, document(shelf), path, method, QUICK)


@pytest.mark.slow
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_requests_with_any_name_get_what_is_documented(
    path: str, method: str, app: FastAPI, archive: Archive, shelf: Shelf
) -> None:
    hold(app, archive, openapi(), path, method, THOROUGH)
