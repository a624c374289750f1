// Notes of what was done go after five seconds, unless one is reading them.
const STAY = 5000;

for (const toast of document.querySelectorAll("[data-toast]")) {
  const button = toast.querySelector("[data-dismiss]");
  button.hidden = false;
  button.addEventListener("click", () => toast.remove());
  let timer = setTimeout(() => toast.remove(), STAY);
  toast.addEventListener("mouseenter", () => clearTimeout(timer));
  toast.addEventListener("focusin", () => clearTimeout(timer));
  toast.addEventListener("mouseleave", () => {
    timer = setTimeout(() => toast.remove(), STAY);
  });
}
