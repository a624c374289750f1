// A table wider than its place can be reached by Tab, and is then scrolled with the arrow keys.
function reach() {
  for (const box of document.querySelectorAll(".tbl-wrap")) {
    if (box.scrollWidth <= box.clientWidth) {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      continue;
    }
    const title = box.querySelector("caption") ?? box.closest("section")?.querySelector("h2");
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", (title ?? document.querySelector("h1")).textContent.trim());
  }
}

reach();
addEventListener("resize", reach);
document.addEventListener("htmx:afterSettle", reach);
