// Large files go ahead of their form in parts, and go on where a line broke (tus 1.0). When they
// are there, hidden fields name them: without this the browser sends the files with the form.
const MB = 1024 * 1024;
const LONGEST_WAIT = 30000;
const rows = new WeakMap();
const waiting = new WeakMap();

document.addEventListener("change", ({ target }) => {
  const box = target.type === "file" && target.parentElement?.querySelector("[data-sends]");
  if (!box) return;
  const small = new DataTransfer();
  for (const file of target.files) {
    if (file.size > Number(box.dataset.part)) begin(box, file);
    else small.items.add(file);
  }
  if (small.files.length < target.files.length) target.files = small.files;
});

document.addEventListener("click", ({ target }) => {
  const item = target.closest("[data-sends] li");
  if (!item) return;
  const row = rows.get(item);
  if (target.closest("[data-hold]")) hold(row);
  if (target.closest("[data-on]")) send(row);
  if (target.closest("[data-drop]")) drop(item, row);
});

// A form waits for its files, and is sent when they are there.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const going = [...form.querySelectorAll("[data-sends] li:not([data-ready], [data-earlier])")];
  if (!going.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const box = going[0].closest("[data-sends]");
  const isMoving = going.every((item) => rows.get(item)?.isGoing);
  if (isMoving) waiting.set(form, event.submitter);
  else waiting.delete(form);
  say(box, isMoving ? box.dataset.waits : box.dataset.unsent);
  if (!isMoving) going.find((item) => !rows.get(item)?.isGoing).querySelector("button:not([hidden])").focus();
}, true);

function begin(box, file) {
  const known = [...box.querySelectorAll("li")].find((item) => {
    const row = rows.get(item);
    return row ? isSame(row.file, file) : item.hasAttribute("data-earlier") && item.dataset.file === `${file.size} ${file.name}`;
  });
  if (known && rows.get(known)) return;
  known?.remove();
  const item = added(box, file.name);
  const row = { box, item, file, sent: 0, url: "", isGoing: false };
  rows.set(item, row);
  send(row);
}

const isSame = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

