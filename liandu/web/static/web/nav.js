// The side bar on narrow screens. Without this file the link to #side shows it by :target.
document.addEventListener("click", (event) => {
  const side = document.getElementById("side");
  if (!side) return;
  if (event.target.closest("[data-toggle-nav]")) {
    event.preventDefault();
    if (side.classList.toggle("is-open")) side.querySelector("a, button")?.focus();
  } else if (side.classList.contains("is-open") && !side.contains(event.target)) {
    side.classList.remove("is-open");
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.getElementById("side")?.classList.remove("is-open");
});
