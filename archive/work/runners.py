"""Which runner for how much work: one process for one or two tasks, a worker for each core for more."""

from __future__ import annotations

from archive.work.inline import ChildRunner, InlineRunner
from archive.work.runner import Runner
from config.home import Home
from config.settings import Settings, available_cores

FEW = 2
"""Tasks that are done sooner by one process than all workers are started (about two seconds)."""


class HomeRunners:
    """The runners of one home, each started when first needed. A context manager: it stops them."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home = home
        self._settings = settings
        self._small: Runner | None = None
        self._dask: Runner | None = None

    def suited(self, waiting: int) -> Runner:
        """Dask once it runs or where there is enough to do; the setting ``work.runner`` overrules."""
        wanted = self._settings.work.runner
        if wanted == "dask" or (wanted == "auto" and (self._dask or waiting > FEW)):
            self._dask = self._dask or self._start_dask()
            return self._dask
        self._small = self._small or self._start_small(wanted)
        return self._small

    def _start_small(self, wanted: str) -> Runner:
        if wanted == "inline":
            return InlineRunner(self._home.path, self._settings)
        return ChildRunner(self._home.path, self._settings)

    def _start_dask(self) -> Runner:
        from archive.work.dask_runner import DaskRunner  # half a second that short commands need not wait for

        return DaskRunner(self._home, self._settings, self._settings.work.workers or available_cores())

    @property
    def started(self) -> bool:
        """Whether any of them was started, and not stopped since."""
        return self._small is not None or self._dask is not None

    def close(self) -> None:
        """Stop them; they start again when they are needed."""
        for runner in (self._small, self._dask):
            if runner:
                runner.close()
        self._small = self._dask = None

    def __enter__(self) -> HomeRunners:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
