"""What every table of a data file is: fixed once read, free of unknown keys, and able to say where it is from."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that says something."""


class Entry(BaseModel):
    """One table of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourcedEntry(Entry):
    """One that states facts of law or practice: from where, and whether somebody has read it there."""

    source: Text
    """The decree and article, or the page, that says so."""
    sure: bool = Field(default=True)
    """False: remembered or deduced, to be checked before anybody relies on it."""
