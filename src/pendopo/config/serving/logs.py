"""Log lines that hold no personal data.

An exception is told by its type, its place in the program and, from the database, the names of
constraint, table and column; never by its message, which may quote a row ("Key (nik)=(…) exists").
A request is told by its route (`psm/<int:pk>/`), never by its address. For developers (DEBUG) nothing
is held back.
"""

import json
import logging
import os
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

_LONG_NUMBERS = re.compile(r"\d{8,}")  # NIK, telephone
_FIELDS = ("method", "route", "status", "ms", "user")
_DIAGNOSIS = ("sqlstate", "constraint_name", "table_name", "column_name")


def described(error: BaseException) -> dict[str, Any]:
    """What may be told of an exception and its causes."""
    told: dict[str, Any] = {"type": f"{type(error).__module__}.{type(error).__qualname__}"}
    if diagnosis := getattr(error, "diag", None):
        told |= {n: v for n in _DIAGNOSIS if (v := getattr(diagnosis, n, None))}
    frames = traceback.extract_tb(error.__traceback__)
    told["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return {**told, "cause": described(cause)} if cause else told


def sentence(record: logging.LogRecord) -> str:
    """The message; of Django's own about a request only the status, since the rest is the address."""
    status = getattr(record, "status_code", None)
    if status is not None and hasattr(record, "request"):
        return f"HTTP {status}"
    return _LONG_NUMBERS.sub("…", record.getMessage())


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    given = {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
    found = getattr(getattr(record, "request", None), "resolver_match", None)
    if found is not None:
        given.setdefault("route", found.route)
    number = request_id.get()
    return {**({"request": number} if number else {}), **given}


class Json(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "at": at, "level": record.levelname, "logger": record.name, "message": sentence(record),
            **_facts(record),
        }  # fmt: skip
        if record.exc_info and record.exc_info[1]:
            line["error"] = described(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


class Lines(logging.Formatter):
    """The same for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        text = (
            f"{self.formatTime(record)} {record.levelname} {record.name}: {sentence(record)} {facts}".rstrip()
        )
        if record.exc_info and record.exc_info[1]:
            text += "\n" + in_lines(record.exc_info[1])
        return text


def in_lines(error: BaseException) -> str:
    told: dict[str, Any] | None = described(error)
    lines: list[str] = []
    while told:
        names = " ".join(str(told[name]) for name in ("type", *_DIAGNOSIS) if name in told)
        lines += [names, *(f"  {frame}" for frame in told["at"])]
        told = told.get("cause")
    return "\n".join(lines)


def structured() -> bool:
    return os.environ.get("PENDOPO_LOG") == "json"


def settings_for(debug: bool) -> dict[str, Any]:
    """Django's LOGGING."""
    formatter: dict[str, Any] = {"()": Json if structured() else Lines}
    if debug:
        formatter = {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    quiet = ("django.request", "django_tasks", "django_tasks_db")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
            "errors": {"class": "logging.StreamHandler", "formatter": "line", "level": "ERROR"},
        },
        "loggers": {
            **{name: {"handlers": ["errors"], "propagate": False} for name in quiet},
            "pendopo.requests": {"level": "INFO" if structured() else "WARNING"},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
    }


def hide_values() -> None:
    """An exception that nobody caught ends this process without quoting rows either."""
    if os.environ.get("PENDOPO_DEBUG") == "1":
        return

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return sys.__excepthook__(kind, error, trace)
        record = logging.LogRecord("pendopo", logging.CRITICAL, "", 0, "berhenti", None, (kind, error, trace))
        print((Json() if structured() else Lines()).format(record), file=sys.stderr)

    sys.excepthook = hook
