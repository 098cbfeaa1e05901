"""What is to be done. These rows are the truth; whoever carries them out may die at any moment."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base, text_enum


class TaskKind(enum.StrEnum):
    """The three kinds of work, in the order in which a file meets them."""

    SPLIT = "split"
    """Delivery → page images."""
    READ = "read"
    """Page image → reading."""
    BUNDLE = "bundle"
    """Dossier → PDF/A."""


class TaskState(enum.StrEnum):
    """Whether a task is still to be done."""

    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"


class Task(Base):
    """One piece of work."""

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("kind", "subject"), Index("ix_task_queue", "state", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TaskKind] = mapped_column(text_enum(TaskKind))
    subject: Mapped[str] = mapped_column(String(64))
    """Id of the delivery or page, or ``dossier:version``."""
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    state: Mapped[TaskState] = mapped_column(text_enum(TaskState), default=TaskState.QUEUED)
    reason: Mapped[str | None]
    """Code of the error in `config.errors` for which it failed."""
    reason_details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    queued_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    """Higher goes first: what a clerk waits for before what a batch job does."""
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often its worker died or ran out of time while the engine lived. A power cut does not count."""
    not_before: Mapped[datetime | None]
    """When it may be tried again."""
    owner: Mapped[str | None]
    """The engine that has it in hand, as `config.process.ProcessIdentity` writes itself."""
    run_id: Mapped[int | None]
    """The `ReindexRun` that asked for it; None: whoever gave the papers, or corrected them, waits for it."""
