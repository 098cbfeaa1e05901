"""What devices and servers do on the way into the folder."""

from __future__ import annotations

import os
from itertools import pairwise

from faults.cell import Cell
from faults.papers import page, pdf_states
from faults.troubles.trouble import trouble
from faults.verdict import Fate
from tests.servers import Cut
from tests.waiting import wait_until

CUT_AT = (0.1, 0.3, 0.5, 0.7)
"""Shares of a page after which it breaks off. What is on its way when the client dies still arrives."""
LARGE = 3
"""How many times as wide and high: more bytes than can be on their way at once."""
LOCK = "XEROX-LOCK"


@trouble("nothing", "three pages, of which the last two come in the wrong order, are stored")
def nothing(cell: Cell) -> None:
    cell.watch()
    for name in ("SCN_0001.jpg", "SCN_0003.jpg", "SCN_0002.jpg"):
        cell.put(name)


def _cut(cell: Cell, how: Cut) -> None:
    cell.watch()
    number = cell.new_page()
    content = page(number, LARGE)
    cell.server.cut(content, "SCN_0001.jpg", int(cell.chance.choice(CUT_AT) * len(content)), how)
    cell.expect("SCN_0001.jpg", content, fate=Fate.CUT)
    wait_until(lambda: not cell.files(), "what was cut off is taken")
    cell.server.put(content, "SCN_0001.jpg")
    cell.expect("SCN_0001.jpg", content, number)
    cell.put("SCN_0002.jpg")


@trouble("upload ends early (FIN), then again whole", "the part is set aside, the whole is stored", cut=Cut.FIN)
def cut_by_fin(cell: Cell) -> None:
    _cut(cell, Cut.FIN)


@trouble("upload reset (RST), then again whole", "the part is set aside, the whole is stored", cut=Cut.RST)
def cut_by_rst(cell: Cell) -> None:
    _cut(cell, Cut.RST)


@trouble("client killed while uploading, then again whole", "the part is set aside, the whole is stored", cut=Cut.KILL)
def cut_by_kill(cell: Cell) -> None:
    _cut(cell, Cut.KILL)


@trouble("same name again, after it was taken", "both are stored")
def same_name_after(cell: Cell) -> None:
    cell.watch()
    for _ in range(3):
        cell.put("SCN_0001.jpg")
        wait_until(lambda: not cell.files(), "the file is taken")


@trouble("same name again, before it was taken", "what the server kept is stored: the last (known limit)")
def same_name_before(cell: Cell) -> None:
    cell.watch()
    cell.server.make_folder(LOCK)
    cell.server.put(page(cell.new_page()), "SCN_0001.jpg")
    cell.put("SCN_0001.jpg")
    cell.server.remove_folder(LOCK)


@trouble("name without content, filled later", "it is stored once", times={"empty_grace": 20.0})
def filled_later(cell: Cell) -> None:
    cell.watch()
    cell.server.put(b"", "SCN_0001.jpg")
    cell.put("SCN_0002.jpg")
    wait_until(lambda: cell.deliveries() == 1, "the file beside it is taken")
    cell.put("SCN_0001.jpg")


@trouble("name that stays without content", "it is set aside")
def stays_empty(cell: Cell) -> None:
    cell.watch()
    cell.server.put(b"", "SCN_0001.jpg")
    cell.expect("SCN_0001.jpg", b"", fate=Fate.ASIDE)
    cell.put("SCN_0002.jpg")


@trouble("PDF that grows page by page", "it is one file of three pages", times={"settle_growing": 6.0})
def grows(cell: Cell) -> None:
    cell.watch()
    numbers = [cell.new_page() for _ in range(3)]
    states = pdf_states(numbers)
    cell.server.put(states[0], "SCN_0001.pdf")
    for position, (before, after) in enumerate(pairwise(states)):
        cell.put(f"beside-{position}.jpg")
        wait_until(lambda: len(cell.files()) == 1, "the file beside it is taken")
        cell.server.append(after[len(before) :], "SCN_0001.pdf")
    cell.expect("SCN_0001.pdf", states[-1], *numbers)


@trouble("folder that locks", "nothing is taken before it is gone, everything after")
def locked(cell: Cell) -> None:
    cell.watch()
    cell.server.make_folder(LOCK)
    cell.job()
    cell.server.make_folder("other")
    cell.put("SCN_0001.jpg", "other/")
    wait_until(lambda: cell.deliveries() == 1, "the file of the other folder is taken")
    if len(cell.files()) != 3:
        cell.complaints.append("a locked file was taken")
    cell.server.remove_folder(LOCK)


@trouble("`NAME.tif.1` beside `NAME.tif`", "both are stored")
def numbered_suffix(cell: Cell) -> None:
    cell.watch()
    for name in ("SCN_0001.tif", "SCN_0001.tif.1", "SCN_0002.tif"):
        cell.put(name)


@trouble("arrival by a hard link", "it is stored under its last name, once")
def hard_link(cell: Cell) -> None:
    """The server's own link after the upload, as pure-ftpd makes it."""
    cell.watch()
    for name in ("SCN_0001.jpg", "SCN_0002.jpg"):
        hidden, number = cell.drop / f".pureftpd-upload.{name}", cell.new_page()
        cell.server.put(page(number), hidden.name)
        os.link(hidden, cell.drop / name)
        hidden.unlink()
        cell.expect(name, page(number), number)


@trouble("folder moved in", "everything in it is stored")
def folder_moved_in(cell: Cell) -> None:
    cell.watch()
    cell.server.make_folder(".making")
    for name in ("0001.jpg", "0002.jpg"):
        cell.put(name, ".making/")
    cell.server.rename(".making", "job")


@trouble("temporary name, then renamed", "it is stored under its last name")
def renamed(cell: Cell) -> None:
    cell.watch()
    number = cell.new_page()
    cell.server.put(page(number), "SCN_0001.jpg.part")
    cell.put("SCN_0002.jpg")
    wait_until(lambda: cell.deliveries() == 1, "the file beside it is taken")
    cell.server.rename("SCN_0001.jpg.part", "SCN_0001.jpg")
    cell.expect("SCN_0001.jpg", page(number), number)
