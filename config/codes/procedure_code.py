"""The code of an administrative procedure (mã thủ tục hành chính), such as ``2.000648``.

The national code may carry a local tail: ``2.000648.000.00.00.H50`` in the older manner, ``1.000948.H38`` since
provinces were merged.
"""

from __future__ import annotations

import re

_PROCEDURE = re.compile(r"([1-3]\.[0-9]{6})(?:(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2})?\.[A-Z][0-9]{2})?")


def is_procedure_code(text: str) -> bool:
    """Whether ``text`` as a whole is the code of a procedure, with or without a local tail."""
    return _PROCEDURE.fullmatch(text) is not None


def national_code(text: str) -> str | None:
    """The national part of the procedure code that ``text`` as a whole is, its local tail cut off; None for others."""
    found = _PROCEDURE.fullmatch(text.strip())
    return found[1] if found else None
