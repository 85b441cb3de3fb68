"""The port of the pages: free, ours already, or taken by another program."""

import errno
import socket
import time

from pendopo.config.postgres.trouble import Trouble


def wait_free(host: str, port: int, patience: float = 3.0, ending: float = 12.0) -> None:
    """Return when the port can be bound. What holds it and answers nobody may be a server of ours that was left
    alone: it ends within ten seconds. Both in seconds."""
    began = time.monotonic()
    while (reason := _refusal(host, port)) is not None:
        most = patience if _answers(host, port) else max(patience, ending)
        if reason != errno.EADDRINUSE or time.monotonic() - began >= most:
            raise Trouble(_sentence(reason, host, port))
        time.sleep(0.2)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1) as door:
            door.sendall(b"GET /sehat HTTP/1.0\r\n\r\n")
            return bool(door.recv(1))
    except OSError:
        return False


def _refusal(host: str, port: int) -> int | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
            door.listen(1)
        except OSError as error:
            return error.errno or -1
    return None


def _sentence(reason: int, host: str, port: int) -> str:
    if reason == errno.EADDRINUSE:
        return (
            f"Port {port} sudah dipakai program lain. Tutup program itu, atau pakai port lain: "
            f"`PENDOPO_PORT={port + 1} make run`."
        )
    if reason == errno.EACCES:
        return f"Port {port} tidak boleh dipakai akun ini: pilih yang di atas 1024, `PENDOPO_PORT=8000 make run`."
    return f"Alamat {host}:{port} tidak dapat dipakai di mesin ini: periksa PENDOPO_BIND dan PENDOPO_PORT."
