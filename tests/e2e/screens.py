"""Every screen of the desk, who sees it, and how one comes there: a new screen is a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.e2e.papers import Papers


@dataclass(frozen=True)
class Screen:
    """A screen."""

    name: str
    """Of its picture."""
    person: str | None
    """Who looks at it; None: a stranger."""
    path: Callable[[Papers], str]
    complaint: str | None = None
    """What the console says, where the screen tells of an error."""


SCREENS = (
    Screen("login", None, lambda papers: "/login"),
    Screen("password", "archivist", lambda papers: "/password"),
    Screen("search", "archivist", lambda papers: "/"),
    Screen("search-nothing", "archivist", lambda papers: "/?q=zzzzqqqq"),
    Screen("search-refused", "archivist", lambda papers: "/?q=%22%22", complaint="40[0-9]|422"),
    Screen("found", "archivist", lambda papers: "/?q=xăng+dầu"),
    Screen("found-narrowed", "supervisor", lambda papers: "/?q=xăng+dầu&desk=quay-1"),
    Screen("dossier", "archivist", lambda papers: f"/dossiers/{papers.promotion}?fixity=true"),
    Screen("dossier-withheld", "archivist", lambda papers: f"/dossiers/{papers.secret}"),
    Screen("page", "archivist", lambda papers: f"/dossiers/{papers.promotion}/pages/1?q=hàng+hóa"),
    Screen("page-zoomed", "clerk", lambda papers: f"/dossiers/{papers.promotion}/pages/1?q=nồi+cơm&zoom=2"),
    Screen("page-fields", "archivist", lambda papers: f"/dossiers/{papers.promotion}/pages/1?fields=true"),
    Screen("page-blank", "archivist", lambda papers: f"/dossiers/{papers.promotion}/pages/4"),
    Screen("desk", "clerk", lambda papers: "/desk"),
    Screen("desk-dossier", "clerk", lambda papers: f"/desk?dossier={papers.promotion}"),
    Screen("exceptions", "clerk", lambda papers: "/exceptions"),
    Screen("exceptions-all", "supervisor", lambda papers: "/exceptions"),
    Screen("exceptions-done", "clerk", lambda papers: f"/exceptions?done=linked&of={papers.promotion}"),
    Screen("quarantine-file", "clerk", lambda papers: f"/quarantine/{papers.refused}"),
    Screen("quarantine-release", "supervisor", lambda papers: f"/quarantine/{papers.withheld}"),
    Screen("today", "supervisor", lambda papers: "/today"),
    Screen("today-behind", "supervisor", lambda papers: "/dossiers?figure=scanned"),
    Screen("audit", "administrator", lambda papers: "/audit"),
    Screen("nowhere", "clerk", lambda papers: "/dossiers/d-000000000000", complaint="404"),
)
