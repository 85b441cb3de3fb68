"""Refusals: what a door tells a person when Pendopo does not do what was asked.

Every refusal carries one or more sentences in plain Indonesian that say what to do next.
`fields` maps a draft's field to its sentence, so that a form or a cell can show it in place.
"""

from collections.abc import Mapping


class Refusal(Exception):
    """The request was understood and declined; nothing was written."""

    def __init__(
        self, sentence: str = "", *, fields: Mapping[str, str] | None = None, rule: str = ""
    ) -> None:
        self.fields = dict(fields or {})
        self.sentence = sentence or " ".join(self.fields.values())
        self.rule = rule
        super().__init__(self.sentence)


class NotVisible(Refusal):
    """The thing does not exist for this actor: a 404, also where it exists elsewhere."""


class NotAllowed(Refusal):
    """The actor may see it but not do this to it: a 403 that says who may."""


class Invalid(Refusal):
    """A field of the draft cannot be right."""


class Conflict(Refusal):
    """Somebody changed the record in between, or a rule of uniqueness stands against it."""
