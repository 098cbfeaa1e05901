"""Files of procedures that an administrator brings into the home: all of them are checked before any is copied."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.backup.copying import write_synced
from config.datafile import read
from config.errors import HomeNotWritable, UsageError
from config.home import PRIVATE, Home
from config.procedures import COMMON, Procedure, check_files, procedure_files


class ImportState(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Imported:
    """One file that was brought in."""

    path: Path
    state: ImportState
    kept_as: Path


def bring_in(home: Home, paths: Sequence[Path]) -> list[Imported]:
    """Copy the files into ``HOME/procedures``, each under its code; the same bytes again change nothing.

    Raises `WrongDataFile` for the first mistake in any of them, `UsageError` where two have one code,
    `HomeNotWritable`, and then none is copied.
    """
    mistakes = check_files(paths)
    if mistakes:
        raise mistakes[0]
    places = dict[Path, Path]()
    for path in paths:
        place = _place(home, path)
        if place in places:
            raise UsageError(
                vi=f"{places[place]} và {path} có cùng mã thủ tục; hãy chọn một tệp.",
                en=f"{places[place]} and {path} have the same code; please choose one of them.",
            )
        places[place] = path
    try:
        home.procedures.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        return [_keep(path, place) for place, path in places.items()]
    except OSError as error:
        raise HomeNotWritable(home=home.path, problem=error.strerror or error) from error


def _place(home: Home, path: Path) -> Path:
    """Where the file belongs: over the one of its code that is there already, whatever that is called."""
    if path.name == COMMON:
        return home.procedures / COMMON
    code = read(path, Procedure).code
    for there in procedure_files(home.procedures):
        if _code_in(there) == code:
            return there
    return home.procedures / f"{code}.toml"


def _code_in(path: Path) -> object:
    """The code that a file claims, were it wrong in everything else."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")).get("code")
    except ValueError:
        return None


def _keep(path: Path, place: Path) -> Imported:
    data = path.read_bytes()
    if place.exists():
        if place.read_bytes() == data:
            return Imported(path, ImportState.UNCHANGED, place)
        state = ImportState.REPLACED
    else:
        state = ImportState.IMPORTED
    write_synced(place, data)
    return Imported(path, state, place)
