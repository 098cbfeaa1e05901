// Keys: an element with data-key is followed, pressed, or where one types in it focused, when that key is pressed
// outside of a box. A folded part is opened and its first box focused. Escape leaves a box.
"use strict";

const BOXES = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.matches(BOXES)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const frame = event.target.closest(".frame");
  if (frame && event.key.startsWith("Arrow") && frame.scrollWidth > frame.clientWidth) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted || (event.repeat && wanted.matches("button"))) return;
  event.preventDefault();
  const folded = wanted.closest("details");
  if (folded && !wanted.matches("summary")) folded.open = true;
  if (wanted.matches(BOXES)) {
    wanted.focus();
    if (wanted.select) wanted.select();
    return;
  }
  wanted.click();
  if (wanted.matches("summary") && folded.open) {
    folded.querySelector("input:not([type=hidden]), select")?.focus();
  }
});

// Lists that scroll by themselves show what is chosen, also after they were drawn anew.
const showChosen = () => {
  for (const chosen of document.querySelectorAll(".desk [aria-current]")) chosen.scrollIntoView({ block: "nearest" });
};
document.addEventListener("DOMContentLoaded", showChosen);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "main") showChosen();
});

// The chosen dossier is drawn anew when it has changed, but not under the hands of somebody who is at work on it: what
// has changed is told again every two seconds.
addEventListener("dossier-changed", () => {
  const work = document.querySelector("[data-here]");
  if (!work || document.activeElement.matches(BOXES) || document.querySelector(".desk details[open]")) return;
  htmx.ajax("GET", work.dataset.here, { target: "#main", select: "#main", swap: "outerHTML" });
});

// The first mark is brought into sight, once the image says how high the page is.
addEventListener("load", () => document.querySelector(".frame .mark")?.scrollIntoView({ block: "center", inline: "center" }));
