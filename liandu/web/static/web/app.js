// Everything here is comfort: each page works without it. One module a concern.
import "./nav.js";
import "./menus.js";
import "./dialogs.js";
import "./forms.js";
import "./fields.js";
import "./lists.js";
import "./tables.js";
import "./keys.js";
import "./toasts.js";

document.documentElement.classList.add("js");
