"""The clock of a case: when it is due, how much time is left, and what changes that."""

from archive.deadlines.change import extend_case, pause_case, resume_case
from archive.deadlines.listing import deadline_of, described, urgent
from archive.deadlines.standing import Rules, Standing, standing_of
from archive.deadlines.term import Pause, Term, days_between, days_used, due_at, local
from archive.deadlines.verdict import Outcome, Progress, outcome, progress

__all__ = [
    "Outcome",
    "Pause",
    "Progress",
    "Rules",
    "Standing",
    "Term",
    "days_between",
    "days_used",
    "deadline_of",
    "described",
    "due_at",
    "extend_case",
    "local",
    "outcome",
    "pause_case",
    "progress",
    "resume_case",
    "standing_of",
    "urgent",
]
