"""Pages from templates, in which everything that is put in is escaped."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from archive.web import words
from archive.web.permissions import Permission, may
from archive.web.security.sessions import Visitor
from config.clock import VIETNAM
from config.messages import _, current_language, n_

FOLDER = Path(__file__).parent / "pages"
STATIC = Path(__file__).parent / "static"
HTMX = "vendor/htmx.min.js"
"""Brought by `make setup`; without it every page works, only slower to the eye."""


class Pages:
    """The templates of one desk. What all of them know is set here."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {"_": _, "n_": n_, "words": words, "Permission": Permission}
        self._templates.filters |= {"moment": moment, "day": day, "bytes": bytes_}
        self._htmx = HTMX if (STATIC / HTMX).is_file() else None

    def render(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The page of this template. It knows ``visitor`` (None: nobody), ``csrf``, and ``allowed(Permission.X)``."""
        visitor: Visitor | None = getattr(request.state, "visitor", None)
        page = self._templates.get_template(template).render(
            language=current_language(),
            htmx=self._htmx,
            path=request.url.path,
            visitor=visitor,
            csrf=visitor.csrf if visitor else "",
            allowed=lambda permission: visitor is not None and may(visitor.user.role, permission),
            **values,
        )
        return HTMLResponse(page, status)


def moment(at: datetime | None) -> str:
    """Day and minute, as clocks in Vietnam show it."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if at else "–"


def day(at: datetime | None) -> str:
    """The day in Vietnam."""
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y") if at else "–"


def bytes_(size: int) -> str:
    """So many bytes as people read it: in kB or MB, never none of what is something."""
    return f"{size / 1e6:.1f} MB".replace(".", ",") if size >= 1_000_000 else f"{-(-size // 1000)} kB"
