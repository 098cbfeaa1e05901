"""What a clerk should look at: flags of pages, from their measures and their neighbours, and advice in sentences."""

from archive.quality.advice import advice
from archive.quality.flags import FOR_A_PERSON, ILLEGIBLE, PageFlags, own_flags

__all__ = ["FOR_A_PERSON", "ILLEGIBLE", "PageFlags", "advice", "own_flags"]
