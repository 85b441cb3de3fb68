// Passkeys: a form with data-passkey asks the server for a question, the device for its answer, and sends it.
// data-passkey: create or get · data-ask: address of the question · a hidden input "answer" takes what comes back.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const ids = (list) => list?.map((key) => ({ ...key, id: toBytes(key.id) }));

function question(options) {
  const asked = { ...options, challenge: toBytes(options.challenge), timeout: 120000 };
  if (options.user) asked.user = { ...options.user, id: toBytes(options.user.id) };
  if (options.excludeCredentials) asked.excludeCredentials = ids(options.excludeCredentials);
  if (options.allowCredentials) asked.allowCredentials = ids(options.allowCredentials);
  return { publicKey: asked };
}

function written(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[name]) parts[name] = toText(response[name]);
  return JSON.stringify({
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: parts,
    clientExtensionResults: {}, authenticatorAttachment: credential.authenticatorAttachment,
  });
}

const WORDS = {
  InvalidStateError: "Perangkat ini sudah punya passkey untuk akun ini.",
  NotAllowedError: "Passkey tidak jadi dipakai. Coba lagi, atau pakai cara lain.",
  SecurityError: "Passkey hanya bekerja di alamat Pendopo yang resmi (https).",
};

function say(form, words) {
  const line = form.querySelector("[data-passkey-wrong]");
  line.textContent = words;
  line.hidden = !words;
}

async function useKey(form) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const asked = await fetch(form.dataset.ask, { method: "POST", headers: { "X-CSRFToken": token } });
  if (asked.status === 401) {
    const { to } = await asked.json().catch(() => ({}));
    return location.assign(to || location.href);
  }
  if (!asked.ok) throw new Error("question");
  const options = question(await asked.json());
  const create = form.dataset.passkey === "create";
  const given = create ? await navigator.credentials.create(options) : await navigator.credentials.get(options);
  form.querySelector("[name=answer]").value = written(given);
  form.submit();
}

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  const able = window.PublicKeyCredential && navigator.credentials;
  form.querySelectorAll("[data-passkey-able]").forEach((part) => (part.hidden = !able));
  form.querySelectorAll("[data-passkey-unable]").forEach((part) => (part.hidden = Boolean(able)));
});

// Before the guard against sending twice, which would lock the form when somebody changes her mind.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.passkey) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.busy) return;
  form.dataset.busy = "ya";
  say(form, "");
  useKey(form)
    .catch((error) => say(form, WORDS[error.name] || "Passkey belum berhasil. Periksa sambungan, lalu coba lagi."))
    .finally(() => delete form.dataset.busy);
}, true);
