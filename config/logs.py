"""Logging: a rotating file in the home always, stderr when asked, and no identity number in either.

A log is kept, copied and sent to people who may not see the dossiers. The numbers of identity papers (nine digits on
the old card, twelve on the new one) are therefore masked in every line, tracebacks included.
"""

from __future__ import annotations

import logging
import os
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rich.console import Console
from rich.logging import RichHandler

from config.home import Home

FILE_NAME = "sohoa.log"
FILE_BYTES = 5_000_000
FILES_KEPT = 5
LINE = "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"

_IDENTITY_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9]\.)"  # not inside a longer number, a hash or a fraction
    r"(?:[0-9]{12}|[0-9]{9}|[0-9]{3}(?:[ \u00a0][0-9]{3}){3}|[0-9]{3}(?:[ \u00a0][0-9]{3}){2})"
    r"(?![0-9A-Za-z])"
)


def set_up_logging(home: Home, *, stderr: bool = False, level: int = logging.INFO) -> None:
    """Send the log of this process to ``HOME/logs/sohoa.log`` and, if asked, to stderr.

    The home must be open. A second call replaces the first.
    """
    handlers: list[logging.Handler] = [SharedFileHandler(home.logs / FILE_NAME)]
    handlers[0].setFormatter(MaskingFormatter(LINE))
    if stderr:
        handlers.append(RichHandler(console=Console(stderr=True), show_path=False))
        handlers[-1].setFormatter(MaskingFormatter("%(name)s: %(message)s"))
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if isinstance(handler.formatter, MaskingFormatter)]:
        root.removeHandler(old)
        old.close()
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(True)  # what a library warns its programmer of is nothing for a clerk's screen


def mask(text: str) -> str:
    """``text`` with every digit of an identity number that stands alone made an asterisk."""
    return _IDENTITY_NUMBER.sub(lambda found: re.sub(r"[0-9]", "*", found[0]), text)


class MaskingFormatter(logging.Formatter):
    """Masks the finished line, so that arguments, tracebacks and what they quote are covered as well."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, masked."""
        return mask(super().format(record))


class SharedFileHandler(RotatingFileHandler):
    """A rotating log that several processes may write: each notices when another has rotated it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True)
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record to the file that now bears the name."""
        if self.stream is not None and not self._bears_the_name(self.stream.fileno()):
            self.stream.close()
            self.stream = self._open()
        super().emit(record)

    def _bears_the_name(self, descriptor: int) -> bool:
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return False
        here = os.fstat(descriptor)
        return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)
