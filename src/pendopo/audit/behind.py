"""Large COPYs go to the server from a thread, while the command makes its next rows.

In: the lines of `copy_rows`, in blocks. Out: the same rows in the same transaction, in the same order. On two
processors the server then stores while we judge. Everything else that the command asks of the database waits until
all that was handed over lies there, so a question never misses a row; what the server refused is raised there, or
at the latest before the commit. Whoever knows that a question has nothing to do with those rows asks it between two
COPYs, and the server has no pause. Small commands never see the thread. Foreign keys are checked with each COPY and
not in one long wait at the commit.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Queue
from typing import Any

from django.db import connection
from psycopg import sql

_MOST_WAITING = 60
"""Blocks that wait at most: a server that is slower than we are takes no memory."""


class _Broken(Exception):
    """The rows of a COPY could not be made."""


class Copier:
    """The thread and what was handed to it. `None` ends a COPY, an exception breaks it off."""

    def __init__(self) -> None:
        self._link = connection.connection
        self._blocks: Queue[Any] = Queue(_MOST_WAITING)
        self._error: BaseException | None = None
        self._link_is_free, self._nobody_asks = threading.Lock(), threading.Event()
        self._nobody_asks.set()
        self._thread = threading.Thread(target=self._run, name="copier", daemon=True)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        connection.execute_wrappers.append(self._after_all)
        self._thread.start()

    def copy(self, statement: sql.Composed, blocks: Iterable[str]) -> None:
        try:
            self._blocks.put(statement)
            for block in blocks:
                self._blocks.put(block)
            self._blocks.put(None)
        except BaseException:
            self._blocks.put(_Broken())
            raise

    def settle(self) -> None:
        """Wait until everything lies there; raise what the server refused."""
        self._blocks.join()
        self._refuse()

    def _refuse(self) -> None:
        if self._error:
            with connection.wrap_database_errors:
                raise self._error

    def end(self) -> None:
        """The connection is the command's alone again."""
        connection.execute_wrappers.remove(self._after_all)
        self._blocks.put(_Broken())
        self._thread.join()

    def _after_all(self, execute: Callable[..., Any], *question: Any) -> Any:
        if not getattr(_here, "between", False):
            self.settle()
            return execute(*question)
        self._nobody_asks.clear()
        try:
            with self._link_is_free:
                self._refuse()
                return execute(*question)
        finally:
            self._nobody_asks.set()

    def _run(self) -> None:
        while isinstance(statement := self._blocks.get(), sql.Composed):
            blocks = self._until_its_end()
            self._nobody_asks.wait()
            with self._link_is_free:
                self._store(statement, blocks)
            with suppress(_Broken):
                for _block in blocks:
                    pass  # what comes after a refusal is taken all the same, or its maker would wait for ever
            self._blocks.task_done()

    def _store(self, statement: sql.Composed, blocks: Iterator[str]) -> None:
        """Does nothing once the server has refused something."""
        try:
            if self._error is None:
                with self._link.cursor() as cursor, cursor.copy(statement) as copy:
                    for block in blocks:
                        copy.write(block)
        except BaseException as error:
            self._error = error

    def _until_its_end(self) -> Iterator[str]:
        while (block := self._blocks.get()) is not None:
            self._blocks.task_done()
            if isinstance(block, _Broken):
                raise block
            yield block
        self._blocks.task_done()


_here = threading.local()


@contextmanager
def copied_behind() -> Iterator[None]:
    """Inside the transaction of a command: its large COPYs may run beside it, and are done when the block ends."""
    if getattr(_here, "allowed", False):  # a command within a command
        yield
        return
    _here.allowed, _here.copier = True, None
    try:
        yield
        if _here.copier:
            _here.copier.settle()
    finally:
        copier, _here.allowed, _here.copier = _here.copier, False, None
        if copier:
            copier.end()


@contextmanager
def between_copies() -> Iterator[None]:
    """What is asked here has nothing to do with rows that were handed over and may not lie there yet."""
    _here.between = True
    try:
        yield
    finally:
        _here.between = False


def copier(*, begin: bool) -> Copier | None:
    """The one of this command; `begin`: from now on, where there is none yet. None outside of a command."""
    if begin and getattr(_here, "allowed", False) and _here.copier is None:
        _here.copier = Copier()
    found: Copier | None = getattr(_here, "copier", None)
    return found
