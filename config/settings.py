"""What an administrator may set: ``HOME/sohoa.toml``, overruled by environment variables.

``SOHOA_READING__DPI=300`` sets ``dpi`` of the table ``[reading]``. A key that does not exist is refused, so that a
misspelt setting never passes for one that holds.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from config.errors import UsageError

SETTINGS_FILE = "sohoa.toml"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingSettings(_Table):
    """How a page is read."""

    engine: Literal["tesserocr", "pytesseract"] = "tesserocr"
    language: str = "vie"
    tessdata: Path | None = None
    """Folder of the ``*.traineddata`` files; unset: where Debian puts them."""
    dpi: int = Field(default=200, ge=150, le=400)
    """Resolution at which pages are recognised."""
    timeout: float = Field(default=60.0, gt=0)
    """Seconds that recognising one page may take; it is tried once more alone."""


class QualitySettings(_Table):
    """From where on a page is flagged for a clerk to look at. Nothing is refused or hidden for it."""

    dpi: float = Field(default=190.0, ge=0)
    """Pixels an inch below which a scan is too coarse: Nghị định 30/2020, Appendix I, asks for 200; drivers round."""
    rise: float = Field(default=0.5, gt=0)
    """Millimetres that the edge of a stroke may be wide. Sharp scans have 0.34 to 0.40; at 0.5 blur is seen (its
    standard deviation is 0.22 mm, 2.6 pixels at 300 dpi), at 0.75 small print runs together."""
    paper: float = Field(default=165.0, ge=0, le=255)
    """Level of the bare paper (0-255) below which a page is too dark; office paper has 220 to 255, recycled 190."""
    specks: float = Field(default=12.0, ge=0)
    """Black grains for each square centimetre from which a scan of black and white is too dark; clean ones have 2."""
    contrast: float = Field(default=90.0, ge=0, le=255)
    """Levels from paper to ink below which print is too light; that of a printer that wants toner has 110 to 150."""
    cut_letters: int = Field(default=2, ge=1)
    """Strokes that run into one border of the image from which print is cut off; dirt at the edge has fewer."""
    fold: float = Field(default=0.7, gt=0, le=1)
    """Share of an edge across a corner that must show; whole pages stay below 0.3."""
    unsure: float = Field(default=0.1, ge=0, le=1)
    """Share of the letters in words that recognition took for likelier wrong than right, from which the text is not to
    be relied on: then a tenth of the words is wrong. Clear pages have 0.00 to 0.03, poor scans up to 0.05."""
    letters: int = Field(default=40, ge=1)
    """Letters below which that share says nothing: a page number, a signature."""
    same_words: float = Field(default=0.03, ge=0, le=1)
    """Share of the words that may differ between two scans of one sheet; two forms filled in differently differ by
    more."""
    odd_size: float = Field(default=0.1, gt=0)
    """Share by which the sides of a page may differ from the usual ones of its batch: A4 and Letter differ by 0.06."""


class LimitSettings(_Table):
    """What a delivered file may cost before it is refused."""

    megapixels: int = Field(default=200, gt=0)
    """Millions of pixels of one page."""
    pages: int = Field(default=2000, gt=0)
    """Pages of one file."""
    megabytes: int = Field(default=2048, gt=0)
    """Millions of bytes of one file."""
    entries: int = Field(default=1000, gt=0)
    """Files within one ZIP."""
    unpacked_megabytes: int = Field(default=2048, gt=0)
    """Millions of bytes to which a ZIP may unpack."""
    ratio: int = Field(default=200, gt=1)
    """How many times its own size a ZIP may unpack to, beyond its first 100 million bytes: a blank page of black and
    white packs to a thousandth, a whole filing does not."""
    office_timeout: float = Field(default=120.0, gt=0)
    """Seconds that making an Office file into pages may take."""
    office_memory: int = Field(default=1500, ge=300)
    """Millions of bytes that it may take."""


class WorkSettings(_Table):
    """Who does the work."""

    runner: Literal["auto", "inline", "dask"] = "auto"
    """``auto``: in this process for one or two pages, else Dask workers."""
    workers: int = Field(default=0, ge=0)
    """Processes that read pages; 0: one for each core that this process may use."""
    memory: int = Field(default=2000, ge=500)
    """Millions of bytes that each of them may allocate."""
    timeout: float = Field(default=300.0, gt=0)
    """Seconds that any one piece of work may take before its process is ended; large files and dossiers get more."""


ImageProfile = Literal["faithful", "standard", "compact"]
"""How page images stand in the dossier file: the scanner's own bytes, or smaller ones of the same page."""


