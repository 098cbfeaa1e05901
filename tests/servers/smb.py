"""Samba's smbd, and smbclient."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from tests.servers import programs
from tests.servers.port import Cut, DropServer
from tests.servers.wire import wire
from tests.waiting import wait_until

FOLDERS = ("pid", "lock", "state", "cache", "private", "ncalrpc")
"""What Samba keeps elsewhere than in its configuration; each `… directory`, the last two `… dir`."""


class SmbServer(DropServer):
    """The share ``scan``. smbclient knows no other way to break off than to be killed."""

    cuts = frozenset({Cut.KILL})

    def __init__(self, root: Path, port: int, config: Path) -> None:
        super().__init__(root)
        self._port = port
        self._config = config
        self._env = programs.environment()

    def put(self, content: bytes, name: str) -> None:
        with NamedTemporaryFile() as file:
            file.write(content)
            file.flush()
            self._ask(f'put "{file.name}" "{_path(name)}"')

    def append(self, content: bytes, name: str) -> None:
        """Write the whole file anew in its place: what programs on Windows do, and all that smbclient can."""
        self.put((self.root / name).read_bytes() + content, name)

    def rename(self, name: str, to: str) -> None:
        self._ask(f'rename "{_path(name)}" "{_path(to)}"')

    def make_folder(self, name: str) -> None:
        self._ask(f'mkdir "{_path(name)}"')

    def remove_folder(self, name: str) -> None:
        self._ask(f'rmdir "{_path(name)}"')

    def cut(self, content: bytes, name: str, after: int, how: Cut) -> None:
        assert how in self.cuts
        enough = lambda: self.written() >= after  # noqa: E731
        with NamedTemporaryFile() as file, wire(self._port, enough) as port:
            file.write(content)
            file.flush()
            command = self._command(port, f'put "{file.name}" "{_path(name)}"')
            smbclient = subprocess.Popen(command, env=self._env, stdout=subprocess.DEVNULL)
            wait_until(enough, "the first bytes")
            smbclient.send_signal(signal.SIGKILL)
            smbclient.wait()

    def _ask(self, what: str) -> None:
        asked = subprocess.run(self._command(self._port, what), env=self._env, capture_output=True, text=True)
        answer = asked.stdout + asked.stderr
        assert asked.returncode == 0 and "NT_STATUS" not in answer, answer

    def _command(self, port: int, what: str) -> list[str]:
        words = [programs.program("smbclient"), "-s", self._config, "-p", port, "-m", "SMB3", "-d", "0", "-E"]
        words += ["-U", f"{programs.ACCOUNT}%{programs.PASSWORD}", f"//{programs.LOOPBACK}/scan", "-c", what]
        return list(map(str, words))


def _path(name: str) -> str:
    return name.replace("/", "\\")


@contextmanager
def smbd(root: Path) -> Iterator[SmbServer]:
    """smbd as `deploy/drops/smb.conf` sets it up."""
    server, port = programs.program("smbd"), programs.free_port()
    with TemporaryDirectory(prefix="smbd-") as private:
        folder = Path(private)
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o755)
        ours = programs.setting(
            (programs.DEPLOY / "smb.conf").read_text(encoding="utf-8"),
            " = ",
            smb__ports=port,
            log__file=folder / "log.%m",
            path=root,
        )
        dirs = [f"{name} {'dir' if name in FOLDERS[-2:] else 'directory'} = {folder / name}" for name in FOLDERS]
        # A page would be one write, and could not break off within it.
        dirs.append("smb2 max write = 65536")
        # Nothing but files is served: the helpers that would be started lie where Samba is installed.
        bound = [f"interfaces = {programs.LOOPBACK}", "bind interfaces only = yes"]
        here = "\n".join([*dirs, *bound, "rpc start on demand helpers = no"])
        config = folder / "smb.conf"
        config.write_text(ours.replace("[global]\n", f"[global]\n{here}\n"))
        env = programs.environment(programs.Accounts(folder / "accounts", root).environment())
        subprocess.run(
            list(map(str, [programs.program("pdbedit"), "-s", config, "-a", "-t", "-u", programs.ACCOUNT])),
            input=f"{programs.PASSWORD}\n{programs.PASSWORD}\n".encode(),
            env=env,
            check=True,
            capture_output=True,
        )
        command = [server, "-F", "--no-process-group", "-s", config, "--debug-stdout"]
        with programs.running(command, folder / "log", env, port):
            yield SmbServer(root, port, config)
