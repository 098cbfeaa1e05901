"""What is said of a dossier file when it has been made; apart from `archive.bundle`, which takes long to load."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImageBytes:
    """What the image of one page weighs: as it is kept, and in the file."""

    stored: int
    """Bytes of the image file in the object store."""
    written: int
    """Bytes of image data in the dossier file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the validation of the final bytes said."""

    profile: str
    """``2b``: the conformance that was looked for."""
    valid: bool
    """Whether the file is, and claims to be, PDF/A of that profile."""
    validator: str
    """Name and version."""
    problems: tuple[str, ...] = ()
    """Every reason why it is not valid, and pages whose text cannot be extracted as it was recognised."""
    notes: tuple[str, ...] = ()
    """What a person should know of a sound file, such as a page that had to be converted."""
    images: tuple[ImageBytes, ...] = ()
    """Of each page, in order."""
