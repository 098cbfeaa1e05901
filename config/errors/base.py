"""The root of the tree of errors, and the exit codes of the command."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar


class ExitCode(IntEnum):
    """Exit codes of the ``sohoa`` command: the one documented list."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    NOT_FOUND = 3
    MISSING_PART = 4
    HOME = 5
    STORAGE = 6
    WORK = 7
    NEEDS_PERSON = 10
    INTERRUPTED = 130


class SohoaError(Exception):
    """Root of the tree; never raised itself. Details are keyword arguments and fill the sentences."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[ExitCode] = ExitCode.UNEXPECTED
    http_status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False
    vi: ClassVar[str] = "Có lỗi."
    en: ClassVar[str] = "Something went wrong."

    def __init__(self, **details: Any) -> None:
        super().__init__(details)
        self.details = details

    def sentence(self, language: str = "vi") -> str:
        """The sentence in ``"vi"`` or ``"en"``."""
        template = self.en if language == "en" else self.vi
        return template.format_map(_Details(self.details))

    def both(self) -> str:
        """The sentence in Vietnamese and in English, on one line."""
        return f"{self.sentence('vi')} / {self.sentence('en')}"

    def __str__(self) -> str:
        return self.both()

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.details))


class _Details(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


def _rebuild(cls: type[SohoaError], details: dict[str, Any]) -> SohoaError:
    return cls(**details)
