"""The command line as a test calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Sohoa = Callable[..., tuple[int, Any]]
"""Runs ``sohoa ARGS --json`` in the test's own home; gives the exit code and the document."""
