"""The figures of a period, counted by the database: by desk and procedure, so that they can be added up either way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, func, literal, select
from sqlalchemy.orm import Session

from archive.deadlines import Rules
from archive.models import Batch, CaseRecord, Delivery, Dossier
from archive.overview.asked import NOWHERE, Age, Asked, Figure
from archive.overview.clock import clocked
from archive.overview.conditions import (
    CASE_DESK,
    CASES,
    DOSSIERS,
    REFUSED,
    aged,
    backlog,
    of_cases,
    of_dossiers,
    of_files,
    received_in,
    scanned_in,
)

Rows = Select[*tuple[Any, ...]]
Cell = tuple[str, str]
"""Desk and procedure."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All figures of one question."""

    cells: dict[Cell, Counter[Figure]]
    ages: dict[Age, int]
    """The backlog by age."""

    @property
    def total(self) -> Counter[Figure]:
        """All cells together."""
        return _added(self.cells.values())

    @property
    def by_desk(self) -> dict[str, Counter[Figure]]:
        """By name."""
        return self._by(lambda cell: cell[0])

    @property
    def by_procedure(self) -> dict[str, Counter[Figure]]:
        """By name."""
        return self._by(lambda cell: cell[1])

    def _by(self, key: Callable[[Cell], str]) -> dict[str, Counter[Figure]]:
        names = sorted({key(cell) for cell in self.cells})
        return {name: _added(each for cell, each in self.cells.items() if key(cell) == name) for name in names}


def rate(figures: Counter[Figure]) -> float | None:
    """Cases with components digitised / cases received, those of which it cannot be known left out; None: of none.

    Source: the first of the ratios that desks report (Quyết định 766/QĐ-TTg, group "số hóa hồ sơ").
    """
    known = figures[Figure.RECEIVED] - figures[Figure.UNKNOWN]
    return figures[Figure.DIGITISED] / known if known else None


def overview(session: Session, rules: Rules, now: datetime, asked: Asked) -> Overview:
    """Every figure of what is ``asked``."""
    cells: dict[Cell, Counter[Figure]] = {}

    def add(desk: str | None, procedure: str | None, figure: Figure, count: int) -> None:
        if count:
            cells.setdefault((desk or NOWHERE, procedure or NOWHERE), Counter())[figure] += count

    for query, figures in (
        (_cases(asked), tuple(CASES)),
        (_dossiers(asked), tuple(DOSSIERS)),
        (_files(asked), (Figure.REFUSED,)),
    ):
        for desk, procedure, *counts in session.execute(query):
            for figure, count in zip(figures, counts, strict=True):
                add(desk, procedure, figure, count)
    ages = {age: 0 for age in Age}
    for desk, procedure, *counts in session.execute(_backlog(asked, now)):
        add(desk, procedure, Figure.BACKLOG, sum(counts))
        for age, count in zip(Age, counts, strict=True):
            ages[age] += count
    for case in clocked(session, rules, now, asked):
        add(case.desk, case.procedure, case.figure, 1)
    return Overview(cells, ages)


def _added(counters: Iterable[Counter[Figure]]) -> Counter[Figure]:
    total: Counter[Figure] = Counter()
    for each in counters:
        total.update(each)
    return total


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(condition.cast(Integer)), 0)


def _grouped(of: ColumnElement[Any], where: ColumnElement[bool], counted: Iterable[ColumnElement[bool]]) -> Rows:
    """Cases counted by desk and procedure: the desk is looked up once a case."""
    flags = [each.cast(Integer).label(f"n{at}") for at, each in enumerate(counted)]
    rows = (
        select(of.label("desk"), CaseRecord.procedure.label("procedure"), *flags)
        .where(where)
        .cte()
        .prefix_with("MATERIALIZED")
    )
    sums = [func.coalesce(func.sum(rows.c[flag.name]), 0) for flag in flags]
    return select(rows.c.desk, rows.c.procedure, *sums).group_by(rows.c.desk, rows.c.procedure)


def _cases(asked: Asked) -> Rows:
    return _grouped(CASE_DESK, received_in(asked) & of_cases(asked), CASES.values())


def _backlog(asked: Asked, now: datetime) -> Rows:
    return _grouped(CASE_DESK, backlog(now) & of_cases(asked), [aged(now, age) for age in Age])


def _dossiers(asked: Asked) -> Rows:
    return (
        select(Batch.desk, CaseRecord.procedure, *(_how_many(each) for each in DOSSIERS.values()))
        .select_from(Dossier)
        .join(Batch)
        .outerjoin(CaseRecord, CaseRecord.code == Dossier.case_code)
        .where(scanned_in(asked), of_dossiers(asked))
        .group_by(Batch.desk, CaseRecord.procedure)
    )


def _files(asked: Asked) -> Rows:
    return (
        select(Batch.desk, literal(NOWHERE), func.count())
        .select_from(Delivery)
        .join(Batch)
        .where(scanned_in(asked), REFUSED, of_files(asked))
        .group_by(Batch.desk)
    )
