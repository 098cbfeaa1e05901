"""How many sheets of paper a dossier has, by a clerk's word: the stack was counted again."""

from __future__ import annotations

from dataclasses import replace

from archive.archive import Archive
from archive.dossiers.correct.carry_out import Corrected, Shapes, correct
from archive.dossiers.correct.manner import How
from archive.ledger import Recording


def count_sheets(archive: Archive, dossier: str, sheets: int, how: How) -> Corrected:
    """The paper dossier has so many sheets, whatever was announced before."""

    def change(_work: Recording, shapes: Shapes) -> Shapes:
        return (replace(shapes[0], sheets=sheets),)

    return correct(archive, f"sheets {dossier} {sheets}", [dossier], change, how)
