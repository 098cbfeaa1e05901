"""How papers are titled where desks meet them: `wordings.toml`, written apart from the catalogue."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

NARROWEST, WIDEST = 28, 46
"""Letters of a line of a title, between which writers break it; 46 capitals fill the width of the text."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A paper as it is met: whose it is, how it looks, how it is titled."""

    id: str
    """Of the component or attachment, else ``internal_form`` or ``other``."""
    shape: str
    """The place in `shapes.SHAPES`."""
    titles: tuple[str, ...]
    procedure: str = ""
    forms: tuple[str, ...] = ("",)
    asked_as: str = ""
    """The component that it is where a procedure asks for that."""
    own: bool = False
    """Of this one procedure: in a dossier of another one it is a stray."""


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of paper, as the file has them."""
    plain = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))
    return tuple(map(_kind, plain["paper"]))


def _kind(row: dict[str, Any]) -> Kind:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return Kind(**(row | lists))


def broken(title: str, random: Random) -> list[str]:
    """The lines of a title: parted where it must be, and where the line of this writer is full."""
    width, lines = random.randint(NARROWEST, WIDEST), list[str]()
    for part in title.split(" | "):
        line = ""
        for word in part.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines.append(line)
    return lines
