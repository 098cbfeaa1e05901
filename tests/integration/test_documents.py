"""Every command in README and docs/ is run, every setting and every link in them is there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined
from sqlalchemy.orm import Session

from archive.archive import open_archive
from archive.dossiers.describe import listing
from archive.quarantine import items as quarantine
from archive.work import perform
from config import procedures
from config.errors import ExitCode
from config.home import Home
from config.settings import FolderSource, Settings
from scanner_agent.cli import FAMILIES, run
from scanner_agent.demo import DemoSheet, Paper, Wear, case_rows, scan
from scanner_agent.demo.fonts import Face
from scanner_agent.profiles import PROFILES

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "README.vi.md", *sorted((ROOT / "docs").rglob("*.md"))]

NOT_RUN = {
    "systemctl": "there is no systemd where tests run; the units are checked in test_deploy.py",
    "systemd-sysusers": "makes a user of the system",
    "install": "copies into /etc; that the files are there is checked below",
    "./install.sh": "run in test_deploy.py",
    "tar": "run in test_deploy.py",
    "cd": "run in test_deploy.py",
    "useradd": "makes a user of the system",
    "smbpasswd": "asks for a password; test_drops.py sets one with pdbedit",
    "ln": "the link that install.sh makes, in test_deploy.py",
}
"""Commands in the documents that are not run here, and why."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one fenced block of shell."""

    document: Path
    line: int
    commands: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.document.relative_to(ROOT)}:{self.line}"


