"""The ways in which a device delivers: straight into the folder, or through one of three servers."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.servers import Cut, DropServer, smbd, sshd, vsftpd
from tests.waiting import wait_until


class LocalFolder(DropServer):
    """No server: a program on the agent's machine writes, such as scanimage or a scan program with a local folder."""

    cuts = frozenset({Cut.FIN, Cut.KILL})

    def put(self, content: bytes, name: str) -> None:
        (self.root / name).write_bytes(content)

    def append(self, content: bytes, name: str) -> None:
        with (self.root / name).open("ab") as file:
            file.write(content)

    def rename(self, name: str, to: str) -> None:
        (self.root / name).rename(self.root / to)

    def make_folder(self, name: str) -> None:
        (self.root / name).mkdir()

    def remove_folder(self, name: str) -> None:
        (self.root / name).rmdir()

    def cut(self, content: bytes, name: str, after: int, how: Cut) -> None:
        if how is Cut.FIN:
            self.put(content[:after], name)
            return
        with (self.root / name).open("wb") as file:
            writer = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=file, start_new_session=True)
        assert writer.stdin
        writer.stdin.write(content[:after])
        writer.stdin.flush()
        wait_until(lambda: self.written() >= after, "the first bytes")
        os.killpg(writer.pid, signal.SIGKILL)
        writer.communicate()


@contextmanager
def folder(root: Path) -> Iterator[LocalFolder]:
    """The folder itself."""
    yield LocalFolder(root)


Way = Callable[[Path], AbstractContextManager[DropServer]]

WAYS: dict[str, Way] = {"folder": folder, "FTP": vsftpd, "SMB": smbd, "SFTP": sshd}
"""By the head of their column; each takes the folder in which files arrive."""
