"""The home: the one folder under which everything that sohoa keeps lies, and where in it what lies.

SQLite's write-ahead log and the engine's lock hold only on a disk of this machine, so a home on a network file
system is refused, and its folders are for their owner alone: dossiers hold personal data.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from config.errors import HomeNotRestored, HomeNotWritable, HomeOnNetwork

HOME_VARIABLE = "SOHOA_HOME"
PRIVATE = 0o700

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "gfs2",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
    }
    | {"ocfs2", "orangefs", "smb2", "smb3", "smbfs"}
    | {f"fuse.{name}" for name in ("ceph", "ceph-fuse", "davfs", "davfs2", "glusterfs", "gvfsd-fuse", "mfs", "rclone")}
    | {f"fuse.{name}" for name in ("s3fs", "smbnetfs", "sshfs")}
)


@dataclass(frozen=True, slots=True)
class Home:
    """The layout of one home; `open` makes it ready."""

    path: Path
    """Absolute."""
    store: Path | None = None
    """Where objects and dossier files lie, absolute, if not here: several homes may share it."""

    @classmethod
    def find(cls, option: Path | None, environ: Mapping[str, str]) -> Home:
        """The home that is meant: the option, else `$SOHOA_HOME`, else the user's data folder of the platform."""
        named = option or environ.get(HOME_VARIABLE) or platformdirs.user_data_path("sohoa", appauthor=False)
        return cls(Path(named).expanduser().absolute())

    @property
    def ledger(self) -> Path:
        """The database: the truth about everything else."""
        return self.path / "ledger.sqlite"

    @property
    def objects(self) -> Path:
        """Content-addressed store of what was delivered and of page images; nothing in it is ever changed."""
        return (self.store or self.path) / "objects"

    @property
    def dossiers(self) -> Path:
        """Content-addressed store of the PDF/A files; they are derived and can be made again."""
        return (self.store or self.path) / "dossiers"

    @property
    def index(self) -> Path:
        """The search index; it is derived and can be built again."""
        return self.path / "index"

    @property
    def lock(self) -> Path:
        """The engine's lock: its holder alone commits work."""
        return self.path / "engine.lock"

    @property
    def scratch(self) -> Path:
        """Temporary files, on the same disk as what they are renamed into."""
        return (self.store or self.path) / "scratch"

    @property
    def settings(self) -> Path:
        """What the administrator sets; need not exist."""
        return self.path / "sohoa.toml"

    @property
    def procedures(self) -> Path:
        """Procedures that the administrator adds or overrules; need not exist."""
        return self.path / "procedures"

    @property
    def calendar(self) -> Path:
        """Years of the calendar that the administrator adds or overrules; need not exist."""
        return self.path / "calendar"

    @property
    def restoring(self) -> Path:
        """Marks a home that is being restored from a backup and is not whole yet."""
        return self.path / "RESTORING"

    @property
    def logs(self) -> Path:
        """Log files."""
        return self.path / "logs"

    def open(self) -> Home:
        """Make the folders that are missing (mode 0700) and give back this home, ready for use.

        Raises `HomeOnNetwork` and `HomeNotRestored` before anything is made, and `HomeNotWritable`.
        """
        self.refuse_network()
        if self.restoring.exists():
            raise HomeNotRestored(home=self.path)
        try:
            for folder in (self.path, self.objects, self.dossiers, self.index, self.scratch, self.logs):
                folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
            if stat.S_IMODE(self.path.stat().st_mode) != PRIVATE:
                self.path.chmod(PRIVATE)
            with tempfile.TemporaryFile(dir=self.scratch):
                pass
        except OSError as error:
            raise HomeNotWritable(home=self.path, problem=error.strerror or error) from error
        return self

    def refuse_network(self) -> None:
        """Raise `HomeOnNetwork` where the home is, or would come to lie, on a network file system."""
        kind = self.file_system()
        if kind in NETWORK_FILE_SYSTEMS:
            raise HomeOnNetwork(home=self.path, kind=kind)

    def file_system(self) -> str | None:
        """Kind of the file system of the home, such as ``ext4``; None where the platform does not say."""
        try:
            mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return None
        return file_system_of(Path(os.path.realpath(self.path)), mounts)


def file_system_of(path: Path, mountinfo: str) -> str | None:
    """Kind of the file system that holds ``path`` (absolute, links resolved), read from ``/proc/self/mountinfo``.

    The longest mount point above the path holds it, and of mounts at one point the last. Source: proc(5).
    """
    longest, kind = -1, None
    for line in mountinfo.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split()
        if not separator or len(fields) < 5 or not after.split():
            continue
        point = _unescape(fields[4])
        if path.is_relative_to(point) and len(point) >= longest:
            longest, kind = len(point), after.split()[0]
    return kind


def _unescape(text: str) -> str:
    """Blank, tab, line end and backslash stand in mountinfo as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
