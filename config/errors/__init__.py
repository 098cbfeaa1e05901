"""Every way in which sohoa can fail, as one tree.

    SohoaError
    ├── UsageError                  the command line or a setting is wrong
    ├── WrongDataFile               a procedure or a calendar that an administrator wrote
    ├── CalendarYearMissing         a deadline runs through a year without its holidays
    ├── NotFoundError
    │   ├── DossierNotFound
    │   ├── BatchNotFound
    │   ├── CaseNotFound
    │   ├── PageNotFound
    │   ├── NoFileYet               its PDF is not made yet
    │   ├── BackupNotFound
    │   ├── ProcedureNotFound
    │   └── NotInQuarantine
    ├── RejectedFile                a delivered file that cannot be believed: it goes to quarantine
    │   ├── EmptyFile
    │   ├── UnknownFormat
    │   ├── TruncatedFile
    │   ├── CorruptFile
    │   ├── EncryptedFile
    │   ├── TooManyPixels
    │   ├── TooManyPages
    │   ├── FileTooLarge
    │   ├── UnsupportedImage
    │   ├── UnreadableFile
    │   ├── NestedArchive
    │   ├── TooManyEntries
    │   ├── UnpacksTooLarge
    │   ├── RefusedEntry            a file within a ZIP is one of the above
    │   └── NotConverted            an Office file that could not be made into pages
    ├── WorkError                   a piece of work did not come to its end
    │   ├── RecognitionTimeout
    │   ├── RecognitionFailed
    │   ├── WorkerDied
    │   ├── WorkInterrupted
    │   ├── OutOfMemory
    │   └── UnexpectedFault
    ├── MissingPart                 something that must be installed is not
    │   ├── MissingLanguage
    │   ├── MissingDriver
    │   ├── MissingFont
    │   └── MissingProgram
    ├── HomeError                   the home cannot be used
    │   ├── HomeOnNetwork
    │   ├── HomeNotWritable
    │   ├── HomeNotRestored         its restore was begun and has not ended
    │   ├── HomeNotEmpty            a backup is to be restored over something
    │   ├── DatabaseAway            the server of the ledger does not answer
    │   └── LedgerTooNew
    ├── StorageFull
    │   └── HomeAway                its disk was there and is not
    ├── SearchNotReady              there is no index that can be asked
    ├── ReindexRunning              another process is building the index
    ├── BackupRunning               another backup into the same folder
    ├── VisitError                  somebody at a browser is not let in, or sends what is not taken
    │   ├── LoginNeeded
    │   ├── LoginRefused
    │   ├── TooManyLogins
    │   ├── NotAllowed
    │   ├── DossierBusy
    │   ├── DossierChanged
    │   ├── ItemChanged
    │   ├── FormExpired
    │   ├── RequestTooLarge
    │   ├── RequestTooSlow
    │   ├── TokenNeeded
    │   ├── TokenNotFound
    │   ├── InvalidRequest
    │   ├── AddressNotFound
    │   ├── MethodNotAllowed
    │   └── UserNotFound
    ├── WithheldPage                a page that nobody may see until a person releases it
    └── IntegrityError              what is stored is not what was stored
        ├── DamagedObject
        ├── MissingObject
        ├── DamagedBackup
        └── NotArchivable           the PDF did not pass as PDF/A

Each class is one cause. Its docstring says when it is raised; ``vi`` and ``en`` are the sentence that a person
reads, with the details of the case filled in; ``code`` is stable and is what programs should compare.
"""

from __future__ import annotations

from typing import Any

