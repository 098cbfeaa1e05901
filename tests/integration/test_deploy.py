"""What an administrator installs: units that systemd accepts, and a bundle that needs no network."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from scanner_agent.cli import FAMILIES

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))
INSTALLED = "/opt/sohoa/current/bin/sohoa"
EXPOSED_AT_MOST = 20
"""Tenths, as `systemd-analyze security` counts; above 40 it calls a service medium exposed."""


def test_every_timer_has_its_service_and_every_service_starts_a_command() -> None:
    assert {path.stem for path in UNITS if path.suffix == ".timer"} < {
        path.stem for path in UNITS if path.suffix == ".service"
    }
    commands = [command for family in FAMILIES.values() for command in family]
    for path in UNITS:
        if path.suffix == ".service":
            started = re.findall(rf"^ExecStart={INSTALLED} (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert len(started) == 1 and started[0] in commands
    for line in (DEPLOY / "crontab").read_text(encoding="utf-8").splitlines():
        if INSTALLED in line:
            assert line.split(INSTALLED)[1].split()[0] in commands


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_accepts_the_units_and_finds_them_closed(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text(encoding="utf-8").replace(INSTALLED, "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / path.name) for path in UNITS]
    accepted = subprocess.run(["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True)
    assert (accepted.returncode, accepted.stderr) == (0, "")
    for file in files:
        if file.endswith(".service"):
            command = ["systemd-analyze", "security", "--offline=true", "--no-pager", file]
            closed = subprocess.run([*command, f"--threshold={EXPOSED_AT_MOST}"], capture_output=True, text=True)
            assert closed.returncode == 0, closed.stdout[-300:]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_keep_to_one_user_and_to_one_home(path: Path) -> None:
    """Also where systemd is not installed."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8"))
    if path.suffix == ".timer":
        assert unit["Timer"]["OnCalendar"] and unit["Install"]["WantedBy"] == "timers.target"
        return
    service = unit["Service"]
    assert service["User"] == service["Group"] == service["StateDirectory"] == "sohoa"
    assert service["Environment"].startswith("SOHOA_HOME=/var/lib/sohoa")
    assert service["ProtectSystem"] == "strict" and service["NoNewPrivileges"] == "yes" and service["MemoryMax"]
    assert int(service["TimeoutStopSec"]) > 75, "a page in hand is finished"


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_bundle_installs_and_works_without_a_network(tmp_path: Path) -> None:
    made = subprocess.run(["scripts/bundle"], cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    archive = ROOT / made.stdout.strip()
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    archive.unlink()
    bundle = next(tmp_path.glob("sohoa-*"))
    _debian_packages_need_nothing_from_elsewhere(bundle, tmp_path)

    environ = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "SOHOA_"))}
    environ |= {"HOME": str(tmp_path), "SOHOA_HOME": str(tmp_path / "home")}
    install = [str(bundle / "install.sh"), str(tmp_path / "opt"), "--without-debs"]
    installed = subprocess.run([*_without_network(), *install], env=environ, capture_output=True, text=True)
    assert installed.returncode == 0, installed.stderr
    sohoa = tmp_path / "opt" / "current" / "bin" / "sohoa"
    for command in (["doctor"], ["demo"], ["verify"]):
        done = subprocess.run([*_without_network(), str(sohoa), *command], env=environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert (
        "H26.12-260804-0583" in subprocess.run([sohoa, "dossiers"], env=environ, capture_output=True, text=True).stdout
    )

    wheel = next((bundle / "wheels").glob("numpy-*"))
    wheel.write_bytes(wheel.read_bytes()[:-1])
    damaged = subprocess.run(install, env=environ, capture_output=True, text=True)
    assert damaged.returncode == 1 and "damaged" in damaged.stderr


def _without_network() -> list[str]:
    """Where the system allows it, a network with nothing in it but an own loopback."""
    alone = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up 2>/dev/null; exec "$@"', "sh"]
    return alone if subprocess.run([*alone, "true"], capture_output=True).returncode == 0 else []


def _debian_packages_need_nothing_from_elsewhere(bundle: Path, tmp_path: Path) -> None:
    """On a machine on which nothing is installed, apt would find all in the bundle."""
    for folder in ("lists/partial", "cache/archives/partial"):
        (tmp_path / "apt" / folder).mkdir(parents=True)
    (tmp_path / "apt" / "nothing").touch()
    (tmp_path / "apt" / "bundle.list").write_text(f"deb [trusted=yes] file:{bundle}/debs ./\n", encoding="ascii")
    places = {
        "Dir::Etc::sourcelist": tmp_path / "apt" / "bundle.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": tmp_path / "apt" / "lists",
        "Dir::State::status": tmp_path / "apt" / "nothing",
        "Dir::Cache": tmp_path / "apt" / "cache",
        "Debug::NoLocking": 1,
        "APT::Sandbox::User": "root",
    }
    options = [word for key, value in places.items() for word in ("-o", f"{key}={value}")]
    packages = (ROOT / "scripts" / "debian-packages").read_text(encoding="utf-8").splitlines()
    names = [line.split()[0] for line in packages if line.strip() and not line.startswith("#")]
    for command in (["update"], ["install", "--simulate", "--no-install-recommends", *names]):
        done = subprocess.run(["apt-get", "-q", *options, *command], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert "Inst tesseract-ocr-vie" in done.stdout


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_scripts_have_none_of_the_usual_faults() -> None:
    scripts = [ROOT / "scripts" / name for name in ("setup", "lock", "bundle", "drop-servers")] + [
        DEPLOY / "install.sh"
    ]
    done = subprocess.run(["shellcheck", "--severity=warning", *map(str, scripts)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
