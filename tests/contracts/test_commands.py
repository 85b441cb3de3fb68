"""Every write is a command with a permission, one event, a sentence for people and one for programmers."""

import inspect

import pytest

from pendopo.access.policy import Permission
from pendopo.audit.phrases import GROUPS, SENTENCES, field_word, kind_of, sentence
from pendopo.kernel.command import REGISTRY
from tests.contracts.source import modules


def _all_commands() -> dict[str, object]:
    """Those of every room, also of rooms that no test has imported yet."""
    from importlib import import_module

    for path in modules():
        if "commands" in path or path.startswith("processes/"):
            import_module("pendopo." + path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    return dict(REGISTRY)


COMMANDS = _all_commands()


@pytest.mark.parametrize("event", sorted(COMMANDS))
def test_a_command_is_complete(event: str) -> None:
    command = REGISTRY[event]
    assert command.permission in Permission
    area, _dot, past = event.partition(".")
    assert area.isidentifier()
    assert past.isidentifier()
    assert (inspect.getdoc(command) or "").strip().endswith((".", ")"))
    assert event in SENTENCES, f"{event}: audit/phrases.py has no sentence for it"
    assert "Rahma" in sentence(event, "Rahma")
    assert kind_of(event) in GROUPS, f"{event}: the log's filter does not know its kind"


def test_no_sentence_without_a_command() -> None:
    assert SENTENCES.keys() - REGISTRY.keys() <= {"duplicate.merged", "person.merged"}


def test_fields_of_events_have_words() -> None:
    assert field_word("signed_on") == "tanggal penetapan"
