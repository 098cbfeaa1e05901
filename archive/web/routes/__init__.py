"""One router a screen."""

from fastapi import APIRouter

from archive.web.api import router as api
from archive.web.routes import (
    account,
    case_papers,
    corrections,
    desk,
    dossiers,
    exceptions,
    files,
    health,
    incoming,
    quarantine,
    search,
    today,
    trail,
)

ROUTERS: tuple[APIRouter, ...] = (
    account.router,
    search.router,
    dossiers.router,
    files.router,
    today.router,
    trail.router,
    desk.router,
    corrections.router,
    case_papers.router,
    incoming.router,
    exceptions.router,
    quarantine.router,
    health.router,
    api.router,
)
"""All of them; a new screen is a module beside these and a name here."""
