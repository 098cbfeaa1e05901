"""Whether a PDF page is a scan: one image and nothing else that anybody could see (ISO 32000-1, chapter 8).

The content stream is walked, never drawn. Everything that this walk does not understand makes the page "no scan",
and such a page is rendered: the question is not what the page shows but whether the image alone shows it all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from ocr.decode.pdf_place import IDENTITY, Matrix, Rect, multiply, rectangle

_MOST_OPERATIONS = 200_000
_LONGEST_CONTENT = 4 << 20
"""Bytes of one content stream, held against before it is parsed: a scan with its whole text layer has a tenth."""
_DEEPEST = 6
_INVISIBLE_TEXT = 3
_BLACK, _WHITE, _OTHER = "black", "white", "other"


@dataclass(frozen=True, slots=True)
class OnlyImage:
    """The one image of a page: its stream, where it is placed, and what its stencil would be painted with."""

    stream: StreamObject
    matrix: Matrix
    """From the unit square to page space."""
    clip: Rect | None
    """What of page space was open to painting; None: everything."""
    fill_is_black: bool


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = IDENTITY
    clip: Rect | None = None
    text_mode: int = 0
    fill: str = _BLACK


class _NoScan(Exception):
    """The page shows something else than one image."""


def only_image(page: DictionaryObject, content: ContentStream | None) -> OnlyImage | None:
    """The one image that ``page`` with its joined ``content`` shows, or None where it shows anything else."""
    # Not `if content`: a content stream is a dictionary, false while it has no keys.
    if content is None:
        return None
    walk = _Walk()
    try:
        walk.content(content, page.get("/Resources", DictionaryObject()).get_object(), _State(), 0)
    except _NoScan:
        return None
    return walk.found


class _Walk:
    """One reading of a content stream, forms included."""

    def __init__(self) -> None:
        self.found: OnlyImage | None = None
        self._left = _MOST_OPERATIONS

    def content(self, content: ContentStream, resources: Any, start: _State, depth: int) -> None:
        if depth > _DEEPEST or len(content.get_data()) > _LONGEST_CONTENT:
            raise _NoScan
        state, stack = start, list[_State]()
        path: list[Rect | None] = []
        clipping = False
        for operands, operator in content.operations:
            self._left -= 1
            if self._left < 0:
                raise _NoScan
            name = operator.decode("latin-1")
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop() if stack else start
            elif name == "Do":
                self._draw(resources, operands[0], state, depth)
            elif name in _SEGMENTS:
                path.append(rectangle(state.matrix, *map(float, operands)) if name == "re" else None)
            elif name in ("W", "W*"):
                clipping = True
            elif name in _PAINTING:
                self._paint(name, path, state)
                state = _clipped(state, path) if clipping else state
                path, clipping = [], False
            elif name in _CHANGES:
                state = _CHANGES[name](state, operands)
            elif name == "gs":
                _check_graphics_state(resources, operands[0])
            elif name in _SHOWING_TEXT:
                _check_text(state, operands)
            elif name not in _WITHOUT_MARK or (name == "BDC" and operands[0] == "/OC"):
                raise _NoScan

    def _paint(self, name: str, path: list[Rect | None], state: _State) -> None:
        """White areas below the image are paper; any other painted path is something to see."""
        paper = name in ("f", "F", "f*") and state.fill == _WHITE and self.found is None
        if path and name != "n" and not paper:
            raise _NoScan

    def _draw(self, resources: Any, name: Any, state: _State, depth: int) -> None:
        drawn = resources["/XObject"].get_object()[name].get_object()
        if "/OC" in drawn:
            raise _NoScan
        if drawn.get("/Subtype") == "/Form":
            inner = replace(state, matrix=multiply(_matrix(drawn.get("/Matrix")), state.matrix))
            left, bottom, right, top = (float(value) for value in drawn["/BBox"])
            box = rectangle(inner.matrix, left, bottom, right - left, top - bottom)
            inner = _clipped(inner, [box])
            own = drawn.get("/Resources", resources).get_object()
            self.content(ContentStream(drawn, None), own, inner, depth + 1)
            return
        if drawn.get("/Subtype") != "/Image" or self.found is not None:
            raise _NoScan
        self.found = OnlyImage(drawn, state.matrix, state.clip, state.fill == _BLACK)


def _clipped(state: _State, path: list[Rect | None]) -> _State:
    if len(path) != 1 or path[0] is None:
        raise _NoScan
    return replace(state, clip=path[0] if state.clip is None else state.clip.cut(path[0]))


def _matrix(values: Any) -> Matrix:
    if values is None:
        return IDENTITY
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _transform(state: _State, operands: Any) -> _State:
    return replace(state, matrix=multiply(_matrix(operands), state.matrix))


def _text_mode(state: _State, operands: Any) -> _State:
    return replace(state, text_mode=int(operands[0]))


def _fill(black: tuple[float, ...], white: tuple[float, ...]) -> Callable[[_State, Any], _State]:
    def change(state: _State, operands: Any) -> _State:
        values = tuple(float(value) for value in operands)
        return replace(state, fill=_BLACK if values == black else _WHITE if values == white else _OTHER)

    return change


def _unknown_fill(state: _State, _: Any) -> _State:
    return replace(state, fill=_OTHER)


_CHANGES: dict[str, Callable[[_State, Any], _State]] = {
    "cm": _transform,
    "Tr": _text_mode,
    "g": _fill((0,), (1,)),
    "rg": _fill((0, 0, 0), (1, 1, 1)),
    "k": _fill((0, 0, 0, 1), (0, 0, 0, 0)),
    **dict.fromkeys(("cs", "sc", "scn"), _unknown_fill),
}
_SEGMENTS = frozenset(("m", "l", "c", "v", "y", "h", "re"))
_PAINTING = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"))
_SHOWING_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_WITHOUT_MARK = frozenset(
    (
        *("w", "J", "j", "M", "d", "ri", "i", "CS", "SC", "SCN", "G", "RG", "K"),
        *("BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Ts", "Td", "TD", "Tm", "T*"),
        *("BMC", "BDC", "EMC", "MP", "DP", "BX", "EX"),
    )
)


def _check_text(state: _State, operands: Any) -> None:
    """A recognised text layer is shown in mode 3, invisibly; any other text is something to see."""
    if state.text_mode != _INVISIBLE_TEXT:
        raise _NoScan


def _check_graphics_state(resources: Any, name: Any) -> None:
    """Opaque, unmasked, plain painting only (ISO 32000-1, table 58)."""
    values = resources["/ExtGState"].get_object()[name].get_object()
    plain = (
        float(values.get("/ca", 1)) == 1
        and values.get("/SMask", "/None") == "/None"
        and values.get("/BM", "/Normal") in ("/Normal", "/Compatible")
        and "/TR" not in values
        and "/TR2" not in values
    )
    if not plain:
        raise _NoScan
