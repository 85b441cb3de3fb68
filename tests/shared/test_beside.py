"""What another process gives is what the function gives here."""

import os
import sys

import pytest

from pendopo.shared.beside import Beside
from pendopo.shared.names import name_key


def test_it_is_computed_elsewhere():
    assert Beside(os.getpid).result() != os.getpid()
    assert Beside(name_key, "HJ. RINI SIHOMBING, A.MD.").result() == "rini sihombing"


def test_large_answers_of_two_that_run_at_once():
    begun = [Beside(str.__mul__, letter, 3_000_000) for letter in "ab"]
    assert [one.result() for one in begun] == ["a" * 3_000_000, "b" * 3_000_000]


def test_what_it_raises_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        Beside(divmod, 1, 0).result()


def test_a_process_that_is_killed_loses_nothing():
    begun = Beside(sum, range(10))
    begun._process.kill()
    assert begun.result() == 45


def test_where_no_process_can_be_started(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert Beside(sum, range(10)).result() == 45


def test_who_is_not_waited_for_is_ended():
    with pytest.raises(KeyError), Beside(str.__mul__, "a", 3_000_000) as begun:
        raise KeyError
    assert begun._process.returncode is not None
