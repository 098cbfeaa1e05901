"""An agent put together for a home: its sources, its engine, its news; and the account of what one run brought."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from archive.archive import Archive
from archive.ingest import IngestReport, account
from archive.models import Delivery
from archive.work.service import EngineService
from config.messages import _
from scanner_agent.agent import Agent
from scanner_agent.news import News
from scanner_agent.pace import SteadyClock
from scanner_agent.sources.folder import WatchedFolder


def watching_agent(archive: Archive, news: News) -> Agent:
    """An agent on the sources that are set; it tells ``news``."""

    def sources(wake: Callable[[], None], tell: Callable[[str], None]) -> list[WatchedFolder]:
        return [WatchedFolder(source, archive.settings.agent, wake, tell) for source in archive.settings.sources]

    if not archive.settings.sources:
        news.tell(_("No source is set: name folders under [[sources]] in {file}").format(file=archive.home.settings))
    return Agent(archive, lambda on_step: EngineService(archive, on_step), sources, news, SteadyClock.start())


def collect_once(archive: Archive, news: News) -> IngestReport:
    """Take what is in the sources now, wait for its dossiers, and account for it."""
    agent = watching_agent(archive, news)
    try:
        agent.drain()
    finally:
        agent.engine.stop()
    news.catch_up(0, 0)
    return report(archive, news)


def report(archive: Archive, news: News) -> IngestReport:
    """The files of every batch that ``news`` followed in this run, and its dossiers."""
    with archive.ledger.read() as session:
        query = select(Delivery).where(Delivery.batch_id.in_(news.batches))
        rows = list(session.scalars(query.order_by(Delivery.batch_id, Delivery.ordinal)))
        files = [(row.id, str(news.paths.get(row.id, row.name))) for row in rows]
    return account(archive, files, news.batches)
