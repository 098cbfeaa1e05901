"""Where pages come from, and what is known of them."""

import json
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.reading import sets
from benchmarks.reading.rivals import true_dpi
from benchmarks.reading.samples import from_folder


def test_tags_and_braces_are_no_text_of_the_page() -> None:
    assert sets.transcribed("## HEAD\nSố: {66}/TB\nNgày {31}\n") == "Số: 66/TB\nNgày 31"


def test_a_folder_gives_its_pages_with_their_truth(tmp_path: Path) -> None:
    Image.new("L", (8, 8)).save(tmp_path / "p00.tif")
    truth = {"text": ["một", "hai"], "rotation": 90, "skew": -1.5, "dpi": 200, "seal": False, "blank": False}
    (tmp_path / "p00.json").write_text(json.dumps(truth), encoding="utf-8")
    (page,) = from_folder(tmp_path)
    assert (page.image.name, page.text, page.rotation, page.skew) == ("p00.tif", "một\nhai", 90, -1.5)


def test_without_the_generator_nothing_is_found(tmp_path: Path) -> None:
    assert sets.find_shared(tmp_path) is None


def test_a_drawn_stack_has_blank_backs_and_text_on_all_others(tmp_path: Path) -> None:
    pages = sets.drawn(1, tmp_path)
    assert all(page.image.exists() and page.blank != page.readable for page in pages)
    assert any(page.blank for page in pages)


@pytest.mark.parametrize(("stated", "given"), [({"dpi": (300, 300)}, 0), ({"dpi": (72, 72)}, 100), ({}, 100)])
def test_a_resolution_is_given_only_where_the_image_states_none_to_believe(
    tmp_path: Path, stated: dict[str, tuple[int, int]], given: int
) -> None:
    path = tmp_path / "page.png"
    Image.new("L", (827, 1169)).save(path, **stated)
    assert true_dpi(path) == given
