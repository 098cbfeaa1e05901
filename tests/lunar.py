"""The lunar calendar of Vietnam, from the sky: new moons and the Sun's longitude, days of UTC+7.

A month begins on the day of the new moon; the month of the winter solstice is the eleventh; of thirteen months between
two eleventh ones the first without a principal term (longitude a multiple of 30°) is leap. New moons and longitudes by
Meeus, Astronomical Algorithms, chapters 49 and 25, the larger terms: right to a few minutes.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil, floor, radians, sin

J2000 = 2451545.0
"""The noon of `FIRST_DAY` in Greenwich."""
EARTH_BEHIND = 69 / 86400
"""Days by which the Earth's turning is behind even time in these years."""
ZONE = 7 / 24
FIRST_DAY = date(2000, 1, 1)
MEAN_MONTH = 29.530588861


def new_moon(number: int) -> date:
    """The day of new moon ``number``, counted from that of 6 January 2000."""
    t = number / 1236.85
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = radians(2.5534 + 29.10535670 * number)
    moon = radians(201.5643 + 385.81693528 * number + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * number - 0.0016118 * t * t)
    omega = radians(124.7746 - 1.56375588 * number)
    terms = (
        (-0.40720, moon),
        (0.17241 * e, sun),
        (0.01608, 2 * moon),
        (0.01039, 2 * node),
        (0.00739 * e, moon - sun),
        (-0.00514 * e, moon + sun),
        (0.00208 * e * e, 2 * sun),
        (-0.00111, moon - 2 * node),
        (-0.00057, moon + 2 * node),
        (0.00056 * e, 2 * moon + sun),
        (-0.00042, 3 * moon),
        (0.00042 * e, sun + 2 * node),
        (0.00038 * e, sun - 2 * node),
        (-0.00024 * e, 2 * moon - sun),
        (-0.00017, omega),
    )
    mean = 2451550.09766 + MEAN_MONTH * number + 0.00015437 * t * t
    return _day(mean + sum(size * sin(angle) for size, angle in terms) - EARTH_BEHIND)


def longitude(day: date) -> float:
    """Degrees of the Sun along the ecliptic when ``day`` begins in Vietnam."""
    t = ((day - FIRST_DAY).days - 0.5 - ZONE + EARTH_BEHIND) / 36525
    m = radians(357.52911 + 35999.05029 * t)
    centre = 1.914602 * sin(m) + 0.019993 * sin(2 * m) + 0.000289 * sin(3 * m)
    apparent = 280.46646 + 36000.76983 * t + centre - 0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * t))
    return apparent % 360


def lunar_day(year: int, month: int, day: int) -> date:
    """The day ``day`` of the month ``month`` (never the leap one) of the lunar year that begins in ``year``."""
    solstice = year if month >= 11 else year - 1
    months = list(range(_eleventh(solstice), _eleventh(solstice + 1)))
    leap = next((each for each in months[1:] if not _has_term(each)), None) if len(months) == 13 else None
    ordinary = [each for each in months if each != leap]
    assert len(ordinary) == 12
    return new_moon(ordinary[(month - 11) % 12]) + timedelta(days=day - 1)


def _eleventh(year: int) -> int:
    """Number of the new moon with which the month of the winter solstice of ``year`` begins."""
    number = ceil((date(year, 12, 31) - date(2000, 1, 6)).days / MEAN_MONTH)
    while longitude(new_moon(number)) >= 270:
        number -= 1
    return number


def _has_term(number: int) -> bool:
    return int(longitude(new_moon(number)) // 30) != int(longitude(new_moon(number + 1)) // 30)


def _day(julian: float) -> date:
    return FIRST_DAY + timedelta(days=floor(julian + ZONE + 0.5 - J2000))
