"""Which procedure of the catalogue a case record means, and in which version: known for sure, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.codes import national_code
from config.procedures import Catalogue, Procedure, Version
from ocr.text.fold import fold


@dataclass(frozen=True, slots=True)
class KnownProcedure:
    """A procedure as it stood on the day that counts."""

    procedure: Procedure
    version: Version


def find_version(catalogue: Catalogue, text: str, received: date) -> KnownProcedure | None:
    """The version in force on ``received`` of the procedure that ``text`` names by code or by name; else None.

    A code is compared without its province's tail, a name whole, without regard to marks, case and blanks. Nothing is
    guessed: part of a name, a name of two procedures, and a day outside every version give None.
    """
    procedure = _by_code(catalogue, text) or _by_name(catalogue, text)
    version = procedure.version_on(received) if procedure else None
    return KnownProcedure(procedure, version) if procedure and version else None


def _by_code(catalogue: Catalogue, text: str) -> Procedure | None:
    code = national_code(text)
    return catalogue.procedures.get(code) if code else None


def _by_name(catalogue: Catalogue, text: str) -> Procedure | None:
    wanted = _plain(text)
    named = [each for each in catalogue.procedures.values() if wanted in map(_plain, each.names)]
    return named[0] if len(named) == 1 else None


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
