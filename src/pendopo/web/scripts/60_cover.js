// Shared computers: after some minutes without a hand on it the page is covered, in every tab at once. Nothing
// is reloaded, so nothing is lost. The server keeps the same time by itself and refuses what comes too late.
const coverSheet = document.querySelector("[data-cover]");
const PING = 120e3;

// A browser that keeps nothing (private mode) still covers its own tab.
function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch { /* nothing to do */ }
}

function kept_(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

if (coverSheet) {
  const form = coverSheet.querySelector("form");
  const password = form.querySelector("[type=password]");
  const wrong = form.querySelector(".error");
  const title = document.title;
  const limit = Number(coverSheet.dataset.minutes) * 60e3;
  let active = Date.now();
  let told = active;

  const send = (answers) => fetch(coverSheet.dataset.cover, {
    method: "POST",
    headers: { "HX-Request": "true" },
    body: new URLSearchParams({ ...answers, csrfmiddlewaretoken: form.querySelector("[name=csrfmiddlewaretoken]").value }),
  }).catch(() => null);

  const shut = () => {
    if (coverSheet.open) return;
    document.documentElement.dataset.terkunci = "ya";
    document.title = coverSheet.dataset.title;
    coverSheet.showModal();
    password.focus();
  };

  const lift = () => {
    if (!coverSheet.open) return;
    delete document.documentElement.dataset.terkunci;
    document.title = title;
    form.reset();
    wrong.hidden = true;
    coverSheet.close();
    active = told = Date.now();
    keep("giat", active);
  };

  const refused = async (answer) => {
    if (answer?.status !== 401) return;
    if ((await answer.text()) === "keluar") location.reload();
    else shut();
  };

  const look = () => {
    const last = Math.max(active, Number(kept_("giat")) || 0);
    if (coverSheet.open) return;
    if (Date.now() - last >= limit) {
      shut();
      keep("terkunci", Date.now());
      send({ apa: "tutup" }).then(refused);
    } else if (active > told && Date.now() - told >= PING) {
      told = Date.now();
      send({ apa: "ada" }).then(refused);
    }
  };

  const busy = () => {
    if (coverSheet.open) return;
    look(); // a machine that slept is covered before the first key counts as use
    if (Date.now() - active > 5e3) keep("giat", Date.now());
    active = Date.now();
  };

  keep("terkunci", null);
  keep("giat", active);
  for (const name of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(name, busy, { passive: true, capture: true });
  for (const name of ["focus", "visibilitychange"]) addEventListener(name, look);
  setInterval(look, Math.min(10e3, limit / 4));
  coverSheet.addEventListener("cancel", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && coverSheet.open) event.preventDefault(); // the second Escape would not ask
  }, { capture: true });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await send({ password: password.value });
    if (answer?.status === 204) {
      keep("terkunci", null);
      return lift();
    }
    if (answer?.status === 401) return location.reload();
    wrong.textContent = answer ? await answer.text() : "Belum tersambung. Periksa sambungan, lalu coba lagi.";
    wrong.hidden = false;
    password.select();
  });

  addEventListener("storage", ({ key: name, newValue }) => {
    if (name === "terkunci") newValue ? shut() : lift();
    if (name === "keluar" && newValue) location.reload();
  });

  // A step back after logging out must not bring the page from the browser's memory.
  addEventListener("pageshow", ({ persisted }) => persisted && send({ apa: "ada" }).then(refused));
  document.addEventListener("htmx:response:error", ({ detail }) => detail?.ctx?.response?.status === 401 && shut());
}

document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-leaves]")) return;
  Object.keys(sessionStorage).filter((name) => name.startsWith("isian:")).forEach((name) => sessionStorage.removeItem(name));
  keep("keluar", Date.now());
});
