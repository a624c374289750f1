// Selecting rows of a list, and what can be done with them.
import { words } from "./words.js";

const boxes = (list) => [...list.querySelectorAll("input[name=pk]")];

function refresh(list) {
  const chosen = boxes(list).filter((box) => box.checked);
  for (const box of boxes(list)) box.closest("tr").classList.toggle("is-on", box.checked);
  const all = list.querySelector("[data-check-all]");
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === boxes(list).length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  }
  const bar = list.querySelector("[data-bulk]");
  if (!bar) return;
  bar.classList.toggle("is-on", chosen.length > 0);
  const every = bar.querySelector("[data-bulk-all]");
  if (every && chosen.length < boxes(list).length) every.checked = false;
  const selected = words().selected ?? "{n}";
  bar.querySelector("[data-bulk-count]").textContent = selected.replace("{n}", every?.checked ? every.dataset.bulkAll : chosen.length);
}

document.addEventListener("change", (event) => {
  const list = event.target.closest(".list");
  if (!list) return;
  if (event.target.matches("[data-check-all], [data-bulk-all]:checked")) {
    for (const box of boxes(list)) box.checked = event.target.checked;
  }
  if (event.target.matches("[data-check-all], [data-bulk-all], input[name=pk]")) refresh(list);
});

document.addEventListener("reset", (event) => {
  const list = event.target.closest(".list");
  if (list) requestAnimationFrame(() => refresh(list));
});

function start() {
  for (const list of document.querySelectorAll(".list")) refresh(list);
}

window.addEventListener("pageshow", start);
document.addEventListener("htmx:afterSettle", start);
