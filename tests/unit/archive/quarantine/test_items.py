"""What the list of the quarantine says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.archive import Archive
from archive.intake import take_in
from archive.quarantine import Item, details, listing
from config.errors import NotInQuarantine, UsageError
from tests.unit.archive.quarantine.conftest import Desk


@given(st.sampled_from(["file", "page"]), st.integers(1, 10**15))
def test_a_name_leads_back_to_its_item(kind: str, number: int) -> None:
    assert str(Item.parse(f"{kind}:{number}")) == f"{kind}:{number}"


@pytest.mark.parametrize(
    "text", ["", "12", "file", "file:", "file:0", "file:-1", "dossier:1", "page:1 page:2", "page:x"]
)
def test_what_names_nothing_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError):
        Item.parse(text)


def test_refused_files_and_withheld_pages_are_listed_with_their_reason(archive: Archive, desk: Desk) -> None:
    desk.broken, desk.secret = {"b"}, {"c"}
    batch = desk.scan("a", "b", "c")
    with archive.ledger.read() as session:
        file, page = listing(session)
        assert (file["id"], file["kind"], file["name"], file["desk"], file["batch"]) == (
            "file:2",
            "file",
            "b",
            "desk",
            batch,
        )
        assert "bị hỏng" in file["reason"] and "damaged" in file["reason"] and file["dossier"] is None
        assert (page["kind"], page["name"], page["page"]) == ("page", "c", 1) and page["dossier"].startswith("d-")
        assert "độ mật" in page["reason"] and "secrecy mark" in page["reason"]
        shown = details(session, archive, Item.parse(file["id"]))
        assert Path(shown["path"]).read_bytes() == b"b" and shown["size"] == 1 and len(shown["sha256"]) == 64
        shown = details(session, archive, Item.parse(page["id"]))
        assert Path(shown["path"]).read_bytes() == b"c" and (shown["number"], shown["size"]) == (2, 1)


def test_a_file_that_could_not_be_read_has_no_bytes_to_show(archive: Archive, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    take_in(archive.ledger, archive.objects, [tmp_path / "link"], "desk", None)
    with archive.ledger.read() as session:
        (row,) = listing(session)
        shown = details(session, archive, Item.parse(row["id"]))
    assert (shown["path"], shown["sha256"], shown["size"]) == (None, None, None)


def test_what_is_not_in_quarantine_is_not_shown(archive: Archive, desk: Desk) -> None:
    desk.scan("a")
    with archive.ledger.read() as session:
        assert listing(session) == []
        for name in ("file:1", "page:1", "file:99", "page:99"):
            with pytest.raises(NotInQuarantine):
                details(session, archive, Item.parse(name))
