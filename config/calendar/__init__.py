"""The calendar of public offices, as data: a ``*.toml`` a year beside this module, overruled by ``HOME/calendar``."""

from config.calendar.calendar import PACKAGED, Calendar, check_years, load_calendar
from config.calendar.model import CalendarYear, DayOff, ExtraWorkingDay, Swap, is_weekend

__all__ = [
    "PACKAGED",
    "Calendar",
    "CalendarYear",
    "DayOff",
    "ExtraWorkingDay",
    "Swap",
    "check_years",
    "is_weekend",
    "load_calendar",
]
