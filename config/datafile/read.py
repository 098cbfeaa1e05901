"""A TOML file read into a model, or what is wrong with it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.datafile.lines import line_of
from config.datafile.reasons import sentences
from config.errors import WrongDataFile

Model = TypeVar("Model", bound=BaseModel)

_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def read(path: Path, model: type[Model]) -> Model:
    """The file as ``model``. Raises `WrongDataFile` for the first mistake in it."""
    value, mistakes = checked(path, model)
    if value is None:
        raise mistakes[0]
    return value


def checked(path: Path, model: type[Model]) -> tuple[Model | None, list[WrongDataFile]]:
    """The file as ``model``, or None and every mistake in it, by line."""
    try:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
        return model.model_validate(tomllib.loads(text)), []
    except OSError as error:
        problem = error.strerror or str(error)
        return None, [_wrong(path, 1, "", f"không đọc được ({problem})", f"cannot be read ({problem})")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, [_wrong(path, line, "", "không phải UTF-8", "is not UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return None, [_not_toml(path, text, str(error))]
    except ValidationError as error:
        return None, sorted((_mistake(path, text, each) for each in _own_mistakes(error.errors())), key=_line)


def _own_mistakes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """A list is also called too short when what it holds is wrong: that is no mistake of its own."""
    places = [error["loc"] for error in errors]
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(len(place) > len(error["loc"]) and place[: len(error["loc"])] == error["loc"] for place in places)
    ]


def _mistake(path: Path, text: str, found: ErrorDetails) -> WrongDataFile:
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in found["loc"])
    return _wrong(path, line_of(text, found["loc"]), key, *sentences(found))


def _not_toml(path: Path, text: str, said: str) -> WrongDataFile:
    at = _AT_LINE.search(said)
    line = int(at[1]) if at and at[1] else max(1, len(text.splitlines()))
    plain = _AT_LINE.sub("", said)
    return _wrong(path, line, "", f"không phải TOML hợp lệ ({plain})", f"is not valid TOML ({plain})")


def _wrong(path: Path, line: int, key: str, vi: str, en: str) -> WrongDataFile:
    named = f"{key}: " if key else ""
    return WrongDataFile(file=str(path), line=line, key=key, reason_vi=named + vi, reason_en=named + en)


def _line(error: WrongDataFile) -> int:
    return int(error.details["line"])
