"""The object store: all or nothing, the same again, and nothing trusted."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.store import ObjectStore
from config.errors import DamagedObject, HomeAway, MissingObject, StorageFull


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "objects", tmp_path / "scratch", suffix=".bin")


@given(data=st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_put_is_read_under_its_hash(store: ObjectStore, data: bytes) -> None:
    name = store.put(data)
    assert name == hashlib.sha256(data).hexdigest()
    assert store.read(name) == data
    assert name in store
    assert name in set(store.names())


def test_putting_twice_keeps_one_object_and_no_temporary_file(store: ObjectStore, tmp_path: Path) -> None:
    assert store.put(b"page") == store.put(b"page")
    assert len(list(store.names())) == 1
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_file_is_copied_and_left_alone(store: ObjectStore, tmp_path: Path) -> None:
    source = tmp_path / "scan.jpg"
    source.write_bytes(b"x" * 3_000_000)
    before = source.stat()
    name, size = store.put_file(source)
    assert size == 3_000_000
    assert store.read(name) == source.read_bytes()
    assert source.stat().st_mtime_ns == before.st_mtime_ns and source.stat().st_nlink == 1


def test_a_damaged_object_is_not_read_and_is_healed_by_the_same_bytes(store: ObjectStore) -> None:
    name = store.put(b"page")
    path = store.path(name)
    path.chmod(0o644)
    path.write_bytes(b"pagf")
    assert not store.intact(name)
    with pytest.raises(DamagedObject):
        store.read(name)
    store.put(b"page")
    assert store.intact(name)


def test_a_missing_object_is_named(store: ObjectStore) -> None:
    with pytest.raises(MissingObject, match="ab" * 32):
        store.read("ab" * 32)
    with pytest.raises(MissingObject):
        store.intact("ab" * 32)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "g" * 64])
def test_no_path_is_made_of_anything_but_a_hash(store: ObjectStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.path(name)


def test_objects_cannot_be_written_by_accident(store: ObjectStore) -> None:
    assert os.stat(store.path(store.put(b"page"))).st_mode & 0o222 == 0  # noqa: PTH116 - the mode itself is meant


def test_a_full_disk_is_said_and_leaves_nothing(store: ObjectStore, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(StorageFull), store.incoming() as temporary:
        temporary.symlink_to(full)
        temporary.write_bytes(b"page")
    assert list((tmp_path / "scratch").iterdir()) == []


def test_other_files_in_the_folder_are_no_objects(store: ObjectStore) -> None:
    name = store.put(b"page")
    (store.path(name).parent / "notes.txt").write_text("x")
    assert list(store.names()) == [name]


def test_a_store_whose_folder_was_replaced_takes_and_gives_nothing(tmp_path: Path) -> None:
    root = tmp_path / "home" / "objects"
    root.mkdir(parents=True)
    store = ObjectStore(root, tmp_path / "home" / "scratch")
    name = store.put(b"page")
    (tmp_path / "home").rename(tmp_path / "away")
    for _ in range(2):  # gone, then an empty folder in its place
        with pytest.raises(HomeAway):
            store.put(b"another page")
        with pytest.raises(HomeAway):
            store.read(name)
        with pytest.raises(HomeAway):
            store.intact(name)
        assert not store.is_here and not any(tmp_path.glob("home/*/*"))
        root.mkdir(parents=True, exist_ok=True)
    (tmp_path / "home").rename(tmp_path / "mount-point")
    (tmp_path / "away").rename(tmp_path / "home")
    assert store.read(name) == b"page" and store.put(b"another page") in store
