"""The catalogue at work: which procedure a case record means, and files brought into the home."""

from archive.procedures.bring_in import Imported, bring_in
from archive.procedures.current import current_catalogue
from archive.procedures.find import KnownProcedure, find_version

__all__ = ["Imported", "KnownProcedure", "bring_in", "current_catalogue", "find_version"]
