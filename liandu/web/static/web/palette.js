// Ctrl K, or a press into the search of the top bar, opens the palette; the arrows choose in it.
const palette = () => document.getElementById("palette");
const bar = () => document.querySelector(".top-search");
const options = () => [...palette().querySelectorAll("[role=option]")];

function open() {
  if (!palette() || palette().open) return;
  htmx.ajax("GET", bar().dataset.palette, { target: "#palette", swap: "innerHTML" });
}

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", each === option);
  const input = palette().querySelector("input");
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = options();
  const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (all.length) choose(all[(at + by + all.length) % all.length]);
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && palette()) {
    event.preventDefault();
    open();
  } else if (palette()?.contains(event.target) && !event.isComposing) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target.tagName === "INPUT") {
      const chosen = palette().querySelector("[aria-selected=true]");
      if (!chosen) return;
      event.preventDefault();
      chosen.click();
    }
  }
});

// With the pointer; who comes by Tab types and sends the form, which needs no script.
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".top-search") || !palette()) return;
  event.preventDefault();
  open();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (palette()?.contains(event.detail.target)) choose(options()[0]);
});
