// Region picker: an ARIA combobox over a list that the server writes.
let waiting;

const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
const optionsOf = (input) => [...listOf(input).querySelectorAll("[role=option]")];

function open(input, shown) {
  listOf(input).hidden = !shown;
  input.setAttribute("aria-expanded", String(shown));
  if (!shown) input.removeAttribute("aria-activedescendant");
}

async function ask(input) {
  const box = input.closest("[data-combo]");
  const q = input.value.trim();
  if (q.length < 3) return open(input, false);
  const query = new URLSearchParams({ q });
  if (box.dataset.level) query.set("tingkat", box.dataset.level);
  if (box.dataset.within) query.set("di", box.dataset.within);
  const answer = await fetch(`${box.dataset.combo}?${query}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || input.value.trim() !== q) return;
  listOf(input).innerHTML = await answer.text();
  open(input, true);
}

function mark(input, step) {
  const options = optionsOf(input);
  if (!options.length) return;
  const now = options.findIndex((o) => o.getAttribute("aria-selected") === "true");
  const next = options[(now + step + options.length) % options.length] ?? options[0];
  options.forEach((o) => o.setAttribute("aria-selected", String(o === next)));
  input.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

function choose(input, option) {
  const box = input.closest("[data-combo]");
  input.value = option.dataset.text;
  const hidden = box.querySelector("input[type=hidden]");
  hidden.value = option.dataset.value;
  hidden.dispatchEvent(new Event("change", { bubbles: true }));
  open(input, false);
  if (!("go" in box.dataset)) return;
  input.disabled = true; // the code says it all, the words need not stand in the address
  input.form.requestSubmit();
}

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-combo] [role=combobox]")) return;
  target.closest("[data-combo]").querySelector("input[type=hidden]").value = "";
  clearTimeout(waiting);
  waiting = setTimeout(ask, 180, target);
});

document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!input.matches?.("[data-combo] [role=combobox]") || listOf(input).hidden) return;
  const marked = optionsOf(input).find((o) => o.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") mark(input, 1);
  else if (event.key === "ArrowUp") mark(input, marked ? -1 : 0);
  else if (event.key === "Escape") open(input, false);
  else if (event.key === "Enter" && marked) choose(input, marked);
  else return;
  event.preventDefault();
  event.stopPropagation();
});

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("[data-combo] [role=option]");
  if (!option) return;
  event.preventDefault();
  choose(option.closest("[data-combo]").querySelector("[role=combobox]"), option);
});

document.addEventListener("focusout", ({ target }) => {
  if (target.matches?.("[data-combo] [role=combobox]")) open(target, false);
});
