// Everything here is comfort: each page works without it. One module a concern.
import "./trusted.js";
import "./nav.js";
import "./menus.js";
import "./dialogs.js";
import "./forms.js";
import "./fields.js";
import "./uploads.js";
import "./passkeys.js";
import "./lists.js";
import "./tables.js";
import "./keys.js";
import "./palette.js";
import "./toasts.js";

document.documentElement.classList.add("js");
