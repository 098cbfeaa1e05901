"""What a clerk should do about a flag, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from archive.quality.flags import NEAR_DUPLICATE, ODD_SIZE
from config.messages import _
from ocr.quality.gate import BLURRED, CUT_OFF, FOLDED_CORNER, LOW_CONFIDENCE, LOW_DPI, TOO_DARK, TOO_LIGHT


def advice(flags: Sequence[str], page: int) -> list[str]:
    """A sentence for each flag of page number ``page`` that asks for something to be done; others have none."""
    sentences = {
        LOW_DPI: _("Page {page} was scanned too coarsely: set the scanner to 300 dpi and scan it again."),
        BLURRED: _("Page {page} is blurred: wipe the glass, lay the paper flat and scan it again."),
        TOO_DARK: _("Page {page} is too dark: close the lid, set the scanner lighter and scan it again."),
        TOO_LIGHT: _("Page {page} is too pale: set the scanner darker and scan it again."),
        CUT_OFF: _("Print runs out of the image of page {page}: lay the paper straight and scan it again."),
        FOLDED_CORNER: _("Page {page} has a folded or torn corner: smooth it out and scan it again."),
        LOW_CONFIDENCE: _(
            "Much of page {page} was not read for sure: look at it, and scan it again if it is hard to read."
        ),
        NEAR_DUPLICATE: _("Page {page} looks like the one before it: if it was scanned twice, use: sohoa page hide"),
        ODD_SIZE: _("Page {page} is of another size than the rest: see that no sheet was pulled in askew or in part."),
    }
    return [sentences[flag].format(page=page) for flag in flags if flag in sentences]
