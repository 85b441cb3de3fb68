// Small services of the page: toasts, copying, printing, dialogs, large print, file preview.
function toast(words, kind = "success") {
  const note = document.createElement("div");
  note.className = `note ${kind}`;
  note.dataset.toast = "";
  note.textContent = words;
  const shown = document.querySelector("[data-toasts]");
  for (const old of shown?.children ?? []) if (old.textContent === words) old.remove(); // a page that asks every other second
  shown?.append(note);
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes) if (node.matches?.("[data-toast]")) setTimeout(() => node.remove(), 8000);
}).observe(document.querySelector("[data-toasts]"), { childList: true });

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Teks disalin. Tempelkan di WhatsApp.");
  } catch {
    prompt("Salin teks ini:", text);
  }
}

function largePrint() {
  const on = document.documentElement.dataset.huruf !== "besar";
  if (on) document.documentElement.dataset.huruf = "besar";
  else delete document.documentElement.dataset.huruf;
  document.cookie = `huruf=${on ? "besar" : ""};path=/;max-age=${on ? 31536000 : 0};samesite=lax`;
  document.querySelectorAll("[data-large-print]").forEach((b) => b.setAttribute("aria-pressed", String(on)));
}

const DEEDS = {
  "[data-copy]": (b) => copy(b.dataset.copy),
  "[data-print]": () => print(),
  "[data-opens]": (b) => document.getElementById(b.dataset.opens)?.showModal(),
  "[data-closes]": (b) => b.closest("dialog").close(),
  "[data-large-print]": largePrint,
};

document.addEventListener("click", ({ target }) => {
  for (const [selector, deed] of Object.entries(DEEDS)) {
    const button = target.closest?.(selector);
    if (button) deed(button);
  }
  if (target.matches?.("dialog")) target.close();
  document.querySelectorAll("[data-pop][open]").forEach((pop) => pop.contains(target) || (pop.open = false));
});

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  document.querySelectorAll("[data-pop][open]").forEach((pop) => {
    pop.open = false;
    pop.querySelector("summary").focus();
  });
});

document.querySelectorAll("[data-pop]").forEach((pop) =>
  pop.addEventListener("toggle", () => pop.open && pop.querySelector("input:not([type=hidden])")?.focus()));
document.querySelector("[data-focus]")?.focus();

function size(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB`;
}

document.addEventListener("change", ({ target }) => {
  const preview = target.closest?.("[data-drop]")?.querySelector("[data-preview]");
  if (target.type !== "file" || !preview) return;
  preview.replaceChildren(...[...target.files].flatMap((file) => {
    const line = document.createElement("span");
    line.textContent = `${file.name} · ${size(file.size)}`;
    if (!/^image\/(jpeg|png)$/.test(file.type)) return [line];
    const reader = new FileReader();
    const image = document.createElement("img");
    image.alt = "";
    reader.onload = () => (image.src = reader.result);
    reader.readAsDataURL(file);
    return [image, line];
  }));
});

for (const [name, over] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]])
  document.addEventListener(name, ({ target }) => target.closest?.("[data-drop]")?.classList.toggle("over", over));

for (const trouble of ["htmx:response:error", "htmx:error"])
  document.addEventListener(trouble, () => toast("Belum berhasil memuat. Periksa sambungan, lalu coba lagi.", "warning"));
