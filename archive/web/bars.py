"""Bars that the server draws: a small SVG without script or style of its own, for the eye; figures stand in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, LABEL, ROW, BAR = 720, 200, 30, 18
"""User units, of which the page makes pixels: the whole, room for labels, height of a row and of its bar."""
LONGEST_LABEL = 22
"""Characters of a label at 16 units a line."""
_NUMBER = 70
"""Room for the number behind the longest bar."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar; ``tone``: one of the stylesheet's ``bar-…``."""

    value: int
    tone: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A row."""

    label: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """Of all parts."""
        return sum(part.value for part in self.parts)


def bars(rows: Sequence[Bar], title: str) -> Markup:
    """Rows of stacked bars, the longest as wide as there is room; empty where there is nothing to be drawn."""
    most = max((row.total for row in rows), default=0)
    if most == 0:
        return Markup("")
    scale = (WIDTH - LABEL - _NUMBER) / most
    body = Markup("").join(_row(row, at, scale) for at, row in enumerate(rows))
    height = ROW * len(rows)
    return Markup(
        '<svg class="bars" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        'aria-label="{title}">{body}</svg>'
    ).format(width=WIDTH, height=height, title=title, body=body)


def _row(row: Bar, at: int, scale: float) -> Markup:
    top, x = ROW * at + (ROW - BAR) // 2, float(LABEL)
    drawn = [_text(LABEL - 8, top + 14, _short(row.label), "end")]
    for part in row.parts:
        width = part.value * scale
        if part.value:
            drawn.append(
                Markup('<rect class="bar-{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
                    part.tone, x, top, width, BAR
                )
            )
        x += width
    drawn.append(_text(x + 6, top + 14, f"{row.total}", "start"))
    return Markup("").join(drawn)


def _text(x: float, y: float, said: str, anchor: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{}" text-anchor="{}">{}</text>').format(x, y, anchor, said)


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
