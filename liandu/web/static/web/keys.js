// "/" goes to the search of the list; J and K walk its rows, Enter opens one, X ticks it.
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");
const rows = () => [...document.querySelectorAll("table[data-rows] tbody tr")];
const current = () => rows().findIndex((row) => row.getAttribute("aria-current") === "true");

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const next = Math.min(all.length - 1, Math.max(0, current() + step));
  for (const row of all) row.removeAttribute("aria-current");
  all[next].setAttribute("aria-current", "true");
  const row = all[next];
  (row.querySelector("a.ttl") ?? row.querySelector("a, input"))?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

const keys = {
  "/": () => document.querySelector("[data-find]")?.focus(),
  j: () => walk(1),
  k: () => walk(-1),
  x: () => rows()[current()]?.querySelector("input[name=pk]")?.click(),
  Enter: (event) => {
    if (event.target.closest("a, button, summary")) return false;
    return rows()[current()]?.querySelector("a.ttl")?.click();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = keys[event.key];
  if (!key || (event.key !== "/" && !rows().length)) return;
  if (key(event) !== false) event.preventDefault();
});
