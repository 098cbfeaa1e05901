"""Quarantine, with a way back: files that were refused, and pages that are withheld because they bear a secrecy mark.

`items` says what lies there and `standing` how it stands at this moment; `ways_back` tries files again, releases pages,
and gives files up.
"""

from archive.quarantine.items import Item, details, listing
from archive.quarantine.standing import Standing, standing
from archive.quarantine.ways_back import Returned, discard, release, retry

__all__ = ["Item", "Returned", "Standing", "details", "discard", "listing", "release", "retry", "standing"]
