"""The ledger's tables, one module an idea: intake, dossier, case, work, rereading, person, token, event."""

from archive.models.base import Base
from archive.models.beat import Beat
from archive.models.case import CasePause, CaseRecord, Link, LinkRank, PaperSaid, PaperWord
from archive.models.dossier import Component, Dossier, DossierFile, DossierState
from archive.models.edit import Edit
from archive.models.event import Event, EventLink
from archive.models.intake import Batch, BatchState, Delivery, DeliveryState, Page, PageKind, Sides
from archive.models.person import LoginFailures, Role, User, WebSession
from archive.models.rereading import ReadingVersion, ReindexRun
from archive.models.token import ApiToken
from archive.models.work import Task, TaskKind, TaskState

__all__ = [
    "ApiToken",
    "Base",
    "Batch",
    "BatchState",
    "Beat",
    "CasePause",
    "CaseRecord",
    "Component",
    "Delivery",
    "DeliveryState",
    "Dossier",
    "DossierFile",
    "DossierState",
    "Edit",
    "Event",
    "EventLink",
    "Link",
    "LinkRank",
    "LoginFailures",
    "Page",
    "PageKind",
    "PaperSaid",
    "PaperWord",
    "ReadingVersion",
    "ReindexRun",
    "Role",
    "Sides",
    "Task",
    "TaskKind",
    "TaskState",
    "User",
    "WebSession",
]
