"""The catalogue of procedures: what comes with the program, overruled file by file by what stands in the home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from config.datafile import checked, read
from config.errors import ProcedureNotFound, WrongDataFile
from config.procedures.model import CommonPapers, Procedure

PACKAGED = Path(__file__).parent
"""The files that come with the program."""
COMMON = "common.toml"
"""The one file that is no procedure."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every procedure that is known here."""

    procedures: dict[str, Procedure]
    """By code, in the order of codes."""
    files: dict[str, Path]
    """Where each stands, by code."""
    common: CommonPapers

    def get(self, code: str) -> Procedure:
        """The procedure of this national code. Raises `ProcedureNotFound`."""
        if code not in self.procedures:
            raise ProcedureNotFound(procedure=code)
        return self.procedures[code]


def load_catalogue(folder: Path) -> Catalogue:
    """What is packaged, overruled by ``folder`` (``HOME/procedures``; need not be there).

    A file there takes the place of the packaged one of the same code, whatever its name. Raises `WrongDataFile`.
    """
    procedures, files = dict[str, Procedure](), dict[str, Path]()
    common = read(PACKAGED / COMMON, CommonPapers)
    if (folder / COMMON).is_file():
        common = common.overruled_by(read(folder / COMMON, CommonPapers))
    for place in (PACKAGED, folder):
        here = dict[str, Path]()
        for path in procedure_files(place):
            procedure = read(path, Procedure)
            if procedure.code in here:
                raise same_code(path, here[procedure.code], procedure.code)
            here[procedure.code] = path
            procedures[procedure.code] = procedure
        files |= here
    return Catalogue({code: procedures[code] for code in sorted(procedures)}, files, common)


def procedure_files(folder: Path) -> list[Path]:
    """The files of procedures in a folder, by name."""
    return sorted(path for path in folder.glob("*.toml") if path.name != COMMON)


def check_files(paths: Iterable[Path]) -> list[WrongDataFile]:
    """Every mistake in these files, and every code that two files of one folder claim."""
    mistakes, seen = list[WrongDataFile](), dict[tuple[Path, str], Path]()
    for path in paths:
        if path.name == COMMON:
            mistakes += checked(path, CommonPapers)[1]
            continue
        procedure, found = checked(path, Procedure)
        mistakes += found
        if procedure is not None:
            first = seen.setdefault((path.parent, procedure.code), path)
            if first != path:
                mistakes.append(same_code(path, first, procedure.code))
    return mistakes


def same_code(path: Path, first: Path, code: str) -> WrongDataFile:
    """Two files of one folder claim a code: nobody could say which holds."""
    return WrongDataFile(
        file=str(path),
        line=1,
        key="code",
        reason_vi=f"mã {code} đã có trong {first.name}; hãy giữ một tệp",
        reason_en=f"{first.name} has the code {code} already; please keep one of them",
    )
