"""Every row of the matrix."""

from faults.troubles import content, crashes, places, trouble, uploads
from faults.troubles.trouble import CannotBeTried, Trouble

__all__ = ["TROUBLES", "CannotBeTried", "Trouble"]

TROUBLES = [
    row
    for module in (uploads, crashes, places, content)
    for row in trouble.TROUBLES
    if row.run.__module__ == module.__name__
]
"""In the order of the table."""
