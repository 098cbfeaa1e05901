"""What a delivered file carries besides its pages, in a sentence for the clerk."""

from __future__ import annotations

from collections.abc import Sequence

from config.messages import _
from ocr.decode.pdf_notices import ACTIVE_CONTENT, ATTACHMENTS, SIGNED, SIGNED_CHANGED


def carried(flags: Sequence[str], name: str) -> list[str]:
    """A sentence for each flag of the delivered file ``name`` that tells of more than its pages; others have none."""
    sentences = {
        ACTIVE_CONTENT: _("{name} holds scripts or actions; none was carried out, only its pages were taken."),
        ATTACHMENTS: _("{name} has other files attached; they are kept within it, but are no pages of the dossier."),
        SIGNED: _("{name} bears a digital signature over the whole file; it was not verified here."),
        SIGNED_CHANGED: _("{name} bears a digital signature, but was added to after signing; have it verified."),
    }
    return [sentences[flag].format(name=name) for flag in flags if flag in sentences]
