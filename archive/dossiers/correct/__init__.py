"""Corrections: what a clerk puts right, each one edit, one event and a new version of every dossier it touches.

`reshape` says, without any effect, what a correction makes of a dossier's shape; `carry_out` writes it down and sees
to the new files; the other modules are the corrections by name. Each of these raises `DossierNotFound`,
`PageNotFound`, and `UsageError` for what cannot be done; its ``how`` is either told of the steps of
work that follow, or a `Manner`.
"""

from archive.dossiers.correct.bounds import merge, split
from archive.dossiers.correct.carry_out import Corrected
from archive.dossiers.correct.case import link, unlink
from archive.dossiers.correct.components import divide_again, join_component, set_type, split_component
from archive.dossiers.correct.manner import Manner
from archive.dossiers.correct.pages import carry_page, hide_page, move_page, restore_page, rotate_page
from archive.dossiers.correct.replace import replace_page
from archive.dossiers.correct.sheets import count_sheets

__all__ = [
    "Corrected",
    "Manner",
    "carry_page",
    "count_sheets",
    "divide_again",
    "hide_page",
    "join_component",
    "link",
    "merge",
    "move_page",
    "replace_page",
    "restore_page",
    "rotate_page",
    "set_type",
    "split",
    "split_component",
    "unlink",
]
