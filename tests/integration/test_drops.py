"""Scanners that send through real servers, well and badly: every page is stored once, or somebody is told why not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import select

from archive.archive import open_archive
from archive.models import Batch, Delivery, DeliveryState
from config.home import Home
from tests.servers import SERVERS, Cut, DropServer
from tests.waiting import wait_until
from tests.watching import agents, dossiers

TIMES = "settle = 0.3\nsettle_growing = 6\nempty_grace = 3\nquiet = 1.5\nrescan = 0.3\nkeep_free_megabytes = 1\n"
"""`settle_growing` is longer than a busy machine needs for two uploads: a device pauses for less than that."""
HALF = 0.5
"""Of a page, after which its upload is cut: more than one portion of any protocol, and not nearly all."""

ANSWERS = {Cut.FIN: "226", Cut.RST: "4"}
"""How an FTP server's answer to a cut upload begins: to one that ends too early, as to a whole one."""


@cache
def page(seed: int) -> bytes:
    """A JPEG of about 300 kB, like no other."""
    grain = np.random.default_rng(seed).integers(0, 255, (700, 500), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(grain).save(file, "JPEG", quality=90, dpi=(150, 150))
    return file.getvalue()


@cache
def growing_pdf() -> list[bytes]:
    """A PDF of two pages as the pieces in which a device writes it: after the first it is a whole PDF already."""
    file, states = io.BytesIO(), []
    for number in range(2):
        sheet = Image.open(io.BytesIO(page(900 + number)))
        sheet.save(file, "PDF", resolution=150, append=number > 0)
        states.append(file.getvalue())
    return [after[len(before) :] for before, after in zip([b"", *states], states, strict=False)]


@dataclass(frozen=True)
class Desk:
    """One folder that a device sends to, of its own for every test, and what the archive has of it."""

    server: DropServer
    home: Home
    name: str

    def __call__(self, name: str) -> str:
        """The path that the device uses."""
        return f"{self.name}/{name}"

    def files(self) -> list[Path]:
        return [path for path in (self.server.root / self.name).rglob("*") if path.is_file()]

    def deliveries(self) -> list[tuple[str, DeliveryState, str | None, bytes]]:
        """Name, state, reason and bytes, in the order of arrival."""
        with open_archive(self.home) as archive, archive.ledger.read() as session:
            query = select(Delivery).join(Batch).where(Batch.desk == self.name).order_by(Delivery.id)
            return [(d.name, d.state, d.reason, archive.objects.read(str(d.sha256))) for d in session.scalars(query)]

    def stored(self) -> list[bytes]:
        return [content for _, state, _, content in self.deliveries() if state is DeliveryState.STORED]

    def refused(self) -> dict[str, str | None]:
        return {name: reason for name, state, reason, _ in self.deliveries() if state is DeliveryState.QUARANTINED}

    def dossiers(self) -> list[list[str]]:
        names = {name for name, *_ in self.deliveries()}
        return [pages for pages in dossiers(self.home) if names.issuperset(pages)]


Collected = tuple[DropServer, Home]


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collected]:
    """A server, and an agent that collects what it writes."""
    root = tmp_path_factory.mktemp("drops")
    home, drop = Home(root / "home"), root / "drop"
    drop.mkdir()
    home.open()
    home.settings.write_text(f'[[sources]]\npath = "{drop}"\nprofile = "xerox"\n[agent]\n{TIMES}', encoding="utf-8")
    with SERVERS[request.param](drop) as running, agents(home, SOHOA_DOUBLE="decoding") as start:
        agent = start()
        wait_until((drop / ".sohoa-claimed").exists, "the agent looks")
        yield running, home
        assert agent.poll() is None, "the agent has ended"


@pytest.fixture
def desk(server: Collected, request: pytest.FixtureRequest) -> Desk:
    name = request.node.originalname.removeprefix("test_")[:30].replace("_", "-")
    server[0].make_folder(name)
    return Desk(*server, name)


def test_whole_pages_become_a_dossier_in_order(desk: Desk) -> None:
    names = ["SCN_0001.jpg", "SCN_0003.jpg", "SCN_0002.jpg"]
    for seed, name in enumerate(names):
        desk.server.put(page(seed), desk(name))
    wait_until(desk.dossiers, "the dossier")
    assert desk.dossiers() == [sorted(names)]
    assert sorted(desk.stored()) == sorted(page(seed) for seed in range(3)) and desk.files() == []


def test_a_counter_that_begins_again_overwrites_nothing_that_was_taken(desk: Desk) -> None:
    for seed in range(10, 13):
        desk.server.put(page(seed), desk("SCN_0001.jpg"))
        wait_until(lambda: not desk.files(), "the file was taken")
    wait_until(lambda: len(desk.dossiers()) == 3, "three dossiers")
    assert desk.stored() == [page(seed) for seed in range(10, 13)]


def test_the_same_name_again_before_it_was_taken_is_kept_only_by_a_server_that_renames(desk: Desk) -> None:
    desk.server.make_folder(desk("XEROX-LOCK"))  # nothing is taken meanwhile
    for seed in (20, 21):
        desk.server.put(page(seed), desk("SCN_0001.tif"))
    there = {path.name: path.read_bytes() for path in desk.files()}
    if desk.server.autorenames:
        assert there == {"SCN_0001.tif": page(20), "SCN_0001.tif.1": page(21)}
    else:
        assert there == {"SCN_0001.tif": page(21)}
    desk.server.remove_folder(desk("XEROX-LOCK"))
    wait_until(lambda: sorted(desk.stored()) == sorted(there.values()), "what is there")