class PdfSettings(_Table):
    """How the dossier file is made."""

    profile: ImageProfile = "faithful"
    """``faithful``: the scanner's own bytes; ``standard``: 200 dpi, noise smoothed; ``compact``: print as a stencil."""
    font: Path = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    """TrueType font of the invisible text; it must have the Vietnamese letters."""
    converter: str = ""
    """Name of the agency that converts the paper (Luật Giao dịch điện tử 20/2023, Art. 12); written into the PDF."""


class ClosingSettings(_Table):
    """When a case of which everything is there is closed without anybody's word."""

    by_itself: bool = True
    """Closed by the agent once nothing of it has changed for ``after``; false: only a person closes."""
    after: float = Field(default=900.0, ge=0)
    """Seconds since the last file of its dossiers was made or a person said something of its papers."""


class DatabaseSettings(_Table):
    """Where the ledger lies."""

    url: str = ""
    """``postgresql://user@host/name`` for the agents of several machines; unset: SQLite in the home."""


class StoreSettings(_Table):
    """Where what was delivered and made is kept."""

    path: Path | None = None
    """Folder of the objects and dossier files that several machines share; unset: in the home."""


class SearchSettings(_Table):
    """How pages are made findable."""

    memory: int = Field(default=200, ge=15)
    """Millions of bytes that building the index anew may use for words that are not yet written out."""


class WebSettings(_Table):
    """The desk in the browser."""

    host: str = "127.0.0.1"
    """Address on which it answers; ``0.0.0.0``: on all of this machine, for which TLS should be set."""
    port: int = Field(default=8765, ge=1, le=65535)
    tls_cert: Path | None = None
    """File of the certificate and its chain (PEM); unset: without TLS."""
    tls_key: Path | None = None
    """File of its key (PEM)."""
    language: Literal["vi", "en"] = "vi"
    idle_minutes: int = Field(default=30, ge=1)
    """A session that nobody used for so long has ended."""
    session_hours: int = Field(default=10, ge=1)
    """A session ends after so many hours, used or not: one working day."""


class FolderSource(_Table):
    """A folder into which scanners, shares or an FTP server put files: one ``[[sources]]`` table."""

    kind: Literal["folder"] = "folder"
    path: Path
    desk: str = ""
    """Desk of the files that lie in it; unset: the folder's name."""
    subfolders_are_desks: bool = True
    """Files of a folder within it belong to the desk of that folder's name."""
    profile: str = "generic"
    """Habits of the device that writes here: a name of `scanner_agent.profiles`."""
    counted_names: bool = True
    """Numbers in file names count the pages of a job; false: only arrival tells order and job."""
    sides: Literal["one", "both", "written"] = "one"
    """Which sides of each sheet it gives, for counting sheets: the front, both, or those that it takes for written."""
    two_passes: bool = False
    """It sees one side: the stack is scanned, turned over as a whole and scanned again; the backs are put in place."""

    @field_validator("path")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        if not path.expanduser().is_absolute():
            raise ValueError("the path must be absolute")
        return path.expanduser()


