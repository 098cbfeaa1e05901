"""What a clerk can correct of a dossier, as plain data: taken from the ledger, and put back into it.

Corrections change shapes, `restore` writes them; to undo a correction is to write the shapes from before it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from archive.dossiers.recognise import recognise
from archive.ledger import Recording
from archive.linking import FOREIGN_CODE
from archive.models import CaseRecord, Component, Dossier, DossierState, Link, Page
from archive.papers import OTHER, UNTITLED


@dataclass(frozen=True, slots=True)
class PageShape:
    """One page in its place."""

    id: int
    hidden: bool = False
    turned: int | None = None
    """Clockwise degrees that set it upright, where a person said so."""
    spare: bool = False
    """Another scan of this side stands in its place."""


@dataclass(frozen=True, slots=True)
class ComponentShape:
    """One paper: what else is known of it follows from its pages and its case (`archive.dossiers.recognise`)."""

    pages: tuple[PageShape, ...]
    type: str | None = None
    """What a person said that it is."""


@dataclass(frozen=True, slots=True)
class DossierShape:
    """One dossier. Equal shapes: nothing that a clerk can correct is different."""

    id: str
    title: str
    state: DossierState
    """``linked`` also while the case's record is awaited: whether it has come is not for a correction to say."""
    case: str | None
    links: tuple[int, ...]
    """Ids of the links that hold."""
    components: tuple[ComponentShape, ...]
    reason: str | None = None
    reason_details: dict[str, Any] = field(default_factory=dict)
    sheets: int | None = None
    """How many sheets of paper it is said to have."""

    @property
    def pages(self) -> tuple[PageShape, ...]:
        """All pages in order, hidden ones included; page number n is the n-th of them."""
        return tuple(page for component in self.components for page in component.pages)


def shape_of(session: Session, dossier: Dossier) -> DossierShape:
    """The shape of a dossier as the ledger has it at this moment."""
    links = select(Link.id).where(Link.dossier_id == dossier.id, Link.withdrawn_at.is_(None)).order_by(Link.id)
    return DossierShape(
        id=dossier.id,
        title=dossier.title,
        state=DossierState.LINKED if dossier.state is DossierState.AWAITING_CASE else dossier.state,
        case=dossier.case_code,
        links=tuple(session.scalars(links)),
        components=tuple(
            ComponentShape(
                tuple(PageShape(page.id, page.hidden, page.turned_by_hand, page.spare) for page in component.pages),
                component.type_by_hand,
            )
            for component in _components(session, [dossier.id])
        ),
        reason=dossier.reason,
        reason_details=dossier.reason_details,
        sheets=dossier.sheets,
    )


def restore(work: Recording, shapes: Sequence[DossierShape]) -> None:
    """Make the dossiers what ``shapes`` say. The law: ``restore([shape_of(x)])`` leaves ``shape_of(x)`` as it was.

    Raises `ValueError` where a page would be lost, stand twice, or be taken from a dossier that is not among them;
    the caller's transaction must then not be committed.
    """
    standing = _components(work, [shape.id for shape in shapes])
    before = {page.id: page for component in standing for page in component.pages}
    after = [page.id for shape in shapes for page in shape.pages]
    if sorted(before) != sorted(after):
        raise ValueError(f"pages {sorted(before)} would become {sorted(after)}")
    for page in before.values():
        page.component_id = page.position = None
    for shape in shapes:
        _restore_components(work, shape, [c for c in standing if c.dossier_id == shape.id], before)
        _restore_links(work, shape)
        dossier = work.get_one(Dossier, shape.id)
        dossier.title, dossier.case_code, dossier.state = shape.title, shape.case, _state(work, shape)
        dossier.reason, dossier.reason_details = shape.reason, shape.reason_details
        dossier.sheets = shape.sheets
    work.flush()
    work.expire_all()  # collections that were loaded before still hold the pages as they stood
    recognise(work, [work.get_one(Dossier, shape.id) for shape in shapes])


def _components(session: Session, dossiers: Collection[str]) -> list[Component]:
    query = (
        select(Component).where(Component.dossier_id.in_(dossiers)).order_by(Component.dossier_id, Component.ordinal)
    )
    fresh = query.options(selectinload(Component.pages)).execution_options(populate_existing=True)
    return list(session.scalars(fresh))


def _restore_components(
    work: Recording, shape: DossierShape, standing: list[Component], pages: dict[int, Page]
) -> None:
    """Rows are used again by their ordinal: two of the same would meet on the way otherwise."""
    rows = [*standing[: len(shape.components)]]
    for ordinal in range(len(rows) + 1, len(shape.components) + 1):
        rows.append(Component(dossier_id=shape.id, ordinal=ordinal, type=OTHER, title=UNTITLED))
    for row, wanted in zip(rows, shape.components, strict=True):
        row.type_by_hand = wanted.type
    work.add_all(rows)
    work.flush()
    for row, wanted in zip(rows, shape.components, strict=True):
        for position, place in enumerate(wanted.pages, 1):
            page = pages[place.id]
            page.component_id, page.position = row.id, position
            page.hidden, page.turned_by_hand, page.spare = place.hidden, place.turned, place.spare
            page.flags = _flags(page, shape.case)
    surplus = [row.id for row in standing[len(rows) :]]
    work.flush()
    work.execute(delete(Component).where(Component.id.in_(surplus)))


def _flags(page: Page, case: str | None) -> list[str]:
    """The page's flags, `FOREIGN_CODE` among them only where it bears a code of another case than ``case``."""
    codes = {each["code"] for each in page.evidence if each["code"]}
    foreign = [FOREIGN_CODE] if case and codes - {case} else []
    return [*(flag for flag in page.flags if flag != FOREIGN_CODE), *foreign]


def _restore_links(work: Recording, shape: DossierShape) -> None:
    for link in work.scalars(select(Link).where(Link.dossier_id == shape.id)):
        link.withdrawn_at = None if link.id in shape.links else link.withdrawn_at or work.now


def _state(work: Recording, shape: DossierShape) -> DossierState:
    if shape.state is DossierState.LINKED and work.get(CaseRecord, shape.case) is None:
        return DossierState.AWAITING_CASE
    return shape.state


def to_json(shapes: Sequence[DossierShape]) -> dict[str, Any]:
    """The shapes by the ids of their dossiers, as `Edit` keeps them."""
    return {shape.id: _adapter().dump_python(shape, mode="json") for shape in shapes}


def from_json(plain: dict[str, Any]) -> tuple[DossierShape, ...]:
    """The shapes that `to_json` made ``plain`` of."""
    return tuple(
        _adapter().validate_python(shape | {"components": [_by_hand(each) for each in shape["components"]]})
        for shape in plain.values()
    )


def _by_hand(component: dict[str, Any]) -> dict[str, Any]:
    """One written before version 0011, with a title, had a type that nobody had said."""
    return {"pages": component["pages"]} if "title" in component else component


@cache
def _adapter() -> TypeAdapter[DossierShape]:
    return TypeAdapter(DossierShape)
