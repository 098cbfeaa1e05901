"""In whose name a correction is made, what that person saw, and whether anybody waits for the new files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from archive.work.engine import Step

Watch = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a correction is carried out."""

    watch: Watch | None = None
    """Told of the steps of work that follow. None: the correction is written and nobody waits; files follow."""
    by: str | None = None
    """Who makes it; None: whoever gives commands."""
    seen: Mapping[str, int] = field(default_factory=dict)
    """Versions of dossiers and of what lies in quarantine as that person saw them; what has changed since stays so."""

    @property
    def waits(self) -> bool:
        """Whether the new files are waited for, and before them those of the correction before."""
        return self.watch is not None

    @property
    def told(self) -> dict[str, str]:
        """What the event says of it."""
        return {"by": self.by} if self.by else {}


How = Watch | Manner


def manner_of(how: How) -> Manner:
    """The manner meant: somebody who only watches waits."""
    return how if isinstance(how, Manner) else Manner(how)
