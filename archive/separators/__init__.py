"""Separator sheets, printed: one A4 page for each dossier code."""

from archive.separators.order import SeparatorFile, print_separators
from archive.separators.sheet import separator_sheets

__all__ = ["SeparatorFile", "print_separators", "separator_sheets"]