class AgentSettings(_Table):
    """When the watching agent believes what. All but the last in seconds."""

    settle: float = Field(default=5.0, ge=0)
    """A file that ends as its format ends is finished when it has not changed for so long."""
    settle_growing: float = Field(default=30.0, ge=0)
    """The same for one that may still grow: no proper end, or more than one page in a TIFF."""
    empty_grace: float = Field(default=600.0, ge=0)
    """The same for one without a byte: some devices make the name minutes before the content."""
    quiet: float = Field(default=60.0, gt=0)
    """A batch is closed when nothing has come to its desk for so long."""
    second_pass: float = Field(default=600.0, gt=0)
    """With ``two_passes``: how long the fronts wait for the backs; after that the stack had no backs."""
    station: str = ""
    """Name of this machine among those that work on one ledger (``[database]``); unset: its host name."""
    takeover: float = Field(default=600.0, gt=0)
    """How long another machine's agent may be silent before its open batches are closed here."""
    rescan: float = Field(default=10.0, gt=0)
    """How often each source is looked through, whatever the system reports."""
    keep_free_megabytes: int = Field(default=500, ge=0)
    """Free space on the disk of the home below which nothing more is taken out of a source."""


class Settings(BaseSettings):
    """All settings of one home."""

    model_config = SettingsConfigDict(
        env_prefix="SOHOA_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    language: Literal["vi", "en"] = "vi"
    """Language of what the command prints to people."""
    desk: str = "mot-cua"
    """Desk of files for which none is named."""
    reading: ReadingSettings = ReadingSettings()
    quality: QualitySettings = QualitySettings()
    limits: LimitSettings = LimitSettings()
    work: WorkSettings = WorkSettings()
    pdf: PdfSettings = PdfSettings()
    closing: ClosingSettings = ClosingSettings()
    database: DatabaseSettings = DatabaseSettings()
    store: StoreSettings = StoreSettings()
    search: SearchSettings = SearchSettings()
    web: WebSettings = WebSettings()
    sources: tuple[FolderSource, ...] = ()
    """What the agent watches."""
    agent: AgentSettings = AgentSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment overrules what the file said; nothing else is looked at."""
        return (env_settings, init_settings)


def load_settings(home: Path) -> Settings:
    """The settings of ``home``: its ``sohoa.toml`` where there is one, then the environment.

    Raises `UsageError` that names the key and what is wrong with it, or the sources that would watch themselves.
    """
    path = home / SETTINGS_FILE
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        settings = Settings(**written)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            vi=f"Cài đặt “{key}” sai ({first['msg']}); hãy sửa {path} hoặc biến môi trường SOHOA_….",
            en=f"Setting “{key}” is wrong ({first['msg']}); please correct {path} or the SOHOA_… variable.",
        ) from error
    except ValueError as error:
        raise UsageError(
            vi=f"{path} không phải TOML hợp lệ: {error}.", en=f"{path} is not valid TOML: {error}."
        ) from error
    _refuse_watch_loops(home, settings.sources)
    return settings


def _refuse_watch_loops(home: Path, sources: tuple[FolderSource, ...]) -> None:
    """What sohoa writes must never lie where it collects, and no file may belong to two sources."""
    real_home, seen = Path(os.path.realpath(home)), list[Path]()
    for source in sources:
        folder = Path(os.path.realpath(source.path))
        if _overlap(folder, real_home):
            raise UsageError(
                vi=f"Nguồn {folder} và thư mục dữ liệu {real_home} nằm trong nhau; hãy chọn hai thư mục tách rời.",
                en=f"The source {folder} and the home {real_home} lie within each other; please keep them apart.",
            )
        for other in seen:
            if _overlap(folder, other):
                raise UsageError(
                    vi=f"Hai nguồn {other} và {folder} nằm trong nhau; hãy bỏ một nguồn.",
                    en=f"The sources {other} and {folder} lie within each other; please remove one of them.",
                )
        seen.append(folder)


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def available_cores() -> int:
    """Cores that this process may use: its affinity, cut by the control group's quota."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        if quota != "max":
            cores = min(cores, max(1, int(quota) // int(period)))
    except (OSError, ValueError):
        pass
    return cores
