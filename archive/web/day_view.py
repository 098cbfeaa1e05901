"""The day at a glance as tables, bars and a CSV: every figure with the address of what is behind it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from archive.overview import NOWHERE, Age, Asked, Figure, Overview
from archive.overview.figures import rate
from archive.web.bars import Bar, Part, bars
from archive.web.result_csv import inert
from config.messages import _

COLUMNS = (
    Figure.RECEIVED, Figure.DIGITISED, Figure.PENDING, Figure.UNKNOWN, Figure.RESCAN,
    Figure.BACKLOG, Figure.OVERDUE, Figure.DUE_TODAY, Figure.SCANNED, Figure.RESCANNED, Figure.UNLINKED,
    Figure.REFUSED, Figure.WITHHELD,
)  # fmt: skip
"""Of the tables by desk and procedure."""
MOST_BARS = 20
"""The largest; all stand in the table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and where what it counts is listed; None: nothing is behind it."""

    value: int
    address: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    label: str
    cells: tuple[Cell, ...]
    rate: str


@dataclass(frozen=True, slots=True)
class DayView:
    """The page."""

    total: tuple[tuple[str, Cell], ...]
    rate: str
    ages: tuple[tuple[str, Cell], ...]
    columns: tuple[str, ...]
    by_desk: tuple[Line, ...]
    by_procedure: tuple[Line, ...]
    desk_bars: Markup
    age_bars: Markup


def day_view(seen: Overview, asked: Asked) -> DayView:
    """What is shown of the figures."""
    total = seen.total
    return DayView(
        total=tuple((figure_name(figure), _cell(total[figure], asked, figure)) for figure in Figure),
        rate=percent(total),
        ages=tuple((age_name(age), _cell(seen.ages[age], asked, Figure.BACKLOG, age=age.name.lower())) for age in Age),
        columns=tuple(figure_name(figure) for figure in COLUMNS),
        by_desk=tuple(_line(name, each, asked, "desk") for name, each in seen.by_desk.items()),
        by_procedure=tuple(_line(name, each, asked, "procedure") for name, each in seen.by_procedure.items()),
        desk_bars=_digitised_bars(seen.by_desk.items()),
        age_bars=bars(
            [Bar(age_name(age), (Part(seen.ages[age], "doubt"),)) for age in Age], _("Backlog by age")
        ),
    )  # fmt: skip


def day_csv(seen: Overview) -> bytes:
    """A row a desk and procedure, a column a figure; as `archive.web.result_csv.result_csv`."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Desk"), _("Procedure"), *(figure_name(figure) for figure in Figure)])
    for (desk, procedure), figures in sorted(seen.cells.items()):
        names = [inert(named(desk)), inert(named(procedure))]
        writer.writerow([*names, *(figures[figure] for figure in Figure)])
    return out.getvalue().encode("utf-8-sig")


def address(asked: Asked, figure: Figure, **more: str) -> str:
    """Where what a figure counts is listed."""
    said = {"figure": figure.value, "from": asked.first.isoformat(), "to": asked.last.isoformat()}
    narrowed = {"desk": asked.desk, "procedure": asked.procedure} | more
    return "/dossiers?" + urlencode(said | {key: value for key, value in narrowed.items() if value})


def percent(figures: Counter[Figure]) -> str:
    """The rate of digitised cases; a dash where it cannot be known. Never rounded up to the whole."""
    share = rate(figures)
    return "–" if share is None else f"{int(share * 1000) / 10:.1f} %".replace(".", ",")


def named(name: str) -> str:
    """A desk or procedure as people read it."""
    return "–" if name == NOWHERE else name


def figure_name(figure: Figure) -> str:
    """What is counted."""
    return {
        Figure.RECEIVED: _("Received"),
        Figure.DIGITISED: _("Fully digitised"),
        Figure.PENDING: _("Not fully digitised"),
        Figure.UNKNOWN: _("Cannot be judged"),
        Figure.RESCAN: _("To be looked at or scanned again"),
        Figure.RESOLVED: _("Resolved"),
        Figure.SCANNED: _("Dossiers scanned"),
        Figure.UNLINKED: _("Without a case"),
        Figure.REFUSED: _("Files in quarantine"),
        Figure.WITHHELD: _("Dossiers with withheld pages"),
        Figure.RESCANNED: _("Dossiers with pages scanned again"),
        Figure.BACKLOG: _("Backlog"),
        Figure.OVERDUE: _("Overdue"),
        Figure.DUE_TODAY: _("Due today"),
        Figure.DUE_SOON: _("Due within 3 working days"),
        Figure.DUE_LATER: _("Due later"),
        Figure.WAITING: _("Waiting for the applicant"),
        Figure.DUE_UNKNOWN: _("Deadline not known"),
    }[figure]


def age_name(age: Age) -> str:
    """How long it waits."""
    return {
        Age.DAY: _("up to 1 day"),
        Age.THREE_DAYS: _("1 to 3 days"),
        Age.WEEK: _("3 to 7 days"),
        Age.MONTH: _("7 to 30 days"),
        Age.OLDER: _("more than 30 days"),
    }[age]


def _line(name: str, figures: Counter[Figure], asked: Asked, key: str) -> Line:
    cells = tuple(_cell(figures[figure], asked, figure, **{key: name}) for figure in COLUMNS)
    return Line(named(name), cells, percent(figures))


def _cell(value: int, asked: Asked, figure: Figure, **more: str) -> Cell:
    return Cell(value, address(asked, figure, **more) if value else None)


def _digitised_bars(desks: Iterable[tuple[str, Counter[Figure]]]) -> Markup:
    tones = ((Figure.DIGITISED, "good"), (Figure.PENDING, "bad"), (Figure.UNKNOWN, "quiet"))
    rows = [Bar(named(name), tuple(Part(each[figure], tone) for figure, tone in tones)) for name, each in desks]
    largest = sorted(rows, key=lambda row: -row.total)[:MOST_BARS]
    return bars([row for row in largest if row.total], _("Received cases by desk"))