function added(box, name) {
  const item = box.querySelector("template").content.firstElementChild.cloneNode(true);
  item.querySelector("[data-file]").textContent = name;
  item.querySelector("progress").setAttribute("aria-label", name);
  for (const button of item.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent} ${name}`);
  box.querySelector("[data-rows]").append(item);
  return item;
}

async function send(row) {
  const stop = new AbortController();
  [row.isGoing, row.stop] = [true, stop];
  show(row, "way");
  for (let wait = 1000; !stop.signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    const before = row.sent;
    try {
      await sendAll(row, stop.signal);
      return;
    } catch (fault) {
      if (stop.signal.aborted) return;
      if (fault instanceof Refused) return refuse(row, fault.message);
      if (row.sent > before) wait = 1000;
      show(row, "broken");
      await pause(wait);
    }
  }
}

class Refused extends Error {}

async function sendAll(row, signal) {
  const { file, box } = row;
  const about = { filename: file.name, mark: String(file.lastModified) };
  const metadata = Object.entries(about).map(([name, text]) => `${name} ${base64(new TextEncoder().encode(text))}`);
  let answer = await ask(row, signal, box.dataset.sends, "POST", { "Upload-Length": file.size, "Upload-Metadata": metadata.join(",") });
  row.url = answer.headers.get("Location");
  row.sent = Number(answer.headers.get("Upload-Offset"));
  do {
    const part = file.slice(row.sent, row.sent + Number(box.dataset.part));
    show(row, row.sent + part.size === file.size ? "judged" : "way");
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": row.sent, ...(await checksum(part)) };
    answer = await ask(row, signal, row.url, "PATCH", headers, part);
    row.sent = Number(answer.headers.get("Upload-Offset"));
  } while (!answer.ok || row.sent < file.size);
  finish(row);
}

// What is out of step or garbled is sent again, what is lost begun again; all else is final.
async function ask(row, signal, url, method, headers, body) {
  const token = row.item.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(url, {
    method, body, signal, redirect: "manual",
    headers: { "X-CSRFToken": token, "Tus-Resumable": "1.0.0", ...headers },
  });
  if (answer.ok || (answer.status === 409 && answer.headers.has("Upload-Offset"))) return answer;
  if (answer.status >= 500 || [404, 429, 460].includes(answer.status)) throw new Error(String(answer.status));
  const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
  throw new Refused(isTold ? (await answer.json()).detail : row.box.dataset.lost);
}

// Browsers reckon digests only where the connection is safe; elsewhere the parts go without.
async function checksum(part) {
  if (!window.crypto?.subtle) return {};
  const digest = await crypto.subtle.digest("SHA-256", await part.arrayBuffer());
  return { "Upload-Checksum": `sha256 ${base64(new Uint8Array(digest))}` };
}

const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

const pause = (wait) => new Promise((go) => {
  const timer = setTimeout(go, wait);
  window.addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
});

function finish(row) {
  row.isGoing = false;
  row.item.setAttribute("data-ready", "");
  const field = document.createElement("input");
  [field.type, field.name] = ["hidden", row.box.dataset.name];
  field.value = `${row.url.split("/").at(-2)}/${row.file.name}`;
  row.item.append(field);
  row.item.querySelector("progress").remove();
  show(row, "ready");
  release(row);
}

function release({ item }) {
  const form = item.closest("form");
  if (!waiting.has(form) || form.querySelector("[data-sends] li:not([data-ready], [data-earlier])")) return;
  say(item.closest("[data-sends]"), "");
  const button = waiting.get(form);
  waiting.delete(form);
  form.requestSubmit(button);
}

function refuse(row, sentence) {
  [row.isGoing, row.url] = [false, ""];
  waiting.delete(row.item.closest("form"));
  row.item.querySelector("progress").hidden = true;
  row.item.querySelector("[data-fault]").hidden = false;
  row.item.querySelector("[data-fault] span").textContent = sentence;
  row.item.querySelector("[data-hold]").hidden = true;
  row.item.querySelector("[data-how]").textContent = "";
  tell(row.box, sentence);
}

function hold(row) {
  row.isGoing = false;
  row.stop.abort();
  waiting.delete(row.item.closest("form"));
  say(row.box, "");
  show(row, "held");
  row.item.querySelector("[data-on]").focus();
}

function drop(item, row) {
  const { url } = item.dataset;
  const box = item.closest("[data-sends]");
  const form = item.closest("form");
  const key = item.querySelector("input[type=hidden]")?.value.split("/")[0];
  const address = row?.url || url || (key && `${box.dataset.sends}${key}/`);
  if (row) row.isGoing = false;
  row?.stop.abort();
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  if (address) fetch(address, { method: "DELETE", headers: { "X-CSRFToken": token } }).catch(() => {});
  item.remove();
  box.parentElement.querySelector("input[type=file]").focus();
}

function show(row, state) {
  const { item, box, file, sent } = row;
  const words = filled(box.dataset[state], sent, file.size);
  const percent = state === "way" ? ` · ${Math.floor((100 * sent) / file.size)}%` : "";
  item.querySelector("[data-how]").textContent = words + percent;
  const bar = item.querySelector("progress");
  if (bar) [bar.max, bar.value] = [file.size, sent];
  item.querySelector("[data-hold]").hidden = !row.isGoing;
  item.querySelector("[data-on]").hidden = row.isGoing || state === "ready";
  if (state !== "way" && state !== row.said) tell(box, `${file.name} ${words}`);
  row.said = state;
}

const filled = (words, sent, whole) => words.replace("{sent}", (sent / MB).toFixed(1)).replace("{whole}", (whole / MB).toFixed(1));

function say(box, words) {
  box.querySelector("[data-say]").textContent = words;
}

// What stands beside a file already is told to those who do not see it.
function tell(box, words) {
  box.querySelector("[data-tell]").textContent = words;
}

// What the person began to send and did not attach: on this machine or another, today.
async function tellOfEarlier() {
  const box = document.querySelector("[data-sends]:not([data-asked])");
  if (!box) return;
  box.dataset.asked = "1";
  const answer = await fetch(box.dataset.sends).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const named = [...box.querySelectorAll("input[type=hidden]")].map((field) => field.value.split("/")[0]);
  for (const one of (await answer.json()).items) {
    if (named.some((key) => one.url.includes(key))) continue;
    const item = added(box, one.name);
    Object.assign(item.dataset, { earlier: "", url: one.url, file: `${one.size} ${one.name}` });
    item.querySelector("[data-how]").textContent = filled(box.dataset.earlier, one.received, one.size);
    const bar = item.querySelector("progress");
    [bar.max, bar.value] = [one.size, one.received];
    item.querySelector("[data-hold]").hidden = true;
  }
}

tellOfEarlier();
document.addEventListener("htmx:afterSettle", tellOfEarlier);
