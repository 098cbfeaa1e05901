"""Real servers on loopback through which tests deliver files as scanners do, well and badly.

`with vsftpd(folder) as server: server.put(page, "SCN_0001.jpg")`; see `DropServer` for the ways of delivering.
"""

from __future__ import annotations

from tests.servers.ftp import pure_ftpd, vsftpd
from tests.servers.port import Cut, DropServer
from tests.servers.sftp import sshd
from tests.servers.smb import smbd

__all__ = ["SERVERS", "Cut", "DropServer", "pure_ftpd", "smbd", "sshd", "vsftpd"]

SERVERS = {"vsftpd": vsftpd, "smbd": smbd, "sshd": sshd, "pure-ftpd": pure_ftpd}
"""By name; each takes the folder into which it writes and is a context manager."""
