"""What a clerk should look at: flags of pages, from their measures and their neighbours, and advice in sentences."""

from archive.quality.advice import advice
from archive.quality.flags import PageFlags

__all__ = ["PageFlags", "advice"]
