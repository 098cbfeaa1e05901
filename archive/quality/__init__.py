"""What a clerk should look at: flags of pages, from their measures and their neighbours, and advice in sentences."""

from archive.quality.advice import advice
from archive.quality.flags import ILLEGIBLE, PageFlags, own_flags

__all__ = ["ILLEGIBLE", "PageFlags", "advice", "own_flags"]
