"""The collector of forgotten things rests only as long as somebody asks it to."""

import gc

import pytest

from pendopo.shared.collector import nothing_collected


def test_rests_while_many_things_are_made_and_goes_on_whatever_happens() -> None:
    assert gc.isenabled()
    with nothing_collected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), nothing_collected():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_two_at_once_never_leave_it_off() -> None:
    first, second = nothing_collected(), nothing_collected()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert gc.isenabled()
