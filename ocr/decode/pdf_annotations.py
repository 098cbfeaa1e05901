"""What lies on top of a PDF page: annotations that can be seen (ISO 32000-1, 12.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_NOTHING_TO_SEE = ("/Link", "/Popup")


@dataclass(frozen=True, slots=True)
class Marks:
    """Whether a page bears visible signature fields, and whether it bears anything else that must be drawn."""

    signatures: bool
    drawn: bool


def marks(page: Any) -> Marks:
    """The visible annotations of the pypdf ``page``."""
    listed = page.get("/Annots")
    seen = [_kind(item.get_object()) for item in listed.get_object()] if listed is not None else []
    return Marks("signature" in seen, "other" in seen)


def _kind(annotation: Any) -> str:
    if not isinstance(annotation, dict):
        return "nothing"
    if int(annotation.get("/F", 0)) & (_HIDDEN | _NO_VIEW) or annotation.get("/Subtype") in _NOTHING_TO_SEE:
        return "nothing"
    left, bottom, right, top = (float(value) for value in annotation.get("/Rect", (0, 0, 0, 0)))
    if left == right or bottom == top:
        return "nothing"  # an invisible signature has an empty rectangle
    if annotation.get("/Subtype") != "/Widget":
        return "other"
    if "/AP" not in annotation:
        return "nothing"
    return "signature" if _field_type(annotation) == "/Sig" else "other"


def _field_type(annotation: Any) -> Any:
    """``/FT`` is inherited from parent fields; a chain of more than a few is no honest form."""
    for _ in range(8):
        if "/FT" in annotation:
            return annotation["/FT"]
        if "/Parent" not in annotation:
            return None
        annotation = annotation["/Parent"].get_object()
    return None
