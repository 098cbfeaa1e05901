"""vsftpd and pure-ftpd, and a client of them."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ftplib import FTP, all_errors
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import programs
from tests.servers.port import Cut, DropServer
from tests.waiting import wait_until


class FtpServer(DropServer):
    """Either, through `ftplib`; a client that is to be killed is curl."""

    cuts = frozenset(Cut)

    def __init__(self, root: Path, port: int, autorenames: bool = False) -> None:
        super().__init__(root)
        self._port = port
        self.autorenames = autorenames

    def put(self, content: bytes, name: str) -> None:
        with self._session() as ftp:
            ftp.storbinary(f"STOR {name}", BytesIO(content))

    def append(self, content: bytes, name: str) -> None:
        with self._session() as ftp:
            ftp.storbinary(f"APPE {name}", BytesIO(content))

    def rename(self, name: str, to: str) -> None:
        with self._session() as ftp:
            ftp.rename(name, to)

    def make_folder(self, name: str) -> None:
        with self._session() as ftp:
            ftp.mkd(name)

    def remove_folder(self, name: str) -> None:
        with self._session() as ftp:
            ftp.rmd(name)

    def cut(self, content: bytes, name: str, after: int, how: Cut) -> None:
        if how is Cut.KILL:
            self._kill_curl(content, name, after)
            return
        with self._session() as ftp:
            data = ftp.transfercmd(f"STOR {name}")
            data.sendall(content[:after])
            wait_until(lambda: self.written() >= after, "the first bytes")
            if how is Cut.RST:
                data.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            data.close()
            try:
                self.said[how] = ftp.voidresp()
            except all_errors as error:
                self.said[how] = str(error)

    def _kill_curl(self, content: bytes, name: str, after: int) -> None:
        address = f"ftp://{programs.LOOPBACK}:{self._port}/{name}"
        command = [
            str(programs.client("curl")),
            "-sS",
            "-u",
            f"{programs.ACCOUNT}:{programs.PASSWORD}",
            "-T",
            "-",
            address,
        ]
        curl = subprocess.Popen(command, stdin=subprocess.PIPE)
        assert curl.stdin
        curl.stdin.write(content[:after])
        curl.stdin.flush()
        wait_until(lambda: self.written() >= after, "the first bytes")
        curl.send_signal(signal.SIGKILL)
        curl.communicate()

    @contextmanager
    def _session(self) -> Iterator[FTP]:
        ftp = FTP(timeout=20, encoding="utf-8")
        ftp.connect(programs.LOOPBACK, self._port)
        try:
            ftp.login(programs.ACCOUNT, programs.PASSWORD)
            ftp.voidcmd("TYPE I")
            yield ftp
        finally:
            with suppress(*all_errors):
                ftp.quit()
            ftp.close()


@contextmanager
def vsftpd(root: Path) -> Iterator[FtpServer]:
    """vsftpd as `deploy/drops/vsftpd.conf` sets it up."""
    programs.need_root("vsftpd")
    server, port = programs.program("vsftpd"), programs.free_port()
    with TemporaryDirectory(prefix="vsftpd-") as private:
        folder = Path(private)
        (folder / "empty").mkdir()
        (folder / "users").write_text(programs.ACCOUNT + "\n")
        ours = programs.setting(
            (programs.DEPLOY / "vsftpd.conf").read_text(encoding="utf-8"),
            "=",
            listen_address=programs.LOOPBACK,
            listen_port=port,
            pasv_min_port=0,
            pasv_max_port=0,
            userlist_file=programs.DEPLOY / "vsftpd.user_list",
            local_root=root,
            secure_chroot_dir=folder / "empty",
            xferlog_enable="NO",
        )
        config = folder / "vsftpd.conf"
        # The wrapped account needs system calls that vsftpd's own sandbox forbids; it is on where nothing is wrapped.
        config.write_text(f"{ours}background=NO\nseccomp_sandbox=NO\n")
        accounts = programs.Accounts(folder / "accounts", root).environment()
        env = programs.environment(accounts, pam=True)
        with programs.running([server, config], folder / "log", env, port):
            yield FtpServer(root, port)


@contextmanager
def pure_ftpd(root: Path, autorename: bool = True) -> Iterator[FtpServer]:
    """pure-ftpd: ``autorename`` (`-r`) links a hidden file to a name that is free, else (`-0`) it is renamed."""
    programs.need_root("pure-ftpd")
    server, port = programs.program("pure-ftpd"), programs.free_port()
    with TemporaryDirectory(prefix="pure-ftpd-") as private:
        folder = Path(private)
        env = programs.environment(programs.Accounts(folder / "accounts", root).environment())
        asked = ["-r"] if autorename else ["-0"]
        command = [server, "-S", f"{programs.LOOPBACK},{port}", "-l", "unix", "-E", "-A", "-u", os.getuid()]
        with programs.running([*command, "-g", folder / "pid", *asked], folder / "log", env, port):
            yield FtpServer(root, port, autorename)
