// Passkeys: the browser is asked what the form says, and its answer goes with the form. Where it
// knows none, the other ways on the page remain.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (some) =>
  btoa(String.fromCharCode(...new Uint8Array(some))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => list.map((one) => ({ ...one, id: bytes(one.id) }));

const ways = {
  async create(asked) {
    const user = { ...asked.user, id: bytes(asked.user.id) };
    const publicKey = { ...asked, user, challenge: bytes(asked.challenge), excludeCredentials: known(asked.excludeCredentials) };
    const made = await navigator.credentials.create({ publicKey });
    return answer(made, { attestationObject: made.response.attestationObject });
  },
  async get(asked) {
    const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
    const used = await navigator.credentials.get({ publicKey });
    const { authenticatorData, signature } = used.response;
    return answer(used, { authenticatorData, signature });
  },
};

function answer(credential, parts) {
  const all = Object.entries({ clientDataJSON: credential.response.clientDataJSON, ...parts });
  const response = Object.fromEntries(all.map(([name, some]) => [name, text(some)]));
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !form.dataset.asked) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    ask(form);
  });
}

async function ask(form) {
  const button = form.querySelector("button[type=submit]");
  const failed = form.querySelector("[data-failed]");
  button.disabled = true;
  failed.hidden = true;
  try {
    form.elements.answer.value = await ways[form.dataset.passkey](JSON.parse(form.dataset.asked));
    form.submit();
  } catch {
    failed.hidden = false;
    button.disabled = false;
    button.focus();
  }
}
