"""Names of files as they came: for people to read and to put in order, never for paths."""

from __future__ import annotations

import re
import unicodedata


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key by which ``scan 2`` comes before ``scan 10``."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFC", name).casefold())
    return tuple((1, int(part), part) if part.isdecimal() else (0, 0, part) for part in parts if part)


def printable(name: str) -> str:
    """A file's name as text that any database and terminal takes: NFC, undecodable bytes and controls replaced.

    Marks that turn the direction of writing count as controls: with them ``gnp.exe`` is shown as ``exe.png``.
    """
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(ch if ch.isprintable() else "�" for ch in unicodedata.normalize("NFC", text))
