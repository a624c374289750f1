// "/" goes to the search of the list, or of everything; J and K walk the rows, Enter opens one, X
// ticks it; arrows leaf through files; G and a letter goes to a page; "?" tells of all this. Without
// <html data-keys> none does.
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");
const rows = () => [...document.querySelectorAll("table[data-rows] tbody tr")];
const current = () => rows().findIndex((row) => row.getAttribute("aria-current") === "true");
const WAIT = 1500;
let going = 0;

function walk(step) {
  const all = rows();
  if (!all.length) return false;
  const next = Math.min(all.length - 1, Math.max(0, current() + step));
  for (const row of all) row.removeAttribute("aria-current");
  all[next].setAttribute("aria-current", "true");
  const row = all[next];
  (row.querySelector("a.ttl") ?? row.querySelector("a, input"))?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

function press(selector) {
  const found = document.querySelector(selector);
  if (!found) return false;
  found.click();
}

const keys = {
  "/": () => (document.querySelector("[data-find]") ?? document.querySelector(".top-search input"))?.focus(),
  "?": () => press("[data-key-help]"),
  g: () => {
    going = Date.now();
  },
  j: () => walk(1),
  k: () => walk(-1),
  ArrowLeft: (event) => !event.target.closest(".tbl-wrap") && press("[data-key-before]"),
  ArrowRight: (event) => !event.target.closest(".tbl-wrap") && press("[data-key-after]"),
  x: () => rows()[current()]?.querySelector("input[name=pk]")?.click(),
  Enter: (event) => {
    const row = rows()[current()];
    if (!row || event.target.closest("a, button, summary")) return false;
    return row.querySelector("a.ttl")?.click();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (!("keys" in document.documentElement.dataset)) return;
  const isGoing = Date.now() - going < WAIT;
  going = 0;
  const go = () => press(`[data-letter="${CSS.escape(event.key.toLowerCase())}"]`);
  const key = isGoing ? go : keys[event.key];
  if (key && key(event) !== false) event.preventDefault();
});
