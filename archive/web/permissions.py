"""Who may do what: one table. A new thing that people can do is a member of `Permission` and a line of `GRANTED`."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from archive.models import Dossier, Role, User
from config.errors import DossierNotFound

EVERYBODY = frozenset(Role)
AT_WORK = frozenset({Role.CLERK, Role.SUPERVISOR, Role.ADMINISTRATOR})
"""Who works on what is being scanned."""


class Permission(enum.Enum):
    """What routes ask for."""

    OWN_ACCOUNT = "own_account"
    """Change the own password, log out."""
    SEARCH = "search"
    VIEW = "view"
    """Open a dossier and its pages."""
    DOWNLOAD = "download"
    """Take the PDF or the delivered files away."""
    EXPORT = "export"
    """Take a whole result of a search away."""
    DESK = "desk"
    """See what arrives, what is to be done next, and what went wrong."""
    CORRECT = "correct"
    """Put dossiers right, say what is known of their papers, drop files in."""
    RELEASE = "release"
    """Look at a page that is withheld for its secrecy mark, and let everybody see it."""
    FILE_CASES = "file_cases"
    """Bring case records in."""
    DELIVER = "deliver"
    """Bring scans in, a clerk for the own desks."""
    METRICS = "metrics"
    """See counts of the whole archive, which name nobody."""
    OVERSEE = "oversee"
    """See the figures of the day."""
    AUDIT = "audit"
    """See who looked at what."""


GRANTED: dict[Permission, frozenset[Role]] = {
    Permission.OWN_ACCOUNT: EVERYBODY,
    Permission.SEARCH: EVERYBODY,
    Permission.VIEW: EVERYBODY,
    Permission.DOWNLOAD: EVERYBODY,
    Permission.EXPORT: frozenset({Role.ARCHIVIST, Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Permission.DESK: AT_WORK,
    Permission.CORRECT: AT_WORK,
    Permission.RELEASE: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Permission.FILE_CASES: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Permission.DELIVER: frozenset({Role.CLERK, Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Permission.METRICS: EVERYBODY,
    Permission.OVERSEE: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Permission.AUDIT: frozenset({Role.ADMINISTRATOR}),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether somebody of this role may."""
    return role in GRANTED[permission]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which dossiers somebody sees. What lies outside is answered as what does not exist."""

    desks: frozenset[str] | None
    """None: those of every desk."""

    @classmethod
    def of(cls, user: User) -> Scope:
        """A clerk sees the own desks' dossiers, whoever else sees any sees all."""
        return cls(frozenset(user.desks) if user.role is Role.CLERK else None)

    def admits(self, desk: str) -> bool:
        """Whether dossiers of this desk are seen."""
        return self.desks is None or desk in self.desks

    def need(self, dossier: Dossier) -> Dossier:
        """The dossier. Raises `DossierNotFound` where it is not seen."""
        if not self.admits(dossier.batch.desk):
            raise DossierNotFound(dossier=dossier.id)
        return dossier
