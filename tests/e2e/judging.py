"""What axe-core finds wrong with a screen."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.serving import ROOT

AXE = ROOT / ".tools" / "axe.min.js"
GRAVE = ("serious", "critical")
UNDECIDED = ("nonBmp", "shortTextContent", "imgNode", "elmPartiallyObscured")
"""Why axe leaves a contrast undecided: signs that are no letters, single figures, text within a drawing, a line half
scrolled out of its column."""

_RUN_AXE = "() => axe.run(document, {resultTypes: ['violations', 'incomplete']})"


def faults(page: Page) -> list[str]:
    """Serious and critical faults, and contrasts that could not be judged."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    judged: dict[str, Any] = page.evaluate(_RUN_AXE)
    grave = [_tell(fault) for fault in judged["violations"] if fault["impact"] in GRAVE]
    contrasts = [fault for fault in judged["incomplete"] if fault["id"] == "color-contrast"]
    return grave + [why for fault in contrasts for node in fault["nodes"] if (why := _why(node)) not in UNDECIDED]


def _why(node: dict[str, Any]) -> str:
    """Why a contrast was not decided."""
    return str(next((check["data"].get("messageKey") for check in node["any"] if check["data"]), node["html"]))


def _tell(fault: dict[str, Any]) -> str:
    return f"{fault['id']} ({fault['impact']}): {[node['html'] for node in fault['nodes']]}"
