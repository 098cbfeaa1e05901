"""What corrections make of the pages of a dossier: from shape to shape, without any effect.

Page numbers count from 1, hidden pages included. A paper that loses its last page goes with it. Every function raises
`PageNotFound` for a number that the dossier does not have, and `UsageError` where nothing would be left to show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from archive.dossiers.shape import ComponentShape, DossierShape, PageShape
from archive.models import DossierState
from config.errors import PageNotFound, UsageError

QUARTER_TURNS = (90, 180, 270)


def moved(shape: DossierShape, number: int, to: int) -> DossierShape:
    """Page ``number`` becomes page ``to`` and belongs to the paper of the page whose place it takes."""
    page, target = page_at(shape, number), page_at(shape, to)
    if page == target:
        return shape
    rest = _without(shape, page)
    return _beside(rest, page, target, after=to > number)


def carried(source: DossierShape, number: int, target: DossierShape, to: int | None) -> tuple[DossierShape, ...]:
    """Page ``number`` leaves ``source`` and becomes page ``to`` of ``target``; None: its last."""
    page = page_at(source, number)
    last = to is None or to == len(target.pages) + 1
    neighbour = target.pages[-1] if last else page_at(target, to or 0)
    return _showing(_without(source, page)), _beside(target, page, neighbour, after=last)


def replaced(shape: DossierShape, number: int, by: int) -> DossierShape:
    """Page ``by`` of the same dossier takes the place of page ``number``, which stays before it, hidden."""
    old, new = page_at(shape, number), page_at(shape, by)
    if old == new:
        raise UsageError(vi="Một trang không thay được chính nó.", en="A page cannot take its own place.")
    rest = _beside(_without(shape, new), new, old, after=True)
    return _changed(_changed(rest, new, _shown), old, _spare)


def rescanned(shape: DossierShape, number: int, source: DossierShape, by: int) -> tuple[DossierShape, ...]:
    """Page ``by`` leaves ``source`` and takes the place of page ``number``; an emptied ``source`` is withdrawn."""
    old, new = page_at(shape, number), page_at(source, by)
    whole = _beside(shape, _shown(new), old, after=True)
    rest = _without(source, new)
    given_up = all(page.hidden for page in rest.pages)
    if given_up and rest.pages:
        # Blank backs that came with the sheet go where it goes; those of the first scan are there already.
        last = whole.components[-1]
        backs = tuple(map(_spare, rest.pages))
        whole = _of(whole, [*whole.components[:-1], replace(last, pages=(*last.pages, *backs))])
    left = emptied(source, reason="rescan", into=shape.id) if given_up else rest
    return _changed(whole, old, _spare), left


def _shown(page: PageShape) -> PageShape:
    return replace(page, hidden=False, spare=False)


def _spare(page: PageShape) -> PageShape:
    return replace(page, hidden=True, spare=True)


def turned(shape: DossierShape, number: int, degrees: int, lies: int) -> DossierShape:
    """Page ``number`` is turned clockwise by 90, 180 or 270 ``degrees`` from how it ``lies`` (its rotation)."""
    if degrees not in QUARTER_TURNS:
        raise UsageError(
            vi=f"Chỉ xoay được 90, 180 hoặc 270 độ theo chiều kim đồng hồ, không phải {degrees}.",
            en=f"A page can be turned clockwise by 90, 180 or 270 degrees, not by {degrees}.",
        )
    return _changed(shape, page_at(shape, number), lambda page: replace(page, turned=(lies + degrees) % 360))


def hidden(shape: DossierShape, number: int, hide: bool, withheld: Collection[int] = ()) -> DossierShape:
    """Page ``number`` is left out of the file, or stands in it again. ``withheld``: ids of pages that nobody sees."""
    change = partial(replace, hidden=True) if hide else _shown
    changed = _changed(shape, page_at(shape, number), change)
    return _showing(changed, withheld) if hide else changed


def split(shape: DossierShape, number: int, rest: DossierShape) -> tuple[DossierShape, ...]:
    """The pages from ``number`` on go to ``rest``, a dossier without any; a paper that is cut becomes two alike.

    How many sheets were announced for both together says nothing of either.
    """
    first = page_at(shape, number)
    head: list[ComponentShape] = []
    tail: list[ComponentShape] = []
    for component in shape.components:
        before = component.pages
        if tail:
            before = ()
        elif first in before:
            before = before[: before.index(first)]
        head.append(replace(component, pages=before))
        if after := component.pages[len(before) :]:
            tail.append(replace(component, pages=after))
    return replace(_showing(_of(shape, head)), sheets=None), _showing(_of(rest, tail))


def typed(shape: DossierShape, number: int, type_: str | None) -> DossierShape:
    """Component ``number`` is what a person says: ``type_``."""
    place = _component_at(shape, number)
    return _of(shape, [replace(c, type=type_) if n == place else c for n, c in enumerate(shape.components)])


def begun(shape: DossierShape, number: int) -> DossierShape:
    """A paper begins with page ``number``; what was said of the paper that is cut holds for its first part."""
    first = page_at(shape, number)
    parts: list[ComponentShape] = []
    for component in shape.components:
        at = component.pages.index(first) if first in component.pages else 0
        parts.append(replace(component, pages=component.pages[:at] if at else component.pages))
        if at:
            parts.append(ComponentShape(component.pages[at:]))
    return _of(shape, parts)


def joined(shape: DossierShape, number: int) -> DossierShape:
    """The pages of component ``number`` belong to the one before it. Raises `UsageError` for the first."""
    place = _component_at(shape, number)
    if place == 0:
        raise UsageError(
            vi="Giấy tờ thứ nhất không có giấy tờ nào ở trước để nối vào.",
            en="There is no paper before the first one to which it could belong.",
        )
    before, component = shape.components[place - 1 : place + 1]
    whole = replace(before, pages=before.pages + component.pages)
    return _of(shape, [*shape.components[: place - 1], whole, *shape.components[place + 1 :]])


def divided(shape: DossierShape, lengths: Sequence[int]) -> DossierShape:
    """Papers of so many pages each, of which no person has said anything; the lengths are those of all pages."""
    starts = [sum(lengths[:n]) for n in range(len(lengths))]
    papers = [shape.pages[start : start + length] for start, length in zip(starts, lengths, strict=True)]
    return _of(shape, [ComponentShape(pages) for pages in papers])


def _component_at(shape: DossierShape, number: int) -> int:
    if not 1 <= number <= len(shape.components):
        raise UsageError(
            vi=f"Hồ sơ {shape.id} có {len(shape.components)} giấy tờ; không có giấy tờ số {number}.",
            en=f"Dossier {shape.id} has {len(shape.components)} papers; there is no paper {number}.",
        )
    return number - 1


def merged(shape: DossierShape, other: DossierShape, goes_on: bool = False) -> tuple[DossierShape, ...]:
    """The papers of ``other`` follow those of ``shape``; ``other`` is withdrawn, empty.

    ``goes_on``: its first page begins no paper and is of the last one of ``shape``; so merging takes back a split.
    """
    head, tail = list(shape.components), list(other.components)
    if goes_on and head and tail and tail[0].type in (None, head[-1].type):
        head[-1] = replace(head[-1], pages=head[-1].pages + tail.pop(0).pages)
    whole = replace(_of(shape, [*head, *tail]), sheets=_together(shape.sheets, other.sheets))
    return whole, emptied(other, reason="merged", into=shape.id)


def _together(one: int | None, other: int | None) -> int | None:
    """The sheets of both; a number that was announced for one of them only was that of the whole paper dossier."""
    return one + other if one and other else one or other


def emptied(shape: DossierShape, reason: str, **details: str) -> DossierShape:
    """A dossier without pages and case, withdrawn for ``reason``."""
    return replace(
        shape,
        state=DossierState.WITHDRAWN,
        case=None,
        links=(),
        components=(),
        sheets=None,
        reason=reason,
        reason_details=dict(details),
    )


def page_at(shape: DossierShape, number: int) -> PageShape:
    """Page ``number``. Raises `PageNotFound`."""
    if not 1 <= number <= len(shape.pages):
        raise PageNotFound(dossier=shape.id, page=number, pages=len(shape.pages))
    return shape.pages[number - 1]


def _of(shape: DossierShape, components: list[ComponentShape]) -> DossierShape:
    return replace(shape, components=tuple(component for component in components if component.pages))


def _without(shape: DossierShape, page: PageShape) -> DossierShape:
    return _of(shape, [replace(c, pages=tuple(p for p in c.pages if p != page)) for c in shape.components])


def _changed(shape: DossierShape, page: PageShape, change: Callable[[PageShape], PageShape]) -> DossierShape:
    return _of(
        shape, [replace(c, pages=tuple(change(p) if p == page else p for p in c.pages)) for c in shape.components]
    )


def _beside(shape: DossierShape, page: PageShape, neighbour: PageShape, after: bool) -> DossierShape:
    pair = (neighbour, page) if after else (page, neighbour)
    return _of(
        shape,
        [
            replace(c, pages=tuple(q for p in c.pages for q in (pair if p == neighbour else (p,))))
            for c in shape.components
        ],
    )


def _showing(shape: DossierShape, withheld: Collection[int] = ()) -> DossierShape:
    if all(page.hidden or page.id in withheld for page in shape.pages):
        raise UsageError(
            vi=f"Hồ sơ {shape.id} sẽ không còn trang nào để xem; nếu muốn bỏ cả hồ sơ, hãy dùng: sohoa page merge.",
            en=f"Dossier {shape.id} would have no page left to show; to give it up whole, use: sohoa page merge.",
        )
    return shape
