"""OpenSSH's sshd with its built-in SFTP server, and sftp."""

from __future__ import annotations

import os
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


class SftpServer(DropServer):
    """sftp with a key of its own. It knows no other way to break off than to be killed."""

    cuts = frozenset({Cut.KILL})

    def __init__(self, root: Path, port: int, key: Path) -> None:
        super().__init__(root)
        unasked = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "BatchMode=yes")
        options = [word for option in unasked for word in ("-o", option)]
        self._port = port
        self._options = ["-q", "-i", str(key), *options]
        self._host = f"{programs.ACCOUNT}@{programs.LOOPBACK}"

    def put(self, content: bytes, name: str) -> None:
        self._send("put", content, name)

    def append(self, content: bytes, name: str) -> None:
        size = (self.root / name).stat().st_size
        self._send("reput", bytes(size) + content, name)  # it sends what lies beyond the size that is there

    def rename(self, name: str, to: str) -> None:
        self._ask(f'rename "{name}" "{to}"')

    def make_folder(self, name: str) -> None:
        self._ask(f'mkdir "{name}"')

    def remove_folder(self, name: str) -> None:
        self._ask(f'rmdir "{name}"')

    def cut(self, content: bytes, name: str, after: int, how: Cut) -> None:
        assert how in self.cuts
        enough = lambda: self.written() >= after  # noqa: E731
        with NamedTemporaryFile() as file, NamedTemporaryFile("w") as batch:
            file.write(content)
            file.flush()
            batch.write(f'put "{file.name}" "{name}"\n')
            batch.flush()
            with wire(self._port, enough) as port:
                sftp = subprocess.Popen([*self._command(port), batch.name, self._host], start_new_session=True)
                wait_until(enough, "the first bytes")
                os.killpg(sftp.pid, signal.SIGKILL)
                sftp.wait()

    def _send(self, command: str, content: bytes, name: str) -> None:
        with NamedTemporaryFile() as file:
            file.write(content)
            file.flush()
            self._ask(f'{command} "{file.name}" "{name}"')

    def _ask(self, what: str) -> None:
        command = [*self._command(self._port), "-", self._host]
        asked = subprocess.run(command, input=what + "\n", capture_output=True, text=True)
        assert asked.returncode == 0, asked.stderr

    def _command(self, port: int) -> list[str]:
        return [str(programs.client("sftp")), *self._options, "-P", str(port), "-b"]


@contextmanager
def sshd(root: Path) -> Iterator[SftpServer]:
    """sshd as `deploy/drops/sshd.conf` sets it up, but not shut in: it would want every folder above to be root's."""
    server, port = programs.program("sshd"), programs.free_port()
    with TemporaryDirectory(prefix="sshd-") as private:
        folder = Path(private)
        for name in ("host", "user"):
            key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(key, check=True, stdin=subprocess.DEVNULL)
        ours = programs.setting(
            (programs.DEPLOY / "sshd.conf").read_text(encoding="utf-8"),
            " ",
            ChrootDirectory="none",
            ForceCommand=f"internal-sftp -d {root} -u 0027",
            AuthorizedKeysFile=folder / "user.pub",
        )
        listening = [f"ListenAddress {programs.LOOPBACK}", f"Port {port}", f"HostKey {folder / 'host'}"]
        here = ["PidFile none", "UsePAM no", "StrictModes no", "Subsystem sftp internal-sftp"]
        config = folder / "sshd_config"
        config.write_text("\n".join([*listening, *here, ours]))
        if not os.geteuid():
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # of an installed sshd systemd makes it
        env = programs.environment(programs.Accounts(folder / "accounts", root).environment())
        with programs.running([server, "-D", "-e", "-f", config], folder / "log", env, port):
            yield SftpServer(root, port, folder / "user")
