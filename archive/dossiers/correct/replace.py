"""A page that was scanned again takes the place of the bad scan, which is kept, hidden."""

from __future__ import annotations

from archive.archive import Archive
from archive.dossiers.correct import reshape
from archive.dossiers.correct.carry_out import Corrected, Shapes, correct
from archive.dossiers.correct.manner import How
from archive.ledger import Recording

REPLACE = "page replace "
"""How the command of such an edit begins; the id of the dossier follows."""


def replace_page(archive: Archive, dossier: str, number: int, source: str, by: int, how: How) -> Corrected:
    """Page ``by`` of ``source`` takes the place of page ``number``, which stays before it, hidden.

    ``source`` may be the dossier itself; another one whose last page to be seen this was is withdrawn.
    """
    command = f"{REPLACE}{dossier} {number} {source} {by}"
    if source == dossier:
        return correct(
            archive, command, [dossier], lambda _work, shapes: (reshape.replaced(shapes[0], number, by),), how
        )

    def change(_work: Recording, shapes: Shapes) -> Shapes:
        return reshape.rescanned(shapes[0], number, shapes[1], by)

    return correct(archive, command, [dossier, source], change, how)
