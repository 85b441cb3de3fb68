// Reads back what people type: dates in words, NIK in groups of four.
const MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const DAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

function monthOf(word) {
  if (/^\d+$/.test(word)) return Number(word);
  const short = word.toLowerCase().replace("pebruari", "februari").replace("nop", "nov").slice(0, 3);
  return MONTHS.findIndex((name) => name.toLowerCase().startsWith(short)) + 1;
}

function readDate(text) {
  const iso = text.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
  const [, y, m, d] = iso || [];
  const parts = iso ? [0, d, m, y] : text.match(/^(\d{1,2})[\s./-]+(\d{1,2}|[a-z]{3,})[\s./-]+(\d{4})$/i);
  if (!parts) return null;
  const [day, month, year] = [Number(parts[1]), monthOf(parts[2]), Number(parts[3])];
  const made = new Date(year, month - 1, day);
  return made.getDate() === day && made.getMonth() === month - 1 ? made : undefined;
}

function dateWords(text) {
  const made = readDate(text);
  if (made === null) return ["", false];
  if (made === undefined) return ["Tanggal ini tidak ada.", true];
  return [`${DAYS[made.getDay()]}, ${made.getDate()} ${MONTHS[made.getMonth()]} ${made.getFullYear()}`, false];
}

function nikWords(digits) {
  if (!digits) return ["", false];
  if (/[^\d]/.test(digits)) return ["NIK hanya berisi angka.", true];
  if (digits.length < 16) return [`${digits.length} dari 16 angka`, false];
  if (digits.length > 16) return [`${digits.length} angka; NIK harus 16.`, true];
  const day = Number(digits.slice(6, 8));
  const month = Number(digits.slice(8, 10));
  const possible = month >= 1 && month <= 12 && ((day >= 1 && day <= 31) || (day >= 41 && day <= 71));
  return possible ? ["✓ 16 angka", false] : ["Angka ke-7 sampai 12 (tanggal lahir) tampaknya keliru.", true];
}

function tell(input, [words, wrong]) {
  const line = document.querySelector(`[data-readback="${input.id}"]`);
  if (!line) return;
  line.textContent = words;
  line.classList.toggle("wrong", wrong);
}

function group(input) {
  const bare = input.value.replace(/[\s.\-•]/g, "");
  const before = input.value.slice(0, input.selectionStart).replace(/[\s.\-•]/g, "").length;
  const shown = bare.replace(/(.{4})(?=.)/g, "$1 ");
  if (shown !== input.value && !input.value.includes("•")) {
    input.value = shown;
    const at = before + Math.floor(Math.max(before - 1, 0) / 4);
    input.setSelectionRange(at, at);
  }
  tell(input, nikWords(bare));
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-date]")) tell(target, dateWords(target.value.trim()));
  if (target.matches("[data-nik]")) group(target);
});
