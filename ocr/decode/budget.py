"""What a delivered file may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from config.errors import FileTooLarge, TooManyEntries, TooManyPages, TooManyPixels, UnpacksTooLarge
from config.settings import LimitSettings

_MILLION = 1_000_000
_FREE_OF_RATIO = 100 * _MILLION
"""Bytes below which a ZIP may be packed as tightly as it likes."""
_USUAL = LimitSettings()


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one file. They are held against headers and directories, before anything is decoded."""

    max_pixels: int
    """Pixels of one page."""
    max_pages: int
    max_bytes: int
    max_entries: int = _USUAL.entries
    max_unpacked: int = _USUAL.unpacked_megabytes * _MILLION
    """Bytes of all files of a ZIP."""
    max_ratio: int = _USUAL.ratio
    office_seconds: float = _USUAL.office_timeout
    office_bytes: int = _USUAL.office_memory * _MILLION

    @classmethod
    def from_settings(cls, limits: LimitSettings) -> Self:
        """The budget that the administrator set."""
        return cls(
            max_pixels=limits.megapixels * _MILLION,
            max_pages=limits.pages,
            max_bytes=limits.megabytes * _MILLION,
            max_entries=limits.entries,
            max_unpacked=limits.unpacked_megabytes * _MILLION,
            max_ratio=limits.ratio,
            office_seconds=limits.office_timeout,
            office_bytes=limits.office_memory * _MILLION,
        )

    def check_bytes(self, size: int) -> None:
        """Raises `FileTooLarge` for a file of ``size`` bytes that is over the limit."""
        if size > self.max_bytes:
            raise FileTooLarge(megabytes=round(size / _MILLION), limit=round(self.max_bytes / _MILLION))

    def check_pages(self, pages: int) -> None:
        """Raises `TooManyPages` for a file of more ``pages`` than the limit."""
        if pages > self.max_pages:
            raise TooManyPages(pages=pages, limit=self.max_pages)

    def check_pixels(self, width: int, height: int) -> None:
        """Raises `TooManyPixels` for an image of more pixels than the limit."""
        if width * height > self.max_pixels:
            raise TooManyPixels(width=width, height=height, limit=round(self.max_pixels / _MILLION))

    def check_whole(self, size: int) -> None:
        """Raises `FileTooLarge` for a file of one image that is read whole and is larger than its raw pixels can be.

        Eight bytes a pixel are four channels of 16 bits, the most that any format read here can hold.
        """
        limit = min(self.max_bytes, 8 * self.max_pixels + 16 * _MILLION)
        if size > limit:
            raise FileTooLarge(megabytes=round(size / _MILLION), limit=round(limit / _MILLION))

    def check_entries(self, entries: int) -> None:
        """Raises `TooManyEntries` for a ZIP of more files than the limit."""
        if entries > self.max_entries:
            raise TooManyEntries(entries=entries, limit=self.max_entries)

    def check_unpacked(self, unpacked: int, packed: int) -> None:
        """Raises `UnpacksTooLarge` for a ZIP of ``packed`` bytes whose files have ``unpacked`` bytes together."""
        limit = min(self.max_unpacked, max(_FREE_OF_RATIO, self.max_ratio * packed))
        if unpacked > limit:
            raise UnpacksTooLarge(megabytes=round(unpacked / _MILLION), limit=round(limit / _MILLION))
