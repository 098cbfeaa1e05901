"""Every screen: usable for everybody, by keyboard, light; and a picture of each, to be looked at."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.browsing import OFFICE, WIDE, Person
from tests.e2e.conftest import Sit
from tests.e2e.judging import faults
from tests.e2e.papers import Papers
from tests.e2e.screens import SCREENS, Screen
from tests.serving import ROOT

pytestmark = pytest.mark.e2e

FIRST_SCREEN_BYTES = 150_000
"""Asked of what a browser fetches for the first screen, images left out."""
PICTURES = ROOT / "build" / "screens"
MOST_STOPS = 200

_NEVER_REACHED = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter((each) => each.checkVisibility() && !each.disabled && !window.reached.has(each))
  .map((each) => each.outerHTML.slice(0, 120))"""
_TO_THE_TOP = """() => {
  window.reached = new Set();
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""
_FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  window.reached.add(element);
  const box = element.getBoundingClientRect(), look = getComputedStyle(element);
  const seen = document.elementsFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, innerHeight - box.y) / 2);
  return {
    what: element.outerHTML.slice(0, 120),
    ring: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
    inSight: seen.some((each) => element.contains(each)),
  };
}"""


def looked_at(sit: Sit, screen: Screen, papers: Papers) -> Person:
    """Somebody before the screen of an office PC, after pictures of it were made."""
    person = sit(screen.person)
    person.go(screen.path(papers))
    for image in person.page.locator("img").all():
        image.scroll_into_view_if_needed()
        image.evaluate("(image) => image.decode()")
    person.page.evaluate("() => scrollTo(0, 0)")
    for size in (WIDE, OFFICE):
        person.page.set_viewport_size(size)
        picture = PICTURES / f"{size['width']}x{size['height']}" / f"{screen.name}.png"
        person.page.screenshot(path=picture)
        assert picture.is_file()
    if screen.complaint:
        person.excuse(screen.complaint)
    return person


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_nothing_on_it_is_out_of_anybodys_reach(sit: Sit, scanned: Papers, screen: Screen) -> None:
    person = looked_at(sit, screen, scanned)
    assert faults(person.page) == []
    stops = tab_through(person)
    assert stops
    assert person.page.evaluate(_NEVER_REACHED) == []
    assert [stop["what"] for stop in stops if not (stop["ring"] and stop["inSight"])] == []
    width = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert person.page.evaluate(width) == 0, "nothing stands outside of the window"


def tab_through(person: Person) -> list[dict[str, Any]]:
    """Where the focus goes from the top of the page to its end."""
    person.page.evaluate(_TO_THE_TOP)
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        person.page.keyboard.press("Tab")
        stop = person.page.evaluate(_FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError("the focus never comes to an end")


def test_the_first_screen_is_light(sit: Sit, address: str) -> None:
    person = sit()
    sizes: dict[str, int] = {}
    person.page.on("requestfinished", lambda request: sizes.update({request.url: _weight(request)}))
    person.go("/login")
    person.log_in("archivist")
    person.page.wait_for_selector(".who")
    person.page.wait_for_load_state("networkidle")
    assert len(sizes) >= 4
    assert sum(sizes.values()) <= FIRST_SCREEN_BYTES, sizes


def _weight(request: Any) -> int:
    body = 0 if request.resource_type == "image" else int(request.sizes()["responseBodySize"])
    return body + int(request.sizes()["responseHeadersSize"])