def blocks() -> Iterator[Block]:
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for found in re.finditer(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            lines = tuple(line for line in found[1].splitlines() if line.strip() and not line.startswith("#"))
            yield Block(document, text[: found.start()].count("\n") + 1, lines)


BLOCKS = list(blocks())


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, stack: list[DemoSheet]) -> Path:
    """A folder that looks like the machine of the documents, with a home in it.

    Two dossiers of three pages, of cases that are known; a file in quarantine, a withheld page; a backup.
    """
    root = tmp_path_factory.mktemp("documents")
    home, scans = root / "home", root / "made"
    scans.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOHOA_WORK__RUNNER", "inline")
        rows = [",".join(case_rows()[0]), *(",".join(f'"{value}"' for value in row.values()) for row in case_rows())]
        (root / "cases.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        assert run(["--home", str(home), "cases", "import", str(root / "cases.csv")]) == ExitCode.OK
        for number, case in enumerate(("H26.12-260804-0583", "H26.12-260804-0602"), 1):
            folder = scans / str(number)
            folder.mkdir()
            for page in range(1, 4):
                (folder / f"{page}.jpg").write_bytes(
                    _sheet(f"Giấy phép bán buôn rượu số {number}{page} của Vạn Lạc Phát")
                )
            code = run(["--home", str(home), "ingest", str(folder), "--case", case])
            assert code == ExitCode.OK
        (scans / "SCN_0009.jpg").write_bytes(stack[8].jpeg[:5000])
        (scans / "SCN_0010.jpg").write_bytes(_sheet("Kế hoạch công tác của đơn vị.", "TỐI MẬT"))
        files = [str(scans / name) for name in ("SCN_0009.jpg", "SCN_0010.jpg")]
        assert run(["--home", str(home), "ingest", *files]) == ExitCode.NEEDS_PERSON
        assert run(["--home", str(home), "backup", str(root / "backed-up" / "sohoa")]) == ExitCode.OK
    today = root / "scans" / "today" / "counter-1"
    today.mkdir(parents=True)
    (today / "SCN_0001.jpg").write_bytes(_sheet("Đơn đề nghị"))
    shutil.copytree(home, root / "untouched")
    return root


def _sheet(text: str, mark: str | None = None) -> bytes:
    paper = Paper()
    if mark:
        paper.head(["UBND TỈNH HẬU GIANG"], "Số: 15/BC-SCT", "Hậu Giang, ngày 04 tháng 8 năm 2026")
        paper.centred(mark, face=Face.BOLD)
        paper.title("BÁO CÁO")
    paper.paragraph(text)
    return scan(paper.finish(), Wear(), seed=1)


@pytest.fixture
def machine(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same at the beginning of each block."""
    perform._workshop.cache_clear()  # this process has had a home in that place, and would say that it is away
    for changed in ("home", "srv", "handover"):
        shutil.rmtree(prepared / changed, ignore_errors=True)
    shutil.copytree(prepared / "untouched", prepared / "home")
    shutil.copytree(prepared / "backed-up", prepared / "srv" / "backup")
    (prepared / "srv" / "procedures").mkdir()
    shutil.copy(procedures.PACKAGED / "2.000648.toml", prepared / "srv" / "procedures")
    monkeypatch.setenv("SOHOA_WORK__RUNNER", "inline")
    monkeypatch.chdir(prepared)
    return prepared


def as_here(command: str, machine: Path) -> list[str]:
    """The words of a command of the documents, with the names and paths of this test in the place of theirs."""
    words = shlex.split(command, comments=True)
    if words[:4] == ["runuser", "-u", "sohoa", "--"]:
        words = words[4:]
    with open_archive(Home(machine / "home")) as archive, archive.ledger.read() as session:
        ids = [dossier.id for dossier in listing(session)]
        names = {f"d-{number:012}": id_ for number, id_ in enumerate(ids, 1)}
        names |= {"file:1": _waiting(session, "file"), "page:1": _waiting(session, "page")}
    snapshots = machine / "srv" / "backup" / "sohoa" / "snapshots"
    names["2026-08-04T140000Z"] = min(path.name for path in snapshots.iterdir())
    return [str(machine / word[1:]) if word.startswith("/") else names.get(word, word) for word in words]


def _waiting(session: Session, kind: str) -> str:
    return next((row["id"] for row in quarantine.listing(session) if row["id"].startswith(kind)), "-")


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_what_stands_in_a_block_of_shell_works(block: Block, machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in block.commands:
        words = as_here(command, machine)
        match words[0]:
            case "sohoa":
                arguments = words[1:] if "--home" in words else ["--home", str(machine / "home"), *words[1:]]
                if words[1:] == ["agent"]:
                    arguments.append("--once")  # it would run until it is told to stop
                assert run(arguments) in (ExitCode.OK, ExitCode.NEEDS_PERSON), capsys.readouterr().err
            case "make":
                rehearsed = ["make", "--dry-run", *words[1:]]  # each target is what CI runs, or a test of its own
                assert subprocess.run(rehearsed, cwd=ROOT, capture_output=True).returncode == 0
            case "sha256sum":
                assert run(["--home", str(machine / "home"), "export", *_first(machine), "-o", "out"]) == ExitCode.OK
                assert subprocess.run(words, cwd=machine / "out", capture_output=True).returncode == 0
            case other:
                assert other in NOT_RUN, f"{command}: run it here, or say in NOT_RUN why not"


def _first(machine: Path) -> list[str]:
    with open_archive(Home(machine / "home")) as archive, archive.ledger.read() as session:
        return [listing(session)[0].id]


def test_every_command_stands_in_the_reference_and_in_both_readmes() -> None:
    commands = [command for family in FAMILIES.values() for command in family]
    for document in (ROOT / "docs" / "commands.md", ROOT / "README.md", ROOT / "README.vi.md"):
        text = document.read_text(encoding="utf-8")
        assert [command for command in commands if not re.search(rf"`{command}\b", text)] == [], document.name


def test_the_table_of_settings_is_that_of_the_program() -> None:
    text = (ROOT / "docs" / "administrator.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?:`(\[+\w+\]+)`)? ?\| `(\w+)` \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    assert [tuple(map(str.strip, row)) for row in rows] == list(_settings(Settings, ""))


def _settings(table: type[BaseModel], name: str) -> Iterator[tuple[str, str, str]]:
    for key, field in table.model_fields.items():
        inner = FolderSource if key == "sources" else field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _settings(inner, "[[sources]]" if key == "sources" else f"[{key}]")
        else:
            yield name, key, _default(field.default)


def _default(value: object) -> str:
    if value is PydanticUndefined:
        return "required"
    if value is None:
        return "unset"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value:g}`" if isinstance(value, int | float) else f'`"{value}"`'


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_something(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, heading = target.partition("#")
        if file.startswith(("http:", "https:")):
            continue
        linked = (document.parent / file).resolve() if file else document
        assert linked.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings], target


@pytest.mark.parametrize("document", ["administrator.md", "scanners.md"])
def test_files_that_the_administrator_installs_are_there(document: str) -> None:
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    named = re.findall(r"/opt/sohoa/current/(deploy/[\w./*-]+)", text)
    assert named and all(list(ROOT.glob(name)) for name in named)


def test_the_document_on_scanners_knows_every_profile_and_every_configuration() -> None:
    text = (ROOT / "docs" / "scanners.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([\w-]+)` \| [^|]+ \| [^|]+ \|$", text, re.MULTILINE) == list(PROFILES)
    drops = {path.name for path in (ROOT / "deploy" / "drops").iterdir()}
    assert drops == set(re.findall(r"deploy/drops/([\w.]+)", text))


def test_both_languages_show_the_same_commands() -> None:
    for name in ("clerk.md", "archivist.md"):
        english, vietnamese = (
            [_bare(command) for block in BLOCKS if block.document == folder / name for command in block.commands]
            for folder in (ROOT / "docs", ROOT / "docs" / "vi")
        )
        assert english == vietnamese


def _bare(command: str) -> list[str]:
    """Without comments and reasons, which are in the language of the reader."""
    words = shlex.split(command, comments=True)
    return words[: next((n for n, word in enumerate(words) if word in ("--reason", "--despite")), None)]
