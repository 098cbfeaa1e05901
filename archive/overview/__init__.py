"""The day at a glance: how much came, how much of it is digitised, what waits, and the cases behind each figure."""

from archive.overview.asked import NOWHERE, Age, Asked, Figure
from archive.overview.figures import Overview, overview
from archive.overview.listed import Listed, Stretch, behind

__all__ = ["NOWHERE", "Age", "Asked", "Figure", "Listed", "Overview", "Stretch", "behind", "overview"]
