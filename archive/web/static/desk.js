// Keys for links: an element with data-key is followed, or a box focused, when that key is pressed outside of a box.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.matches("input, textarea, select, [contenteditable]")) return;
  const frame = event.target.closest(".frame");
  if (frame && event.key.startsWith("Arrow") && frame.scrollWidth > frame.clientWidth) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input")) {
    wanted.focus();
    wanted.select();
  } else {
    wanted.click();
  }
});