from config.errors.asking import (
    BackupNotFound,
    BatchNotFound,
    CalendarYearMissing,
    CaseNotFound,
    DossierNotFound,
    NoFileYet,
    NotFoundError,
    NotInQuarantine,
    PageNotFound,
    ProcedureNotFound,
    UsageError,
    WithheldPage,
    WrongDataFile,
)
from config.errors.base import (
    ExitCode,
    SohoaError,
)
from config.errors.files import (
    CorruptFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    NestedArchive,
    NotConverted,
    RefusedEntry,
    RejectedFile,
    TooManyEntries,
    TooManyPages,
    TooManyPixels,
    TruncatedFile,
    UnknownFormat,
    UnpacksTooLarge,
    UnreadableFile,
    UnsupportedImage,
)
from config.errors.installation import (
    MissingDriver,
    MissingFont,
    MissingLanguage,
    MissingPart,
    MissingProgram,
)
from config.errors.storage import (
    BackupRunning,
    DamagedBackup,
    DamagedObject,
    DatabaseAway,
    HomeAway,
    HomeError,
    HomeNotEmpty,
    HomeNotRestored,
    HomeNotWritable,
    HomeOnNetwork,
    IntegrityError,
    LedgerTooNew,
    MissingObject,
    NotArchivable,
    ReindexRunning,
    SearchNotReady,
    StorageFull,
)
from config.errors.visiting import (
    AddressNotFound,
    DossierBusy,
    DossierChanged,
    FormExpired,
    InvalidRequest,
    ItemChanged,
    LoginNeeded,
    LoginRefused,
    MethodNotAllowed,
    NotAllowed,
    RequestTooLarge,
    RequestTooSlow,
    TokenNeeded,
    TokenNotFound,
    TooManyLogins,
    UserNotFound,
    VisitError,
)
from config.errors.work import (
    OutOfMemory,
    RecognitionFailed,
    RecognitionTimeout,
    UnexpectedFault,
    WorkerDied,
    WorkError,
    WorkInterrupted,
)

__all__ = [
    "AddressNotFound",
    "BackupNotFound",
    "BackupRunning",
    "BatchNotFound",
    "CalendarYearMissing",
    "CaseNotFound",
    "CorruptFile",
    "DamagedBackup",
    "DamagedObject",
    "DatabaseAway",
    "DossierBusy",
    "DossierChanged",
    "DossierNotFound",
    "EmptyFile",
    "EncryptedFile",
    "ExitCode",
    "FileTooLarge",
    "FormExpired",
    "HomeAway",
    "HomeError",
    "HomeNotEmpty",
    "HomeNotRestored",
    "HomeNotWritable",
    "HomeOnNetwork",
    "IntegrityError",
    "InvalidRequest",
    "ItemChanged",
    "LedgerTooNew",
    "LoginNeeded",
    "LoginRefused",
    "MethodNotAllowed",
    "MissingDriver",
    "MissingFont",
    "MissingLanguage",
    "MissingObject",
    "MissingPart",
    "MissingProgram",
    "NestedArchive",
    "NoFileYet",
    "NotAllowed",
    "NotArchivable",
    "NotConverted",
    "NotFoundError",
    "NotInQuarantine",
    "OutOfMemory",
    "PageNotFound",
    "ProcedureNotFound",
    "RecognitionFailed",
    "RecognitionTimeout",
    "RefusedEntry",
    "ReindexRunning",
    "RejectedFile",
    "RequestTooLarge",
    "RequestTooSlow",
    "SearchNotReady",
    "SohoaError",
    "StorageFull",
    "TokenNeeded",
    "TokenNotFound",
    "TooManyEntries",
    "TooManyLogins",
    "TooManyPages",
    "TooManyPixels",
    "TruncatedFile",
    "UnexpectedFault",
    "UnknownFormat",
    "UnpacksTooLarge",
    "UnreadableFile",
    "UnsupportedImage",
    "UsageError",
    "UserNotFound",
    "VisitError",
    "WithheldPage",
    "WorkError",
    "WorkInterrupted",
    "WorkerDied",
    "WrongDataFile",
    "error_classes",
    "restore",
]


def error_classes() -> dict[str, type[SohoaError]]:
    """Every class of the tree by its stable code."""
    found: dict[str, type[SohoaError]] = {}
    waiting: list[type[SohoaError]] = [SohoaError]
    while waiting:
        cls = waiting.pop()
        found[cls.code] = cls
        waiting.extend(cls.__subclasses__())
    return found


def restore(code: str, details: dict[str, Any]) -> SohoaError:
    """The error that was recorded as ``code`` and ``details``; an unknown code gives the root class."""
    return error_classes().get(code, SohoaError)(**details)
