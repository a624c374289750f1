// A field that is left in a state the browser can tell is wrong says so at once, in our words;
// the server has the last word. A long choice is narrowed by typing.
import { words } from "./words.js";

const noteOf = (field) => field.closest(".fld")?.querySelector("[data-left]");

function sentence(field) {
  const { validity } = field;
  if (validity.valueMissing) return words().missing;
  if (validity.badInput || validity.typeMismatch) return words().unreadable;
  return field.validationMessage;
}

function complain(field) {
  const note = document.getElementById("fault").content.firstElementChild.cloneNode(true);
  note.querySelector("span").textContent = sentence(field);
  note.id = `${field.id}_left`;
  field.closest(".fld").append(note);
  field.closest(".fld").classList.add("fld--err");
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
}

function forgive(field) {
  const note = noteOf(field);
  if (!note) return;
  const described = field.getAttribute("aria-describedby").split(" ").filter((id) => id !== note.id);
  if (described.length) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
  field.removeAttribute("aria-invalid");
  field.closest(".fld").classList.remove("fld--err");
  note.remove();
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-narrow]")) return narrow(target);
  target.dataset.touched = "1";
  forgive(target);
});

// On the way to a button nothing may move under the pointer.
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (!target.dataset?.touched || target.type === "file" || !target.closest(".fld")) return;
  if (relatedTarget?.closest("button, a") || !target.willValidate || target.validity.valid) return;
  if (!target.closest(".fld").matches(".fld--err")) complain(target);
});

function narrow(search) {
  const wanted = search.value.trim().toLowerCase();
  for (const label of document.getElementById(search.dataset.narrow).children) {
    label.hidden = !label.textContent.toLowerCase().includes(wanted) && !label.querySelector(":checked");
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-narrow]")) event.preventDefault();
});
