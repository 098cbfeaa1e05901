"""Settings of sources and of the agent: what is written is meant, and what cannot work is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import UsageError
from config.settings import load_settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def write(home: Path, *lines: str) -> None:
    (home / "sohoa.toml").write_text("\n".join(lines), encoding="utf-8")


def test_sources_are_tables_with_defaults(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, "[[sources]]", f'path = "{tmp_path}/a"', "[[sources]]", f'path = "{tmp_path}/b"', 'desk = "quầy 2"')
    monkeypatch.setenv("SOHOA_AGENT__QUIET", "5")
    settings = load_settings(home)
    assert [(source.path, source.desk) for source in settings.sources] == [
        (tmp_path / "a", ""),
        (tmp_path / "b", "quầy 2"),
    ]
    assert all(source.kind == "folder" and source.subfolders_are_desks for source in settings.sources)
    assert (settings.agent.quiet, settings.agent.settle, settings.agent.empty_grace) == (5, 5, 600)


@pytest.mark.parametrize("path", ["{home}", "{home}/objects", "{home}/..", "{link}"])
def test_a_source_and_the_home_must_not_lie_within_each_other(home: Path, tmp_path: Path, path: str) -> None:
    link = tmp_path / "link"
    link.symlink_to(home)
    write(home, "[[sources]]", f'path = "{path.format(home=home, link=link)}"')
    with pytest.raises(UsageError, match="within each other"):
        load_settings(home)


def test_two_sources_must_not_lie_within_each_other(home: Path, tmp_path: Path) -> None:
    write(home, "[[sources]]", f'path = "{tmp_path}/a"', "[[sources]]", f'path = "{tmp_path}/a/b"')
    with pytest.raises(UsageError, match="remove one"):
        load_settings(home)


@pytest.mark.parametrize("line", ['path = "relative"', 'kind = "fax"', 'pth = "/x"'])
def test_a_wrong_source_is_named(home: Path, line: str) -> None:
    write(home, "[[sources]]", line)
    with pytest.raises(UsageError, match="sources"):
        load_settings(home)