def test_what_was_cut_off_is_refused_with_its_reason_and_the_whole_file_is_stored_later(desk: Desk) -> None:
    cuts = {f"cut-{how.name}.jpg": how for how in sorted(desk.server.cuts, key=lambda how: how.name)}
    for seed, (name, how) in enumerate(cuts.items(), 30):
        desk.server.cut(page(seed), desk(name), int(HALF * len(page(seed))), how)
    assert all(said.startswith(ANSWERS[how]) for how, said in desk.server.said.items())
    wait_until(lambda: len(desk.refused()) == len(cuts), "what was cut is in quarantine")
    assert desk.refused() == dict.fromkeys(cuts, "truncated_file") and desk.stored() == []
    assert all(len(content) < len(page(30)) for *_, content in desk.deliveries())
    for seed, name in enumerate(cuts, 30):
        desk.server.put(page(seed), desk(name))
    wait_until(lambda: len(desk.stored()) == len(cuts), "the whole files")
    assert sorted(desk.stored()) == sorted(page(30 + number) for number in range(len(cuts)))


def test_a_pdf_that_grows_by_a_page_at_a_time_is_one_file(desk: Desk) -> None:
    pieces = growing_pdf()
    desk.server.put(pieces[0], desk("SCN_0001.pdf"))
    for number, piece in enumerate(pieces[1:]):
        desk.server.put(page(40 + number), desk(f"beside-{number}.jpg"))
        # What lies beside it is taken after `settle`: for longer than that it did not grow.
        wait_until(lambda number=number: not any("beside" in path.name for path in desk.files()), "the file beside it")  # type: ignore[misc]
        desk.server.append(piece, desk("SCN_0001.pdf"))
    wait_until(lambda: not desk.files() and b"".join(pieces) in desk.stored(), "the whole PDF")
    assert [name for name, *_ in desk.deliveries()].count("SCN_0001.pdf") == 1


def test_a_name_without_content_waits_for_it(desk: Desk) -> None:
    desk.server.put(b"", desk("SCN_0001.jpg"))
    desk.server.put(page(50), desk("beside.jpg"))
    wait_until(lambda: len(desk.stored()) == 1, "the file beside it")
    if desk.server.autorenames:
        (desk.server.root / desk("SCN_0001.jpg")).unlink()  # such a server never fills a file that is there
    desk.server.put(page(51), desk("SCN_0001.jpg"))
    wait_until(lambda: len(desk.stored()) == 2, "the content")
    assert desk.stored() == [page(50), page(51)] and desk.refused() == {}


def test_a_name_that_stays_empty_is_shown_to_a_person(desk: Desk) -> None:
    desk.server.put(b"", desk("SCN_0001.jpg"))
    wait_until(desk.refused, "it is in quarantine")
    assert desk.refused() == {"SCN_0001.jpg": "empty_file"}


def test_an_upload_under_another_name_is_taken_once_it_is_renamed(desk: Desk) -> None:
    desk.server.put(page(60), desk("SCN_0001.jpg.part"))
    desk.server.put(page(61), desk("beside.jpg"))
    wait_until(lambda: desk.stored() == [page(61)], "the file beside it")
    desk.server.rename(desk("SCN_0001.jpg.part"), desk("SCN_0001.jpg"))
    wait_until(lambda: desk.stored() == [page(61), page(60)], "the renamed file")


def test_a_lock_folder_holds_back_what_lies_beside_it(desk: Desk) -> None:
    desk.server.make_folder(desk("XEROX-LOCK"))
    desk.server.put(page(70), desk("SCN_0001.jpg"))
    desk.server.make_folder(desk("other"))
    desk.server.put(page(71), desk("other/SCN_0001.jpg"))
    wait_until(lambda: desk.stored() == [page(71)], "the file of the other folder")
    desk.server.remove_folder(desk("XEROX-LOCK"))
    wait_until(lambda: desk.stored() == [page(71), page(70)], "what was locked")


def test_a_folder_that_is_moved_in_is_collected(desk: Desk) -> None:
    desk.server.make_folder(desk(".making"))
    for seed in (80, 81):
        desk.server.put(page(seed), desk(f".making/{seed}.jpg"))
    desk.server.rename(desk(".making"), desk("job"))
    wait_until(lambda: sorted(desk.stored()) == sorted([page(80), page(81)]), "both files")


def test_what_the_device_notes_beside_its_pages_stays_there(desk: Desk) -> None:
    for name in ("NETSCAN.DAT", "NEXTNAME.DAT", "NETSCAN.XST", "XSMDESC.DAT"):
        desk.server.put(b"its own bookkeeping", desk(name))
    desk.server.put(page(90), desk("00000001.TIF"))
    wait_until(desk.dossiers, "the dossier")
    assert desk.dossiers() == [["00000001.TIF"]] and len(desk.deliveries()) == 1
    assert sorted(path.name for path in desk.files()) == ["NETSCAN.DAT", "NETSCAN.XST", "NEXTNAME.DAT", "XSMDESC.DAT"]
