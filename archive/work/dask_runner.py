"""Work in processes of this machine, through Dask: it carries orders and results, and remembers nothing.

The settings are each there for a measured reason: without ``security`` every local user can talk to the scheduler's
ports; with the default ``allowed-failures`` a page that kills its worker is tried four times and takes innocent pages
with it; with the default saturation a worker hoards orders that another could start. Dask's own profiler, which looks
at a worker a hundred times a second, and its clocks cost a tenth of what reading costs.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, Worker, WorkerPlugin

from archive.scratch import own_scratch
from archive.work.child import perform_alone
from archive.work.limits import limit_memory, limit_time, make_way, seconds_for
from archive.work.orders import Failure, Order, Result
from archive.work.perform import Perform, perform_in_workshop
from archive.work.runner import PATIENCE
from config.errors import WorkerDied, WorkInterrupted
from config.home import Home
from config.memory import READING
from config.settings import Settings

NO_DASHBOARD = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
"""Dask starts an HTTP server all the same: on loopback, at any free port, and with no page to show."""

CONFIGURATION: dict[str, Any] = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.nanny.pre-spawn-environ": {"OMP_THREAD_LIMIT": "1", **READING},
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.target": False,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.logging": {"distributed": "critical"},
}


class DaskRunner:
    """``workers`` processes, one order at a time each."""

    def __init__(self, home: Home, settings: Settings, workers: int, perform: Perform | None = None) -> None:
        """``perform`` is what each process does with an order; it must be a function of a module."""
        self._perform = perform or perform_in_workshop
        self.window = workers  # none waits at a worker: one that dies would take it along
        self._home = home.path
        self._settings = settings
        self._submitted = 0
        self._futures: dict[Future[Result], tuple[int, Order, bool]] = {}
        self._finished: SimpleQueue[Future[Result]] = SimpleQueue()
        with _quiet(), dask.config.set(CONFIGURATION | {"temporary-directory": str(own_scratch(home))}):
            self._cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                security=True,
                scheduler_kwargs=NO_DASHBOARD,
                memory_limit=None,
            )
            self._client = Client(self._cluster, set_as_default=False)
            self._client.register_plugin(_Bounds(settings.work.memory))

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return str(self._cluster.scheduler_address)

    def submit(self, task: int, order: Order, priority: int = 0, alone: bool = False) -> None:
        """Give one order to the next free worker; one that goes alone has the worker start a process for it."""
        self._submitted += 1
        future = self._client.submit(
            _perform,
            self._home,
            self._settings,
            order,
            alone,
            self._perform,
            key=f"{type(order).__name__}-{task}-{self._submitted}",  # the old key of a second try gives the old error
            pure=False,
            retries=0,
            priority=priority,
        )
        self._futures[future] = (task, order, alone)
        future.add_done_callback(self._finished.put)

    def results(self) -> Iterable[tuple[int, Result]]:
        """Wait for the next finished order."""
        try:
            future = self._finished.get(timeout=PATIENCE)
        except Empty:
            return []
        task, order, alone = self._futures.pop(future)
        try:
            result: Result = future.result()
        except KilledWorker:
            died = WorkInterrupted if alone else WorkerDied  # what goes alone runs in a process of the worker's
            result = Failure.of(died(work=type(order).__name__))
        finally:
            future.release()
        return [(task, result)]

    def close(self) -> None:
        """Stop the workers, finished or not."""
        with _quiet(), suppress(TimeoutError, OSError):
            self._client.close(timeout=5)
            self._cluster.close(timeout=10)


class _Bounds(WorkerPlugin):
    """What holds for every worker process from its start on.

    Ctrl-C and SIGTERM reach the whole process group; only the engine may answer, and it stops its workers. Memory is
    bounded by the kernel: a page that wants too much gets an error, or ends its process, before the machine suffers.
    """

    name = "bounds"

    def __init__(self, megabytes: int) -> None:
        self._megabytes = megabytes

    def setup(self, worker: Worker) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        for name in ("distributed", *logging.root.manager.loggerDict):
            if name.partition(".")[0] == "distributed":  # that the engine stopped meanwhile is no news for a clerk
                logging.getLogger(name).setLevel(logging.CRITICAL)
        limit_memory(self._megabytes)
        make_way()


def _perform(home: Path, settings: Settings, order: Order, alone: bool, perform: Perform) -> Result:
    if alone:
        return perform_alone(home, settings, order, perform)
    with limit_time(seconds_for(order, settings)):
        return perform(home, settings, order)


@contextmanager
def _quiet() -> Iterator[None]:
    """Starting and stopping workers is no news: Dask's own log would frighten a clerk."""
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
