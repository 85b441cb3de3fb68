// A long list to tick from: narrowed while typing, with a count of what is ticked.
const words = (text) => text.toLowerCase().normalize("NFKD").replace(/[^a-z0-9 ]/g, "");

document.addEventListener("input", ({ target }) => {
  const list = target.dataset?.narrows && document.getElementById(target.dataset.narrows);
  if (!list) return;
  const wanted = words(target.value).split(" ").filter(Boolean);
  for (const row of list.querySelectorAll("[data-row]"))
    row.hidden = !wanted.every((word) => words(row.textContent).includes(word));
  for (const group of list.querySelectorAll("fieldset"))
    group.hidden = !group.querySelector("[data-row]:not([hidden])");
});

document.addEventListener("change", ({ target }) => {
  const list = target.closest?.("[data-ticks]");
  const line = list && document.getElementById(list.dataset.ticks);
  if (line) line.textContent = `${list.querySelectorAll("input:checked").length} orang dipilih`;
});

// A choice that takes effect at once needs no button beside it.
document.querySelectorAll("[data-auto-button]").forEach((button) => (button.hidden = true));
document.addEventListener("change", ({ target }) => target.matches?.("select[data-auto]") && target.form.requestSubmit());
