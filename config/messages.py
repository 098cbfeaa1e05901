"""What the product says to people: English in the code, Vietnamese from the catalogue beside it.

``_("…")`` marks and translates a sentence, ``n_("…", "…", n)`` one that counts; variable parts are named and filled in
afterwards: ``_("{pages} pages").format(pages=3)``. `make messages` brings a new sentence into the catalogue, and a
test refuses one that has no Vietnamese. The catalogue is read as it was written, without a compiled file that could
differ from it.
"""

from __future__ import annotations

import gettext
import io
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["vi", "en"]

LOCALE_FOLDER = Path(__file__).parent / "locale"

_language: ContextVar[Language] = ContextVar("language", default="vi")


def use_language(language: Language) -> None:
    """Speak this language from here on, in this thread or task."""
    _language.set(language)


def current_language() -> Language:
    """The language that is spoken here."""
    return _language.get()


def _(message: str) -> str:
    """``message`` in the language that is spoken here."""
    return catalogue(_language.get()).gettext(message)


def n_(one: str, many: str, count: int) -> str:
    """``one`` or ``many``, whichever ``count`` asks for, in the language that is spoken here."""
    return catalogue(_language.get()).ngettext(one, many, count)


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The translations into ``language``; for English those that change nothing."""
    if language == "en":
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with (LOCALE_FOLDER / language / "LC_MESSAGES" / "sohoa.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
