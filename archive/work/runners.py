"""Which runner for how much work: a process or two at the ends of pipes for a stack, Dask for more."""

from __future__ import annotations

from archive.work.children import ChildrenRunner
from archive.work.inline import InlineRunner
from archive.work.runner import Runner
from config.home import Home
from config.settings import Settings, available_cores

FEW = 2
"""Tasks that are done by one process before a second is started (seven tenths of a second of CPU)."""
STACK = 60
"""Tasks from which Dask is started: by judgement, some minutes of work against its start of seconds."""


class HomeRunners:
    """The runners of one home, each started when first needed. A context manager: it stops them."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home = home
        self._settings = settings
        self._small: InlineRunner | ChildrenRunner | None = None
        self._dask: Runner | None = None

    def suited(self, waiting: int) -> Runner:
        """Dask once it runs or where there is enough to do; the setting ``work.runner`` overrules."""
        wanted = self._settings.work.runner
        if wanted == "dask" or (wanted == "auto" and (self._dask or waiting > STACK)):
            self._dask = self._dask or self._start_dask()
            self._stop_small()
            return self._dask
        if wanted == "inline":
            self._small = self._small or InlineRunner(self._home.path, self._settings)
            return self._small
        return self._children(1 if waiting <= FEW else self._processes)

    def _children(self, processes: int) -> Runner:
        """The runner of child processes, with room for so many of them from now on."""
        if not isinstance(self._small, ChildrenRunner):
            self._small = ChildrenRunner(self._home.path, self._settings, processes)
        self._small.window = processes
        return self._small

    def _start_dask(self) -> Runner:
        from archive.work.dask_runner import DaskRunner  # half a second that short commands need not wait for

        return DaskRunner(self._home, self._settings, self._processes)

    @property
    def _processes(self) -> int:
        return self._settings.work.workers or available_cores()

    @property
    def started(self) -> bool:
        """Whether any of them was started, and not stopped since."""
        return self._small is not None or self._dask is not None

    def close(self) -> None:
        """Stop them; they start again when they are needed."""
        self._stop_small()
        if self._dask:
            self._dask.close()
            self._dask = None

    def _stop_small(self) -> None:
        if self._small:
            self._small.close()
            self._small = None

    def __enter__(self) -> HomeRunners:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
