// Drop-downs are <details>: one open at a time, closed by Escape and by a press elsewhere.
const opened = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of opened()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of opened()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A list that redraws itself keeps the drop-down open in which several boxes are being ticked.
let kept = "";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "list") return;
  const menu = document.activeElement?.closest("details[data-key][open]");
  kept = menu && document.activeElement.type === "checkbox" ? menu.dataset.key : "";
});

document.addEventListener("htmx:afterSettle", () => {
  if (!kept) return;
  const menu = document.querySelector(`details[data-key="${CSS.escape(kept)}"]`);
  if (menu) menu.open = true;
  kept = "";
});
