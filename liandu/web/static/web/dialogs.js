// A link with hx-target="#dialog" or "#drawer" fills the dialog; this opens it, and closes it again.
const dialogs = () => ["dialog", "drawer", "palette"].map((id) => document.getElementById(id)).filter(Boolean);

document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.detail.target;
  if (dialog.tagName !== "DIALOG" || !dialog.innerHTML.trim()) return;
  if (!dialog.open) dialog.showModal();
  const first = dialog.querySelector("[data-focus], [autofocus], textarea, input:not([type=hidden]), select");
  first?.focus();
});

document.addEventListener("click", (event) => {
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  if (event.target.closest("[data-close]")) {
    event.preventDefault();
    dialog.close();
  } else if (event.target === dialog && !isDirty(dialog)) {
    dialog.close();
  }
});

// A press beside the dialog must not throw away what was typed in it.
function isDirty(dialog) {
  return [...dialog.querySelectorAll("textarea, input:not([type=hidden])")].some(
    (field) => field.type !== "checkbox" && field.type !== "radio" && field.value !== field.defaultValue,
  );
}

for (const dialog of dialogs()) {
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
  });
}
