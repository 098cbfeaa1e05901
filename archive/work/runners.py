"""Which runner for how much work: this process for one or two tasks, worker processes for more."""

from __future__ import annotations

from archive.work.inline import InlineRunner
from archive.work.runner import Runner
from archive.work.workshop import Workshop
from config.home import Home
from config.settings import Settings, available_cores

INLINE_AT_MOST = 2
"""Tasks that are done sooner in this process than workers are started (about two seconds)."""


class HomeRunners:
    """The runners of one home, each started when first needed. A context manager: it stops them."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home = home
        self._settings = settings
        self._inline: Runner | None = None
        self._dask: Runner | None = None

    def suited(self, waiting: int) -> Runner:
        """Dask once it runs or where there is enough to do; the setting ``work.runner`` overrules."""
        wanted = self._settings.work.runner
        if wanted == "dask" or (wanted == "auto" and (self._dask or waiting > INLINE_AT_MOST)):
            self._dask = self._dask or self._start_dask()
            return self._dask
        self._inline = self._inline or InlineRunner(Workshop(self._home, self._settings))
        return self._inline

    def _start_dask(self) -> Runner:
        from archive.work.dask_runner import DaskRunner  # half a second that short commands need not wait for

        return DaskRunner(self._home, self._settings, self._settings.work.workers or available_cores())

    def __enter__(self) -> HomeRunners:
        return self

    def __exit__(self, *_: object) -> None:
        for runner in (self._inline, self._dask):
            if runner:
                runner.close()
