"""Claims: a file is in the source or in a claim, never in neither, whatever its name and whoever interferes."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner_agent.claim import CLAIMED, Claim, Claims
from scanner_agent.settle import Mark

CAME = 1_790_000_000.25


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


@pytest.fixture
def claims(root: Path) -> Iterator[Claims]:
    opened = Claims(root)
    assert opened.open()
    yield opened
    opened.close()


def lay(root: Path, name: str, data: bytes = b"page") -> tuple[Path, Mark]:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path, Mark.of(path.lstat())


def claimed(claims: Claims, root: Path, name: str, data: bytes = b"page") -> Claim:
    claim = claims.take(Path(name), lay(root, name, data)[1], CAME)
    assert claim is not None
    return claim


def files(root: Path) -> dict[str, bytes]:
    """Every file below the root by its path without the claim it may be in."""
    found = {}
    for path in root.rglob("*"):
        if path.is_file():
            parts = path.relative_to(root).parts
            found["/".join(parts[2:] if parts[0] == CLAIMED else parts)] = path.read_bytes()
    return found


def test_a_claim_keeps_the_path_and_the_bytes_and_is_gone_when_done(claims: Claims, root: Path) -> None:
    claim = claimed(claims, root, "tang-1/SCN_0001.jpg")
    assert claim.path == root / CLAIMED / claim.id / "tang-1" / "SCN_0001.jpg"
    assert claim.path.read_bytes() == b"page" and not (root / "tang-1/SCN_0001.jpg").exists()
    assert claims.done(claim)
    assert list((root / CLAIMED).iterdir()) == []


def test_a_crash_does_not_lose_when_a_file_came(claims: Claims, root: Path) -> None:
    came = time.time() - 3600
    claim = claims.take(Path("a.jpg"), lay(root, "a.jpg")[1], came)
    assert claim and [held.came for held in claims.held()] == [pytest.approx(came, abs=0.001)]
    assert claims.renew(claim).id[:12] == claim.id[:12]


def test_a_claim_whose_name_tells_no_time_came_when_it_was_made(claims: Claims, root: Path) -> None:
    for name in ("f" * 32, "somebody's folder"):
        (root / CLAIMED / name).mkdir()
        lay(root / CLAIMED / name, "a.jpg")
    assert [held.came == held.changed for held in claims.held()] == [True, True]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(raw=st.binary(min_size=1, max_size=255).filter(lambda raw: not {0, 47} & set(raw) and raw not in (b".", b"..")))
def test_any_name_comes_back_as_it_was(raw: bytes, claims: Claims, root: Path) -> None:
    name = os.fsdecode(raw)
    claim = claimed(claims, root, name)
    assert [held.relative.name for held in claims.held()] == [name]
    assert claims.put_back(claim.id, claim.relative)
    assert {os.fsencode(path.name) for path in root.iterdir()} == {raw, os.fsencode(CLAIMED)}
    (root / name).unlink()


def test_a_file_that_changed_since_it_was_seen_stays(claims: Claims, root: Path) -> None:
    path, mark = lay(root, "a.jpg")
    path.write_bytes(b"page and more")
    assert claims.take(Path("a.jpg"), mark, CAME) is None
    assert path.read_bytes() == b"page and more" and claims.held() == []


def test_a_file_that_changes_in_the_moment_of_the_rename_is_put_back(root: Path) -> None:
    def rename(source: Path, target: Path) -> None:
        source.write_bytes(b"grown in between")
        source.rename(target)

    claims = Claims(root, rename)
    assert claims.open()
    assert claims.take(Path("a.jpg"), lay(root, "a.jpg")[1], CAME) is None
    assert files(root) == {"a.jpg": b"grown in between"} and claims.held() == []
    claims.close()


def test_putting_back_never_overwrites_a_newer_file(claims: Claims, root: Path) -> None:
    claim = claimed(claims, root, "a.jpg", b"first")
    lay(root, "a.jpg", b"second")
    assert not claims.put_back(claim.id, claim.relative)
    assert (root / "a.jpg").read_bytes() == b"second"
    assert [held.path.read_bytes() for held in claims.held()] == [b"first"]


def test_what_grew_after_it_was_stored_is_not_removed(claims: Claims, root: Path) -> None:
    claim = claimed(claims, root, "a.jpg")
    with claim.path.open("ab") as writer:
        writer.write(b" and more")
    assert not claims.done(claim)
    assert claim.path.read_bytes() == b"page and more"


def test_links_and_folders_are_never_claimed(claims: Claims, root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"of somebody else")
    link, folder = root / "link.jpg", root / "folder.jpg"
    link.symlink_to(secret)
    folder.mkdir()
    assert claims.take(Path("link.jpg"), Mark.of(link.stat()), CAME) is None
    assert claims.take(Path("folder.jpg"), Mark.of(folder.stat()), CAME) is None
    assert link.is_symlink() and folder.is_dir() and secret.exists()


def test_a_folder_of_claims_that_is_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    (root / CLAIMED).symlink_to(tmp_path)
    with pytest.raises(NotADirectoryError):
        Claims(root).open()


def test_one_process_at_a_time_has_the_claims(claims: Claims, root: Path) -> None:
    second = Claims(root)
    assert not second.open()
    claims.close()
    assert second.open()
    second.close()


def test_giving_back_that_was_cut_off_leaves_one_file(claims: Claims, root: Path) -> None:
    claim = claimed(claims, root, "a.jpg")
    os.link(claim.path, root / "a.jpg")
    assert claims.held() == []
    assert files(root) == {"a.jpg": b"page"} and list((root / CLAIMED).iterdir()) == []


def test_folders_without_a_file_are_cleared_away(claims: Claims, root: Path) -> None:
    (root / CLAIMED / "c1" / "tang-1").mkdir(parents=True)
    assert claims.held() == [] and list((root / CLAIMED).iterdir()) == []


def across(_source: Path, _target: Path) -> None:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


def test_from_another_file_system_it_is_copied_and_then_removed(root: Path) -> None:
    claims = Claims(root, across)
    assert claims.open()
    claim = claimed(claims, root, "tang-1/a.jpg")
    assert claim.path.read_bytes() == b"page" and not (root / "tang-1/a.jpg").exists()
    assert [held.id for held in claims.held()] == [claim.id]
    claims.close()


@pytest.mark.parametrize("step", ["copying", "copied", "removed"])
def test_a_copy_that_was_cut_off_leaves_one_file(claims: Claims, root: Path, step: str) -> None:
    folder = root / CLAIMED / "c1"
    folder.mkdir()
    (folder / ("a.jpg")).write_bytes(b"pa" if step == "copying" else b"page")
    (folder / (".copying" if step == "copying" else ".copied")).touch()
    if step != "removed":
        lay(root, "a.jpg")
    held = claims.held()
    assert files(root) == {"a.jpg": b"page"}
    assert len(held) == (0 if step == "copying" else 1)
