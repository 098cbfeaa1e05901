"""One router a screen."""

from fastapi import APIRouter

from archive.web.routes import account, dossiers, files, search, trail

ROUTERS: tuple[APIRouter, ...] = (account.router, search.router, dossiers.router, files.router, trail.router)
"""All of them; a new screen is a module beside these and a name here."""
