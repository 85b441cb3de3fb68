// Nothing is lost and nothing is sent twice. A form with data-draft keeps its answers in this tab until it is
// accepted; files, passwords and NIK are never kept. Somebody else's draft is not shown to whoever comes next.
const owner = document.querySelector("[data-cover]")?.dataset.user ?? "";
const key = (form) => `isian:${owner}:${location.pathname}:${form.dataset.draft}`;
const SECRET = "[type=password], [type=hidden], [type=file], [data-nik], [name=csrfmiddlewaretoken]";
const kept = (form) => [...form.elements].filter((e) => e.name && !e.matches(SECRET));
let dirty = false;

function save(form) {
  const answers = kept(form).map((e) => (/checkbox|radio/.test(e.type) ? e.checked : e.value));
  sessionStorage.setItem(key(form), JSON.stringify(answers));
}

function restore(form) {
  const answers = JSON.parse(sessionStorage.getItem(key(form)) || "null");
  const fields = kept(form);
  if (!answers || answers.length !== fields.length || form.querySelector(".wrong, .sum")) return;
  fields.forEach((e, i) => (/checkbox|radio/.test(e.type) ? (e.checked = answers[i]) : (e.value = answers[i])));
  dirty = true;
  form.querySelector("[data-draft-note]")?.removeAttribute("hidden");
}

document.querySelectorAll("form[data-draft]").forEach(restore);

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (form?.method !== "post") return;
  if ("draft" in form.dataset) {
    dirty = true;
    save(form);
  }
});

document.addEventListener("click", ({ target }) => {
  const form = target.closest?.("[data-forget]")?.form;
  if (!form) return;
  sessionStorage.removeItem(key(form));
  dirty = false;
  location.reload();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "ya";
  dirty = false;
  const button = event.submitter;
  setTimeout(() => button?.setAttribute("aria-disabled", "true"));
});

// A page that comes back from the browser's memory must be sendable again.
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((b) => b.removeAttribute("aria-disabled"));
  });
});

document.addEventListener("htmx:after:request", ({ target }) => {
  const form = target.closest?.("form");
  if (form) delete form.dataset.sent;
});

addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

// The bubble of a field that is not yet right speaks the browser's language, which is often English; ours does not.
function plainly({ type, validity: v, minLength, min, max }) {
  if (v.valueMissing) return type === "file" ? "Pilih berkasnya dahulu." : /radio|checkbox|select/.test(type) ? "Pilih dahulu." : "Belum diisi.";
  if (v.tooShort) return `Paling sedikit ${minLength} huruf.`;
  if (v.rangeUnderflow) return `Paling kecil ${min}.`;
  if (v.rangeOverflow) return `Paling besar ${max}.`;
  return v.valid ? "" : "Isian ini belum benar.";
}

const unsay = (field) => field.setCustomValidity?.("");

document.addEventListener("invalid", ({ target }) => {
  unsay(target);
  target.setCustomValidity(plainly(target));
}, true);

document.addEventListener("input", ({ target }) => unsay(target));

document.addEventListener("click", ({ target }) => {
  const form = target.closest?.("button")?.form;
  if (form) [...form.elements].forEach(unsay);
}, true);
