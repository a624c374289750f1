// Forms: to the first fault, no double sending, names of chosen files, the password shown on request.
import { words } from "./words.js";

document.querySelector("main [data-focus]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
});

// Back in the browser's history the form can be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("htmx:beforeRequest", (event) => busy(event, true));
document.addEventListener("htmx:afterRequest", (event) => busy(event, false));

function busy(event, isBusy) {
  event.detail.target?.setAttribute("aria-busy", String(isBusy));
  const form = event.detail.elt;
  if (!form.matches?.("form[hx-post]")) return;
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = isBusy;
}

// Empty filters do not belong into the address.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  const data = event.detail.formData;
  for (const key of [...new Set(data.keys())]) {
    const values = data.getAll(key).filter((value) => value !== "");
    data.delete(key);
    for (const value of values) data.append(key, value);
  }
});

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, () => {
    const note = document.createElement("div");
    note.className = "toast-box";
    note.textContent = words().lost;
    document.getElementById("toasts")?.append(note);
  });
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.dataset.names) return;
  const list = document.getElementById(input.dataset.names);
  list?.replaceChildren(
    ...[...input.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name} · ${Math.max(1, Math.round(file.size / 1024))} KB`;
      return item;
    }),
  );
});

for (const box of document.querySelectorAll("[data-reveal]")) {
  const [field, button] = [box.querySelector("input"), box.querySelector("button")];
  button.hidden = false;
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    button.setAttribute("aria-pressed", String(field.type === "text"));
  });
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form && !window.htmx) form.requestSubmit();
});
