"""What went wrong with the server, as one sentence that says what to do next."""

from pathlib import Path

MIN_FREE = 200 * 1024 * 1024  # bytes; WAL alone keeps 80 MB


class Trouble(Exception):
    """The server cannot do its work; the message is for the person at the terminal."""


FULL_DISK = (
    "Ruang penyimpanan penuh: kosongkan sedikitnya 200 MB di {home}, lalu jalankan lagi. "
    "Data yang sudah tersimpan tetap ada."
)

# What PostgreSQL writes → what we say. The first match wins.
_KNOWN = (
    ("No space left on device", FULL_DISK),
    ("Disk quota exceeded", FULL_DISK),
    ("could not create shared memory segment", "Memori bersama tidak cukup untuk PostgreSQL di mesin ini."),
    ("Cannot allocate memory", "Memori mesin ini tidak cukup: tutup program lain, lalu jalankan lagi."),
    ("Permission denied", "PostgreSQL tidak boleh membaca atau menulis di {home}: periksa hak foldernya."),
    ("has invalid permissions", "Hak folder data di {home} berubah: kembalikan ke 0700, lalu jalankan lagi."),
    ("Read-only file system", "Penyimpanan {home} hanya dapat dibaca: pindahkan PENDOPO_HOME."),
    ("invalid value for parameter", "Pengaturan PostgreSQL tidak dikenal: lihat {log}."),
    ("could not locate a valid checkpoint", "Data PostgreSQL di {home} rusak: pulihkan dari cadangan."),
)


def explain(text: str, home: Path, log: Path | None = None) -> str:
    """The sentence for what PostgreSQL wrote, else its last line with the place of the log."""
    for needle, sentence in _KNOWN:
        if needle in text:
            return sentence.format(home=home, log=log or home)
    last = next((line for line in reversed(text.splitlines()) if line.strip()), "tanpa keterangan")
    return f"PostgreSQL tidak dapat dijalankan: {last.strip()} (catatan lengkap: {log or home})."


def tail(path: Path, size: int = 4000) -> str:
    """The end of a log, or nothing where there is none."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - size))
        return file.read().decode(errors="replace")
