// Passwords: shown on request, and judged in words while they are typed. Nothing of it leaves the page.
const SHORTEST = 10;
const FIRST_GUESSES = ["123456", "sayang", "bismillah", "indonesia", "password", "katasandi", "qwerty", "rahasia", "pendopo", "dinsos", "admin", "merdeka"];

document.querySelectorAll("input[type=password]").forEach((input) => {
  const button = document.createElement("button");
  const box = document.createElement("div");
  button.type = "button";
  button.className = "btn ghost";
  button.textContent = "Perlihatkan";
  button.setAttribute("aria-controls", input.id);
  box.className = "secret";
  input.replaceWith(box);
  box.append(input, button);
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.textContent = shown ? "Sembunyikan" : "Perlihatkan";
    input.focus();
  });
  input.form?.addEventListener("submit", () => (input.type = "password"));
  if (input.matches("[data-strength]")) judged(input, box);
});

function judged(input, box) {
  const line = document.createElement("p");
  line.className = "readback";
  line.setAttribute("role", "status");
  box.after(line);
  const own = `${input.form.querySelector("[name=username]")?.value ?? ""} ${input.dataset.strength}`.toLowerCase();
  const names = own.split(/[^a-z0-9]+/).filter((word) => word.length > 2);
  input.addEventListener("input", () => {
    const [said, weak] = strength(input.value, names);
    line.textContent = said;
    line.classList.toggle("wrong", weak);
  });
}

function strength(text, names) {
  if (!text) return ["", false];
  const bare = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const left = (list) => list.reduce((rest, word) => rest.replaceAll(word, ""), bare).replace(/[^a-z]/g, "").length;
  const short = SHORTEST - [...text].length;
  if (short > 0) return [`Belum cukup panjang: ${short} huruf lagi.`, true];
  if (new Set(bare).size < 4) return ["Mudah ditebak: hurufnya berulang.", true];
  if (names.some((word) => bare.includes(word)) && left(names) < 4) return ["Mudah ditebak: itu nama Anda sendiri.", true];
  if (FIRST_GUESSES.some((word) => bare.includes(word)) && left(FIRST_GUESSES) < 4) return ["Mudah ditebak: banyak orang memakainya.", true];
  if ([...text].length < 14) return ["Cukup. Satu kata lagi membuatnya kuat.", false];
  return ["Kuat.", false];
}
